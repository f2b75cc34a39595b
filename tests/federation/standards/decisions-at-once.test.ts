import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asProcess } from '../../../kernel/database/acting-as.ts';
import { atOnce } from '../../support/at-once.ts';
import type { Answer } from '../../support/subgraph.ts';
import { SHARED, type StandardsCatalog, startStandards } from './catalog.ts';

let catalog: StandardsCatalog;
beforeAll(async () => {
  catalog = await startStandards();
  await catalog.tell(SHARED, { code: 'N01', publisher: 'B01', tier: 'NATIONAL', sharingClass: null });
  await catalog.tellFields('S27', 'ho_ten:STR', 'trang_thai:STR');
  await catalog.element('ho_ten');
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

/** Runs mutations that meet at rows, and gives their answers with the facts that they told. */
async function meeting(
  held: string,
  ...mutations: [mutation: string, input: Record<string, unknown>, selection?: string][]
) {
  const head = await catalog.running.feed.head();
  const answers: Answer[] = await atOnce(
    catalog,
    `standards.${held}`,
    mutations.map(
      ([mutation, input, selection]) =>
        () =>
          catalog.run(mutation, input, undefined, selection),
    ),
  );
  return { refused: answers.flatMap(({ errors }) => errors.map(({ code }) => code)), facts: await catalog.facts(head) };
}

describe('of two decisions at once', () => {
  test('a claim is approved or withdrawn, never both', async () => {
    for (const [first, second] of [
      ['approveMasterSource', 'withdrawMasterClaim'],
      ['withdrawMasterClaim', 'approveMasterSource'],
    ] as const) {
      await catalog.given('claimMasterSource', { element: 'ho_ten', dataset: 'N01' });
      const input = { element: 'ho_ten', dataset: 'N01' };
      const { refused, facts } = await meeting(
        `master_claim where dataset_code = 'N01'`,
        [first, input],
        [second, input],
      );
      expect(refused).toEqual(['CONFLICT']);
      expect(facts).toHaveLength(1);
      const { data } = await catalog.ask('{ dataElement(code: "ho_ten") { claims { approved } } }');
      const isApproved = facts[0]?.kind === 'master.approved';
      expect(data.dataElement.claims).toEqual(isApproved ? [{ approved: true }] : []);
      if (isApproved) await catalog.given('approveMasterSource', { ...input, approved: false });
      if (isApproved) await catalog.given('withdrawMasterClaim', input);
    }
  });

  test('a declared level of conformance is wholly one of them, and what is told last is what stands', async () => {
    await catalog.standard('TT 39/2017');
    const declare = (level: string): [string, Record<string, unknown>] => [
      'declareConformance',
      { standard: 'TT 39/2017', datasets: ['S27', 'N01'], level, evidence: `of ${level}` },
    ];
    await catalog.given(...declare('PLANNED'));
    const { refused, facts } = await meeting(
      `conformance where dataset_code = 'N01'`,
      declare('PARTIAL'),
      declare('FULL'),
    );
    expect(refused).toEqual([]);
    const last = facts.at(-1)?.body['level'];
    const { data } = await catalog.ask(
      '{ standard(code: "TT 39/2017") { conformances { nodes { declaredLevel evidence } } } }',
    );
    const whole = { declaredLevel: last, evidence: `of ${last}` };
    expect(data.standard.conformances.nodes).toEqual([whole, whole]);
  });

  test('a suggestion that is taken back twice was taken back once', async () => {
    const suggestion = { field: 'S27.ho_ten', element: 'ho_ten' };
    await catalog.given('decideSuggestion', { ...suggestion, accept: false });
    const undo: [string, Record<string, unknown>, string] = ['undoSuggestionDecision', suggestion, 'accepted'];
    const { refused, facts } = await meeting('binding_decision', undo, undo);
    expect([refused, facts.map(({ kind }) => kind)]).toEqual([['CONFLICT'], ['suggestion.decided']]);
  });

  test('a homonym that is withdrawn twice was withdrawn once', async () => {
    await catalog.given('declareHomonym', { name: 'ten', noteVi: 'Tên', noteEn: 'Name' });
    const withdraw: [string, Record<string, unknown>, string] = ['withdrawHomonym', { name: 'ten' }, 'name'];
    const { refused, facts } = await meeting('homonym', withdraw, withdraw);
    expect([refused, facts.map(({ kind }) => kind)]).toEqual([['NOT_FOUND'], ['homonym.withdrawn']]);
  });

  test('codes that were found are those of one report', async () => {
    await catalog.codeList('trang_thai', ['1', '2', '3', '4']);
    await catalog.given('bindCodeList', { codeList: 'trang_thai', fields: ['S27.trang_thai'] });
    const report = (...codes: string[]): [string, Record<string, unknown>, string] => [
      'reportObservedCodes',
      { field: 'S27.trang_thai', codes, observedAt: '2026-02-01', method: codes.join() },
      '__typename',
    ];
    const { refused } = await meeting(`dataset_visibility where code = 'S27'`, report('1', '2'), report('3', '4'));
    expect(refused).toEqual([]);
    const rows = await asProcess(() =>
      catalog.running.orm.em.fork().execute<{ codes: string; methods: string }[]>(
        `select string_agg(code, ',' order by code) as codes, string_agg(distinct method, ';') as methods
         from standards.observed_code`,
      ),
    );
    expect(rows).toHaveLength(1);
    expect(['1,2', '3,4']).toContain(rows[0]?.codes);
    expect(rows[0]?.methods).toBe(rows[0]?.codes);
  });
});

describe('two changes at once', () => {
  test.each<[noun: string, row: string, changes: [string, Record<string, unknown>][], told: Record<string, unknown>]>([
    [
      'a standard',
      `standard where code = 'X'`,
      [
        ['updateStandard', { code: 'X', titleEn: 'Another' }],
        ['updateStandard', { code: 'X', edition: '2' }],
      ],
      { titleEn: 'Another', edition: '2' },
    ],
    [
      'an element',
      `data_element where code = 'x'`,
      [
        ['updateDataElement', { code: 'x', nameEn: 'Another' }],
        ['updateDataElement', { code: 'x', type: 'INT' }],
      ],
      { nameEn: 'Another', type: 'INT' },
    ],
    [
      'a policy document',
      `policy_document where code = 'x'`,
      [
        ['updatePolicyDocument', { code: 'x', titleEn: 'Another' }],
        ['updatePolicyDocument', { code: 'x', status: 'REPLACED' }],
      ],
      { titleEn: 'Another', status: 'REPLACED' },
    ],
    [
      'a code list',
      `code_list where code = 'x'`,
      [
        ['updateCodeList', { code: 'x', titleEn: 'Another' }],
        ['updateCodeList', { code: 'x', titleVi: 'Khác' }],
      ],
      { titleEn: 'Another', titleVi: 'Khác' },
    ],
  ])('of %s are both told by the last fact', async (_noun, row, changes, told) => {
    await catalog.standard('X').catch(() => undefined);
    await catalog.element('x').catch(() => undefined);
    await catalog.document('x').catch(() => undefined);
    await catalog.codeList('x').catch(() => undefined);
    const { refused, facts } = await meeting(row, ...changes);
    expect(refused).toEqual([]);
    expect(facts).toHaveLength(2);
    expect(facts.at(-1)?.body).toMatchObject(told);
  });
});
