import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { actingAs, asProcess } from '../../../kernel/database/acting-as.ts';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { seesDataset } from '../../../kernel/identity/visibility.ts';
import { datasets } from '../../../subgraphs/datasets/index.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';

// The first fence, taken down: what services ask for holds no condition on who sees it.
vi.mock('../../../kernel/dataset-visibility/condition.ts', () => ({ datasetCondition: () => ({}) }));

const TABLES = ['field', 'schema_version', 'distribution', 'quality_measurement', 'data_list_member'];
const VIEWERS: readonly Viewer[] = [
  anonymous,
  developer,
  { subject: 'x', role: 'service', agencies: [] },
  stewardOf(),
  stewardOf('A11'),
  stewardOf('A11', 'A12'),
  stewardOf('A11,A12'),
  architect,
  administrator,
];

type Facts = Parameters<typeof seesDataset>[1];

const KINDS: readonly Facts[] = ['A11', 'A12'].flatMap((publisher) =>
  (['NATIONAL', 'MINISTRY', 'SPECIALIZED', 'OPEN'] as const).flatMap((tier) =>
    (['CORE', 'IMPORTANT', 'OTHER'] as const).flatMap((importanceClass) =>
      (tier === 'NATIONAL' || tier === 'MINISTRY' ? [null] : (['SHARED', 'PRIVATE', 'OPEN'] as const)).map(
        (sharingClass) => ({ publisher, tier, sharingClass, importanceClass }),
      ),
    ),
  ),
);
const codeOf = (place: number): string => `D${String(place).padStart(2, '0')}`;
const seenBy = (viewer: Viewer): string[] =>
  KINDS.flatMap((facts, place) => (seesDataset(viewer, facts) ? [codeOf(place)] : []));

let subgraph: TestSubgraph;
const rows = (sql: string): Promise<{ code: string }[]> => subgraph.running.orm.em.fork().execute(sql);
const codes = async (sql: string): Promise<string[]> => (await rows(sql)).map(({ code }) => code);

beforeAll(async () => {
  subgraph = await testSubgraph(datasets);
  for (const [place, { publisher, tier, sharingClass, importanceClass }] of KINDS.entries()) {
    const code = codeOf(place);
    const input = {
      code,
      titleVi: code,
      titleEn: code,
      descriptionVi: 'x',
      descriptionEn: 'x',
      publisher,
      tier,
      sharingClass,
      importanceClass,
      fields: [{ name: 'ma', type: 'STR', piiClass: 'NONE' }],
    };
    const written = await subgraph.ask(
      `mutation ($input: CreateDatasetInput!, $form: AddDistributionInput!, $measured: AddQualityMeasurementInput!) {
        createDataset(input: $input) { code } addDistribution(input: $form) { code } addQualityMeasurement(input: $measured) { metric } }`,
      {
        input,
        form: { dataset: code, code: `${code}-CSV`, format: 'CSV' },
        measured: { dataset: code, criterion: 'CLEAN', metric: 'share', value: 1, measuredAt: '2026-02-01' },
      },
    );
    expect(written.errors).toEqual([]);
  }
  const { errors } = await subgraph.ask(
    `mutation ($members: [ID!]!) { createDataList(input: { code: "l", kind: OPEN, titleVi: "x", titleEn: "x" }) { code }
      proposeDataListVersion(input: { list: "l", members: $members }) { version } }`,
    { members: KINDS.map((_, place) => codeOf(place)) },
  );
  expect(errors).toEqual([]);
});
afterAll(() => subgraph.close());

describe('PostgreSQL itself, with no condition of ours,', () => {
  it.each(VIEWERS.map((viewer) => [`${viewer.role} ${viewer.agencies.join('+')}`, viewer] as const))(
    'shows %s what the rule says, of datasets and of all that belongs to them',
    async (_name, viewer) => {
      const expected = seenBy(viewer);
      expect(await actingAs(viewer, () => codes('select code from datasets.dataset order by code'))).toEqual(expected);
      for (const table of TABLES) {
        const seen = `select distinct dataset_code as code from datasets.${table} order by code`;
        expect(await actingAs(viewer, () => codes(seen)), table).toEqual(expected);
      }
    },
  );

  it('shows nothing to a statement that is sent for nobody', async () => {
    for (const table of ['dataset', ...TABLES]) {
      expect(await rows(`select count(*)::int as code from datasets.${table}`)).toEqual([{ code: 0 }]);
    }
    expect(await asProcess(() => codes('select code from datasets.dataset'))).toHaveLength(KINDS.length);
  });

  it('is told anew when a connection goes from one viewer to another', async () => {
    const asked = Array.from({ length: 60 }, (_, i) => VIEWERS[i % VIEWERS.length] ?? anonymous);
    const found = await Promise.all(
      asked.map((viewer) => actingAs(viewer, () => codes('select code from datasets.dataset order by code'))),
    );
    expect(found).toEqual(asked.map(seenBy));
  });

  it.each([anonymous, developer, stewardOf('A11')].map((viewer) => [viewer.role, viewer] as const))(
    'keeps hidden datasets from %s when the services ask for all',
    async (_role, viewer) => {
      const expected = seenBy(viewer);
      const { data, errors } = await subgraph.ask(
        `{ datasets(first: 200) { totalCount nodes { code fields { ref } distributions { code } quality { metric } schemaVersions { totalCount } lists { version } } }
           dataList(code: "l") { versions { members datasets { code } } } }`,
        {},
        viewer,
      );
      expect(errors).toEqual([]);
      expect(data.datasets.totalCount).toBe(expected.length);
      expect(data.datasets.nodes.map(({ code }: { code: string }) => code)).toEqual(expected);
      expect(data.dataList.versions[0].members).toEqual(expected);
      const hidden = KINDS.map((_, place) => codeOf(place)).find((code) => !expected.includes(code));
      const refused = await subgraph.ask(
        'query ($code: ID!) { dataset(code: $code) { code } }',
        { code: hidden },
        viewer,
      );
      expect(refused.errors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
      const changed = await subgraph.ask(
        'mutation ($code: ID!) { updateDataset(input: { code: $code, titleEn: "y" }) { code } }',
        { code: hidden },
        viewer,
      );
      expect(changed.errors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
    },
  );

  it('guards whoever it is asked by: the role is no superuser and does not pass row policies by', async () => {
    const [role] = await subgraph.running.orm.em
      .fork()
      .execute<{ rolsuper: boolean; rolbypassrls: boolean }[]>(
        'select rolsuper, rolbypassrls from pg_roles where rolname = current_user',
      );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
  });
});
