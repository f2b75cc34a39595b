import { describe, expect, test } from 'vitest';
import { codeOf } from '../../../../lineage/domain/code-of.ts';
import { parseInstant } from '../../../../lineage/domain/instant.ts';
import { MOST_VERSIONS, schemaVersions } from '../../../../lineage/domain/schema-history/schema-versions.ts';
import { MOST_SCHEMAS } from '../../../../lineage/domain/schema-history/tellings.ts';
import {
  foldAll,
  named,
  refOf,
  runEvent,
  schemaFacet,
  type UnrecordedEvent,
} from '../../../support/openlineage-events.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-01-01T00:00:00Z');

/** An event of a day that tells a schema of the name `t`. */
const telling = (day: number, ...columns: string[]): UnrecordedEvent =>
  runEvent({
    eventTime: new Date(START + day * DAY).toISOString(),
    outputs: [named('t', schemaFacet(...columns))],
  });

/** Versions as `number step day columns`. */
function historyOf(events: readonly UnrecordedEvent[]) {
  const state = foldAll(events);
  const code = codeOf(refOf('t'));
  const [tellings, schemas] = [state.fact('tellings', code), state.fact('schemas', code)];
  if (tellings === undefined || schemas === undefined) throw new Error('Nothing was told of the schema');
  const { versions, truncated } = schemaVersions(tellings, schemas);
  const start = parseInstant(new Date(START).toISOString());
  return {
    truncated,
    tellings,
    versions: versions.map(
      ({ version, step, since, columns }) =>
        `${version.join('.')} ${step} ${(since - start) / DAY / 1_000} ${columns.map(([name, type]) => `${name}:${type}`)}`,
    ),
  };
}

describe('versions of the schema of a name', () => {
  test('come in the order of the times of events, whatever the order that these come in', () => {
    const events = [
      telling(3, 'a:int', 'b:text'),
      telling(1, 'a:int'),
      telling(5, 'a:text', 'b:text'),
      telling(2, 'a:int'),
    ];
    const expected = ['1.0.0 null 1 a:int', '1.1.0 MINOR 3 a:int,b:text', '2.0.0 MAJOR 5 a:text,b:text'];
    expect(historyOf(events).versions).toEqual(expected);
    expect(historyOf([...events, ...events].reverse()).versions).toEqual(expected);
  });

  test('are new when a schema comes back after another', () => {
    const events = [telling(1, 'a:int'), telling(2, 'a:int', 'b:int'), telling(3, 'a:int'), telling(4, 'a:int')];
    expect(historyOf(events).versions).toEqual([
      '1.0.0 null 1 a:int',
      '1.1.0 MINOR 2 a:int,b:int',
      '2.0.0 MAJOR 3 a:int',
    ]);
  });

  test('are none where a producer says less of the same', () => {
    expect(historyOf([telling(1, 'a:int'), telling(2, 'a'), telling(3, 'a:INTEGER')]).versions).toEqual([
      '1.0.0 null 1 a:INTEGER',
    ]);
  });

  test('are one at one time: that in force, where it is among those told', () => {
    const events = [telling(1, 'a:int'), telling(2, 'a:int'), telling(2, 'b:int'), telling(3, 'a:int')];
    expect(historyOf(events).versions).toEqual(['1.0.0 null 1 a:int']);
  });

  test('of a producer that flips at every run are some, of it all no more than some is kept', () => {
    const few = historyOf(Array.from({ length: 20 }, (_, i) => telling(i, i % 2 === 0 ? 'a:int' : 'b:int')));
    expect(few.versions).toHaveLength(20);
    expect(few.truncated).toBe(false);
    const many = historyOf(Array.from({ length: 600 }, (_, i) => telling(i, i % 2 === 0 ? 'a:int' : 'b:int')));
    expect(many.tellings.told.length).toBeLessThanOrEqual(130);
    expect(many.tellings.schemas).toHaveLength(2);
    expect(many.versions.length).toBeLessThanOrEqual(MOST_VERSIONS);
    expect(many.versions[0]).toBe(`1.0.0 null 0 a:int`);
    expect(many.versions.at(-1)).toMatch(/ 599 b:int$/);
  });

  test('are exact to the event after years of runs that tell one schema', () => {
    const events = Array.from({ length: 400 }, (_, i) => telling(i, 'a:int', ...(i >= 234 ? ['b:int'] : [])));
    expect(historyOf(events).versions).toEqual(['1.0.0 null 0 a:int', '1.1.0 MINOR 234 a:int,b:int']);
  });

  test('are those of the schemas told last, and say that there were more', () => {
    const events = Array.from({ length: MOST_SCHEMAS + 1 }, (_, i) => telling(i, `c${i}:int`));
    expect(historyOf(events.slice(1)).truncated).toBe(false);
    const { versions, truncated } = historyOf(events);
    expect(truncated).toBe(true);
    expect(versions).toHaveLength(MOST_SCHEMAS);
    expect(versions[0]).toBe('1.0.0 null 1 c1:int');
    expect(historyOf(events.toReversed()).versions).toEqual(versions);
  });
});
