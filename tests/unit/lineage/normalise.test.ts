import { describe, expect, test } from 'vitest';
import { NormaliseError } from '../../../lineage/domain/body-reader.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { flow, RECORDED, schema } from '../../support/lineage-events.ts';

const refusal = (kind: string, body: unknown): string => {
  try {
    normalise({ kind, body, recordedAt: RECORDED });
  } catch (error) {
    expect(error).toBeInstanceOf(NormaliseError);
    return (error as Error).message;
  }
  throw new Error('It was not refused.');
};

describe('normalising', () => {
  test('a flow gives its job, one dataset edge and its column edges, all with its validity', () => {
    const changes = normalise({ ...flow('F01', 'N01>S01 a,b>c', { mandatory: true }), recordedAt: RECORDED });
    const valid = { validFrom: parseInstant('2026-01-14T00:00:00+07:00'), validTo: null };
    expect(changes).toEqual([
      {
        change: 'job.declared',
        job: 'job:F01',
        facts: {
          type: 'API_SYNC',
          channel: 'DIRECT',
          mandatory: true,
          minimumCellSize: null,
          legalGround: null,
          mark: null,
          source: null,
          ...valid,
        },
      },
      {
        change: 'edges.replaced',
        job: 'job:F01',
        at: RECORDED,
        edges: [
          { from: 'N01', to: 'S01', transformation: null, ...valid },
          { from: 'N01.a', to: 'S01.a', transformation: 'IDENTITY', ...valid },
          { from: 'N01.b', to: 'S01.c', transformation: 'IDENTITY', ...valid },
        ],
      },
    ]);
  });

  test('names from outside the catalog come out in their one spelling', () => {
    const [, edges] = normalise({
      ...flow('F01', 'x'),
      recordedAt: RECORDED,
      ...flow('F01', 's3://b|%61>S01 họ%20tên'),
    });
    expect(edges).toMatchObject({
      edges: [{ from: 's3://b|a' }, { from: 's3://b|a#họ%2520tên', to: 'S01.họ%2520tên' }],
    });
  });

  test('members that nobody knows are passed over', () => {
    const event = flow('F01', 'N01>S01');
    expect(normalise({ kind: event.kind, body: { ...event.body, colour: 'red' }, recordedAt: 1 })).toHaveLength(2);
  });

  test('a fact that policy findings look at becomes a record beside the graph', () => {
    const body = { field: 'O05.nguoi_dai_dien', document: 'law', article: null };
    expect(normalise({ kind: 'basis.set', body, recordedAt: RECORDED })).toMatchObject([
      { change: 'fact.stated', record: { record: 'basis', facts: body } },
    ]);
    expect(refusal('basis.set', { field: 'O05' })).toContain('is no column');
    expect(refusal('list-version.approved', { list: 'l', kind: 'OPEN', members: ['a b'] })).toContain('$.members');
  });

  test('an unknown kind is poison', () => {
    expect(refusal('flow.imagined', {})).toContain('flow.imagined');
    expect(refusal('constructor', {})).toContain('constructor');
  });

  test.each([
    [null, '$ is null, expected an object'],
    [[], '$ is a list, expected an object'],
    [{ ...flow('F01', 'N01>S01').body, code: 7 }, '$.code is 7, expected a text'],
    [{ ...flow('F01', 'N01>S01').body, code: 'a.b' }, '$.code is refused'],
    [{ ...flow('F01', 'N01>S01').body, from: 'N01.x' }, '$.from is refused'],
    [{ ...flow('F01', 'N01>S01').body, type: 'api_sync' }, '$.type is "api_sync", expected one of API_SYNC'],
    [{ ...flow('F01', 'N01>S01').body, mandatory: 'yes' }, '$.mandatory is "yes", expected true or false'],
    [{ ...flow('F01', 'N01>S01').body, minimumCellSize: -1 }, '$.minimumCellSize is -1'],
    [{ ...flow('F01', 'N01>S01').body, validFrom: '2026-02-30T00:00:00Z' }, '$.validFrom is refused'],
    [{ ...flow('F01', 'N01>S01').body, validTo: '2026-01-13T00:00:00Z' }, '$.validTo is before validFrom'],
    [{ ...flow('F01', 'N01>S01').body, columns: undefined }, '$.columns is missing, expected a list'],
    [
      { ...flow('F01', 'N01>S01').body, columns: [{ from: 'a', to: 'a', transformation: 'MAGIC' }] },
      '$.columns[0].transformation',
    ],
    [{ ...flow('F01', 'N01>S01').body, columns: Array(10_001).fill({}) }, '10001 items'],
    [{ ...flow('F01', 'N01>S01').body, legalGround: { article: '3' } }, '$.legalGround.document is missing'],
  ])('a wrong body is refused at the path of what is wrong (%#)', (body, message) => {
    expect(refusal('flow.declared', body)).toContain(message);
  });

  test('a schema that lists a column twice is refused', () => {
    expect(refusal('schema.written', schema('S01', 'a b a').body)).toContain('$.fields[2].name repeats "a"');
  });
});
