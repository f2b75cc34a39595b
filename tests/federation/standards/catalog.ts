import { asProcess } from '../../../kernel/database/acting-as.ts';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import type { NewFact } from '../../../kernel/outbox/fact.ts';
import { standards } from '../../../subgraphs/standards/index.ts';
import { type Answer, type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';

/** What the outbox of datasets tells of a dataset. */
export interface ToldDataset {
  readonly code: string;
  readonly publisher: string;
  readonly tier?: string;
  readonly sharingClass?: string | null;
  readonly importanceClass?: string;
}

/** The subgraph of standards with verbs that speak the domain. */
export interface StandardsCatalog extends TestSubgraph {
  /** Lets datasets arrive as the outbox of datasets would. */
  tell(...datasets: ToldDataset[]): Promise<void>;
  /** Lets the fields of a dataset arrive, `name:TYPE` each. */
  tellFields(dataset: string, ...fields: string[]): Promise<void>;
  /** Runs one mutation that takes an input; `noun` is the type name of the input without the word Input. */
  run(mutation: string, input: Record<string, unknown>, viewer?: Viewer, selection?: string): Promise<Answer>;
  /** The same, and fails loudly when it was refused: for what a test only presupposes. */
  given(mutation: string, input: Record<string, unknown>, viewer?: Viewer): Promise<void>;
  standard(code: string, more?: Record<string, unknown>): Promise<void>;
  element(code: string, more?: Record<string, unknown>): Promise<void>;
  codeList(code: string, values?: readonly string[]): Promise<void>;
  document(code: string, more?: Record<string, unknown>): Promise<void>;
  mandateList(code: string, more?: Record<string, unknown>): Promise<void>;
  /** Proposes and approves what a mandate list names. */
  mandate(list: string, datasets: readonly string[], document: string, approvedOn?: string): Promise<void>;
  /** Kinds, keys and bodies of the facts told after a position. */
  facts(after: number): Promise<{ kind: string; key: string; body: Record<string, unknown> }[]>;
  /** How many rows each table holds, and how far the outbox is. */
  size(): Promise<Record<string, number>>;
  /** Fills tables as many mutations would, for tests of the bounds of lists: no fact is told. */
  fill(...statements: string[]): Promise<void>;
  /** Runs something and returns how many SQL statements it took. */
  counting(work: () => Promise<unknown>): Promise<number>;
}

/** An open, a shared, a private and a core dataset, and a national database, of three agencies. */
export const OPEN: ToldDataset = { code: 'O10', publisher: 'A11', tier: 'OPEN', sharingClass: 'OPEN' };
export const SHARED: ToldDataset = { code: 'S27', publisher: 'A11', sharingClass: 'SHARED' };
export const PRIVATE: ToldDataset = { code: 'S26', publisher: 'A11', sharingClass: 'PRIVATE' };
export const CORE: ToldDataset = { code: 'S01', publisher: 'A02', sharingClass: 'SHARED', importanceClass: 'CORE' };
export const NATIONAL: ToldDataset = { code: 'N01', publisher: 'B01', tier: 'NATIONAL', sharingClass: null };

const TABLES = [
  'standard',
  'required_element',
  'conformance',
  'data_element',
  'code_list',
  'listed_code',
  'element_binding',
  'code_list_binding',
  'observed_code',
  'binding_decision',
  'homonym',
  'master_claim',
  'policy_document',
  'mandate_list',
  'mandate_list_version',
  'mandate_item',
  'outbox',
];

/** Starts the subgraph alone on a database of its own. */
export async function startStandards(): Promise<StandardsCatalog> {
  const subgraph = await testSubgraph(standards);
  const { running, statements } = subgraph;
  const em = () => running.orm.em.fork();
  let told = 0;

  const run: StandardsCatalog['run'] = (mutation, input, viewer, selection = 'code') => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} } }`;
    return subgraph.ask(query, { input }, viewer);
  };
  const given: StandardsCatalog['given'] = async (mutation, input, viewer) => {
    const { errors } = await run(mutation, input, viewer);
    if (errors.length > 0) throw new Error(`${mutation} was refused: ${errors[0]?.message}`);
  };

  const arrive = async (facts: readonly NewFact[]): Promise<void> => {
    const [followed] = standards.consumes;
    if (followed?.from !== 'datasets') throw new Error('standards does not follow datasets');
    const numbered = facts.map((fact) => ({
      ...fact,
      seq: ++told,
      actor: 'test',
      recordedAt: new Date(0).toISOString(),
    }));
    await asProcess(() => followed.apply(em(), numbered));
  };

  return {
    ...subgraph,
    run,
    given,
    tell: (...datasets) =>
      arrive(
        datasets.map((dataset) => ({
          kind: 'dataset.declared',
          key: dataset.code,
          body: { tier: 'SPECIALIZED', sharingClass: 'PRIVATE', importanceClass: 'OTHER', ...dataset },
        })),
      ),
    tellFields: (dataset, ...fields) =>
      arrive([
        {
          kind: 'schema.written',
          key: dataset,
          body: {
            dataset,
            version: 1,
            fields: fields.map((field, index) => {
              const [name, type] = field.split(':');
              return { name, type, position: index + 1 };
            }),
          },
        },
      ]),
    standard: (code, more = {}) =>
      given('createStandard', { code, titleVi: `Chuẩn ${code}`, titleEn: `Standard ${code}`, issuer: 'Bộ', ...more }),
    element: (code, more = {}) =>
      given('createDataElement', {
        code,
        nameVi: `Tên ${code}`,
        nameEn: `Name ${code}`,
        definitionVi: 'Nghĩa',
        definitionEn: 'Meaning',
        type: 'STR',
        ...more,
      }),
    codeList: (code, values = []) =>
      given('createCodeList', {
        code,
        titleVi: `Danh mục ${code}`,
        titleEn: `List ${code}`,
        codes: values.map((value) => ({ code: value, labelVi: `Nhãn ${value}`, labelEn: `Label ${value}` })),
      }),
    document: (code, more = {}) =>
      given('createPolicyDocument', { code, titleVi: `Văn bản ${code}`, titleEn: `Document ${code}`, ...more }),
    mandateList: (code, more = {}) =>
      given('createMandateList', { code, titleVi: `DS ${code}`, titleEn: `List ${code}`, date: '2026-01-14', ...more }),
    async mandate(mandateList, datasets, document, approvedOn = '2026-01-14') {
      const proposed = await run('proposeMandateListVersion', { mandateList, datasets }, undefined, 'version');
      if (proposed.errors.length > 0) throw new Error(`The proposal was refused: ${proposed.errors[0]?.message}`);
      const { version } = proposed.data.proposeMandateListVersion;
      const decision = { mandateList, version, document, approvedOn };
      const { errors } = await run('approveMandateListVersion', decision, undefined, 'version');
      if (errors.length > 0) throw new Error(`The approval was refused: ${errors[0]?.message}`);
    },
    async facts(after) {
      const facts = await running.feed.read(after, 1_000);
      return facts.map(({ kind, key, body }) => ({ kind, key, body: { ...body } }));
    },
    async size() {
      const counts = TABLES.map((table) => `(select count(*)::int from standards.${table}) as ${table}`);
      const [row] = await asProcess(() => em().execute<Record<string, number>[]>(`select ${counts.join(', ')}`));
      return row ?? {};
    },
    async fill(...statements) {
      for (const statement of statements) await asProcess(() => em().execute(statement));
    },
    async counting(work) {
      const before = statements.length;
      await work();
      return statements.length - before;
    },
  };
}
