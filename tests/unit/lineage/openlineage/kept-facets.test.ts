import { describe, expect, test } from 'vitest';
import { codeOf } from '../../../../lineage/domain/code-of.ts';
import { MOST_FACETS } from '../../../../lineage/domain/observe-facets.ts';
import { LARGEST_FACET, runSubject } from '../../../../lineage/domain/openlineage/kept-facets.ts';
import { foldAll, named, refOf, runEvent, runId, type UnrecordedEvent } from '../../../support/openlineage-events.ts';

const kept = (subject: string, ...events: readonly UnrecordedEvent[]) =>
  foldAll(events).fact('facets', codeOf(subject));
const at = (second: number): string => `2026-03-01T08:00:0${second}Z`;
const JOB = 'job:airflow|load';
const job = (second: number, facets: object): UnrecordedEvent =>
  runEvent({ eventTime: at(second), job: { namespace: 'airflow', name: 'load', facets } });

describe('facets are kept', () => {
  test('the newest of each name, whatever comes last; what a later event leaves out stays', () => {
    const [first, second] = [job(1, { sql: { query: 'a' }, mine: { x: 1 } }), job(2, { sql: { query: 'b' } })];
    for (const events of [
      [first, second],
      [second, first],
    ]) {
      expect(kept(JOB, ...events)?.facets.map(([, , name, , value]) => [name, value])).toEqual([
        ['mine', { x: 1 }],
        ['sql', { query: 'b' }],
      ]);
    }
  });

  test('until they are erased, which what happened before does not undo', () => {
    const events = [job(2, { sql: { _deleted: true } }), job(1, { sql: { query: 'a' } })];
    expect(kept(JOB, ...events)?.facets).toMatchObject([['OWN', '', 'sql', expect.any(Number), null, 0]]);
  });

  test('with the run and with the dataset, where they are about what a run reads or writes', () => {
    const outputFacets = { outputStatistics: { rowCount: 3 } };
    const event = runEvent({ outputs: [{ ...named('out', { schema: {} }), outputFacets }] });
    expect(kept(runSubject(runId(1), JOB), event)?.facets).toMatchObject([
      ['OUTPUT', refOf('out'), 'outputStatistics', expect.any(Number), { rowCount: 3 }, expect.any(Number)],
    ]);
    expect(kept(refOf('out'), event)?.facets.map(([place, , name]) => `${place} ${name}`)).toEqual([
      'OWN outputStatistics',
      'OWN schema',
    ]);
  });

  test('one that is too large by its size only, and of too many the newest', () => {
    const large = { text: 'x'.repeat(LARGEST_FACET) };
    expect(kept(JOB, job(1, { large }))?.facets).toMatchObject([
      ['OWN', '', 'large', expect.any(Number), null, LARGEST_FACET + 11],
    ]);
    const many = Object.fromEntries(Array.from({ length: MOST_FACETS }, (_, i) => [`f${i}`, {}]));
    const crowded = kept(JOB, job(1, many), job(2, { newest: {} }));
    expect([crowded?.facets.length, crowded?.crowded]).toEqual([MOST_FACETS, true]);
    expect(crowded?.facets.some(([, , name]) => name === 'newest')).toBe(true);
  });

  test('a job without any is known by when it was seen', () => {
    expect(kept(JOB, job(3, {}), job(1, {}))).toMatchObject({ facets: [], crowded: false });
  });
});
