import { beforeAll, expect, it } from 'vitest';
import { ADMINISTRATOR, emptyInstance } from '../../support/instance.ts';

const system = emptyInstance();

const AGENCIES = ['A01', 'A02', 'A03', 'A04'];

beforeAll(async () => {
  const created = await system().ask(
    `mutation ($a: CreateAgencyInput!, $b: CreateAgencyInput!, $c: CreateAgencyInput!, $d: CreateAgencyInput!) {
      a: createAgency(input: $a) { code } b: createAgency(input: $b) { code } c: createAgency(input: $c) { code } d: createAgency(input: $d) { code }
    }`,
    Object.fromEntries(
      AGENCIES.map((code, i) => [
        'abcd'[i],
        {
          code,
          nameVi: code,
          nameEn: code,
          bloc: 'GOVERNMENT',
          level: 'CITY',
          line: 'CITY',
          validFrom: '2026-01-01',
        },
      ]),
    ),
    ADMINISTRATOR,
  );
  expect(created.errors).toEqual([]);
  for (const code of ['D1', 'D2']) {
    const { errors } = await system().ask(
      'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { code } }',
      {
        input: {
          code,
          titleVi: code,
          titleEn: code,
          descriptionVi: code,
          descriptionEn: code,
          publisher: 'A01',
          tier: 'SPECIALIZED',
        },
      },
      ADMINISTRATOR,
    );
    expect(errors).toEqual([]);
  }
});

it('flows that are declared while others write without a pause are acknowledged', async () => {
  const MOST_WRITES = 600;
  let writes = 0;
  let declared = 0;
  const writers = AGENCIES.map(async (code) => {
    while (declared < 5 && writes < MOST_WRITES) {
      const { errors } = await system().ask(
        'mutation ($input: UpdateAgencyInput!) { updateAgency(input: $input) { code } }',
        { input: { code, nameEn: `number ${++writes}` } },
        ADMINISTRATOR,
      );
      expect(errors).toEqual([]);
    }
  });
  for (let n = 1; n <= 5; n++) {
    const { errors } = await system().ask(
      'mutation ($input: DeclareFlowInput!) { declareFlow(input: $input) { code } }',
      {
        input: {
          code: `F${n}`,
          type: 'MANUAL',
          from: 'D1',
          to: 'D2',
          channel: 'MANUAL',
          validFrom: '2026-02-01',
          columns: [],
        },
      },
      ADMINISTRATOR,
    );
    expect(errors).toEqual([]);
    declared = n;
  }
  await Promise.all(writers);
  expect(writes).toBeLessThan(MOST_WRITES);
});
