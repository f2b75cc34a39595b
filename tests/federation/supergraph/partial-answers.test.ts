import { beforeAll, describe, expect, it } from 'vitest';
import { ADMINISTRATOR, ARCHITECT, emptyInstance, stewardOf } from '../../support/instance.ts';

const system = emptyInstance();

const agency = (code: string, more: object = {}) => ({
  code,
  nameVi: code,
  nameEn: code,
  bloc: 'GOVERNMENT',
  level: 'CITY',
  line: 'CITY',
  validFrom: '2026-01-01',
  ...more,
});
const CREATE = `mutation ($first: CreateAgencyInput!, $second: CreateAgencyInput!) {
  first: createAgency(input: $first) { code }
  second: createAgency(input: $second) { code }
}`;

beforeAll(async () => {
  const { errors } = await system().ask(CREATE, { first: agency('A01'), second: agency('A02') }, ADMINISTRATOR);
  expect(errors).toEqual([]);
  const dataset = await system().ask(
    `mutation { createDataset(input: { code: "D1", titleVi: "Một", titleEn: "One", descriptionVi: "x", descriptionEn: "x", publisher: "A01", tier: SPECIALIZED }) { code } }`,
    {},
    ADMINISTRATOR,
  );
  expect(dataset.errors).toEqual([]);
  await system().instance.settle();
});

describe('a field that fails', () => {
  it('leaves the fields beside it, of its own subgraph and of others', async () => {
    const { data, errors } = await system().ask(`{
      absent: dataset(code: "D9") { code title }
      there: dataset(code: "D1") { code title }
      agency(code: "A01") { code }
      lineage(of: "D9") { nodes { ref } }
      catalogTotals { datasets }
    }`);
    expect(data).toEqual({
      absent: null,
      there: { code: 'D1', title: 'Một' },
      agency: { code: 'A01' },
      lineage: null,
      catalogTotals: { datasets: 1 },
    });
    expect(errors.map(({ code, path }) => [code, path])).toEqual(
      expect.arrayContaining([
        ['NOT_FOUND', ['absent']],
        ['NOT_FOUND', ['lineage']],
      ]),
    );
    expect(errors).toHaveLength(2);
  });

  it('below another one leaves what is above and beside it', async () => {
    const { data, errors } = await system()
      .ask(`{
      dataset(code: "D1") { code upstream(first: -1) { totalCount } publisher { code datasets(first: 500) { totalCount } } standards { code } }
    }`)
      .then((answer) => answer);
    // Connections are never null, so the failing ones take their parents with them, and nothing else of the operation.
    expect(errors.length).toBeGreaterThan(0);
    for (const { code } of errors) expect(code).toBe('BAD_USER_INPUT');
    expect(Object.keys(data ?? { dataset: null })).toEqual(['dataset']);
  });
});

describe('two mutations of one operation', () => {
  it('stand each alone: the first fails, the second is done', async () => {
    const { data, errors } = await system().ask(CREATE, { first: agency('A01'), second: agency('A03') }, ADMINISTRATOR);
    expect(errors.map(({ code, path }) => [code, path])).toEqual([['CONFLICT', ['first']]]);
    expect(data).toEqual({ first: null, second: { code: 'A03' } });
    const { data: found } = await system().ask('{ agency(code: "A03") { code } }');
    expect(found.agency).toEqual({ code: 'A03' });
  });

  it('stand each alone across subgraphs, in order', async () => {
    const { data, errors } = await system().ask(
      `mutation ($agency: CreateAgencyInput!) {
        updatePartner(input: { code: "NOBODY", nameVi: "x" }) { code }
        createAgency(input: $agency) { code }
        createPartner(input: { code: "P1", nameVi: "x", nameEn: "x", shortName: "x" }) { code }
        declareFlow(input: { code: "F1", type: MANUAL, from: "D1", to: "D9", channel: MANUAL, validFrom: "2026-01-01", columns: [] }) { code }
      }`,
      { agency: agency('A04') },
      ADMINISTRATOR,
    );
    expect(errors.map(({ code, path }) => [code, path])).toEqual([
      ['NOT_FOUND', ['updatePartner']],
      ['NOT_FOUND', ['declareFlow']],
    ]);
    expect(data).toEqual({
      updatePartner: null,
      createAgency: { code: 'A04' },
      createPartner: { code: 'P1' },
      declareFlow: null,
    });
  });

  it.each([
    ['an architect', ARCHITECT],
    ['a steward of another agency', stewardOf('A02')],
  ])('are both refused to %s', async (_who, as) => {
    const before = await system().heads();
    const { data, errors } = await system().ask(
      `mutation {
        a: updateAgency(input: { code: "A01", nameEn: "Taken over" }) { code }
        b: updateDataset(input: { code: "D1", titleEn: "Taken over" }) { code }
      }`,
      {},
      as,
    );
    expect(data).toEqual({ a: null, b: null });
    expect(errors.map(({ path }) => path)).toEqual([['a'], ['b']]);
    for (const { code } of errors) expect(['FORBIDDEN', 'NOT_FOUND']).toContain(code);
    expect(await system().heads()).toEqual(before);
  });
});
