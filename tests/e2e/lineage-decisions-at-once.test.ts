import { describe, expect, it } from 'vitest';
import type { AskedAs } from '../../cli/asker.ts';
import { APPEND_LOCK } from '../../lineage/log/postgres-event-log.ts';
import { atOnceBehind } from '../support/at-once.ts';
import { ADMINISTRATOR, seededInstance, stewardOf } from '../support/instance.ts';

const system = seededInstance();

const [HEALTH, SCHOOLS] = [stewardOf('A11'), stewardOf('A12')];

type Decision = readonly [mutation: string, input: Record<string, unknown>, as?: AskedAs | undefined];

const decide = async ([mutation, input, as = ADMINISTRATOR]: Decision) => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { __typename } }`;
  return (await system().ask(query, { input }, as)).errors;
};

const given = async (...decisions: Decision[]): Promise<void> => {
  for (const decision of decisions) expect(await decide(decision)).toEqual([]);
};

/** Decisions that are all made before the first is in the log: whether each was let through, and what was written. */
async function meeting(...decisions: Decision[]) {
  await system().instance.settle();
  const { log } = await system().heads();
  const errors = await atOnceBehind(
    { running: system().instance.lineage.subgraph },
    `select pg_advisory_xact_lock(${APPEND_LOCK})`,
    decisions.map((decision) => () => decide(decision)),
  );
  const written = (await system().heads()).log - log;
  return { won: errors.map((of) => of.length === 0), refused: errors.flat(), written };
}

/** Of two, one is in the log, and the other is told so. */
const oneOf = ({ won, refused, written }: Awaited<ReturnType<typeof meeting>>): number => {
  expect(refused).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('Nothing was written') }]);
  expect(written).toBe(1);
  return won.indexOf(true);
};

const answer = async (query: string) => {
  const { data, errors } = await system().ask(query, {}, ADMINISTRATOR);
  expect(errors).toEqual([]);
  return data;
};

describe('of two decisions at once on lineage one is made', () => {
  it('a name is of the agency that linked it first, and is not taken away by the other', async () => {
    const name = 'pg://met|t';
    const winner = oneOf(
      await meeting(['linkName', { name, dataset: 'S27' }, HEALTH], ['linkName', { name, dataset: 'S29' }, SCHOOLS]),
    );
    const owners = [HEALTH, SCHOOLS];
    const other = owners[1 - winner] as AskedAs;
    expect((await decide(['unlinkName', { name }, other]))[0]?.code).toBe('FORBIDDEN');
    expect(await decide(['unlinkName', { name }, owners[winner]])).toEqual([]);
  });

  it('a flow with a code that two agencies take is of one of them', async () => {
    const flow = (to: string) => ({
      code: 'F-MET',
      type: 'MANUAL',
      channel: 'MANUAL',
      from: 'O01',
      to,
      validFrom: '2026-02-01',
      columns: [],
    });
    const winner = oneOf(await meeting(['declareFlow', flow('S27'), HEALTH], ['declareFlow', flow('S29'), SCHOOLS]));
    const { job } = await answer('{ job(ref: "job:F-MET") { outputs { code } } }');
    expect(job.outputs).toEqual([{ code: ['S27', 'S29'][winner] }]);
  });

  it('a rule about names with one code holds in one namespace', async () => {
    const rule = (namespace: string) => ({ code: 'met', namespace, datasets: [{ name: 't', dataset: 'S26' }] });
    const namespaces = ['pg://one', 'pg://two'];
    const [one, two] = namespaces.map((namespace): Decision => ['setNameRule', rule(namespace), HEALTH]);
    const winner = oneOf(await meeting(one as Decision, two as Decision));
    const data = await answer(
      '{ a: nameRules(namespace: "pg://one") { code } b: nameRules(namespace: "pg://two") { code } }',
    );
    expect([data.a, data.b]).toEqual([0, 1].map((place) => (place === winner ? [{ code: 'met' }] : [])));
  });

  it('a finding is accepted by one document, and accepted or not', async () => {
    const finding = { rule: 'R4', target: 'O18' };
    const documents = ['60/2024/QH15', '20/2025/QĐ-TTg'];
    const [one, two] = documents.map((document): Decision => ['acceptFinding', { ...finding, document }]);
    const winner = oneOf(await meeting(one as Decision, two as Decision));
    const accepted = async () => {
      const data = await answer(
        '{ a: policyDocument(code: "60/2024/QH15") { leanedOnBy { acceptedFindings { totalCount } } } b: policyDocument(code: "20/2025/QĐ-TTg") { leanedOnBy { acceptedFindings { totalCount } } } }',
      );
      return [data.a, data.b].map(({ leanedOnBy }) => leanedOnBy.acceptedFindings.totalCount);
    };
    expect(await accepted()).toEqual([0, 1].map((place) => (place === winner ? 1 : 0)));

    const other = documents[1 - winner];
    const decided = oneOf(
      await meeting(['withdrawAcceptance', finding], ['acceptFinding', { ...finding, document: other }]),
    );
    expect((await accepted())[1 - winner]).toBe(decided === 0 ? 0 : 1);
    expect((await accepted())[winner]).toBe(0);
  });

  it('a de-identification that two approvals record is recorded by one', async () => {
    const record = { job: 'job:F58', field: 'O12.so_ca', approver: '127/KH-UBND', approvedOn: '2026-02-01' };
    oneOf(
      await meeting(
        ['recordDeidentification', { ...record, method: 'one' }],
        ['recordDeidentification', { ...record, method: 'two' }],
      ),
    );
  });
});

describe('of two decisions at once on lineage', () => {
  it('both stand when they say the same, and it is written once', async () => {
    await given(['linkName', { name: 'pg://met|same', dataset: 'S26' }]);
    const { refused, written } = await meeting(
      ['unlinkName', { name: 'pg://met|same' }],
      ['unlinkName', { name: 'pg://met|same' }],
    );
    expect([refused, written]).toEqual([[], 1]);
  });

  it('both are made when they are on different things', async () => {
    const { refused, written } = await meeting(
      ['linkName', { name: 'pg://met|a', dataset: 'S26' }],
      ['linkName', { name: 'pg://met|b', dataset: 'S26' }],
    );
    expect([refused, written]).toEqual([[], 2]);
  });

  it('none of many names is decided when one of them was decided meanwhile', async () => {
    const decisions = ['c', 'd'].map((name) => ({ name: `pg://met|${name}`, dataset: 'S26' }));
    const { won, refused, written } = await meeting(
      ['decideNames', { decisions }],
      ['linkName', { name: 'pg://met|d', dataset: 'S27' }],
    );
    expect(refused).toMatchObject([{ code: 'CONFLICT' }]);
    expect(written).toBe(won[0] === true ? 2 : 1);
  });
});
