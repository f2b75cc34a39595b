import { describe, expect, it } from 'vitest';
import { loadSeedCatalogue } from '../../seed/data/index.ts';
import { ADMINISTRATOR, ANONYMOUS, ARCHITECT, DEVELOPER, seededInstance, stewardOf } from '../support/instance.ts';
import { FOUND_IN_NOVEMBER, SEED_FINDINGS } from '../support/policy-findings.ts';

const seed = loadSeedCatalogue();
const system = seededInstance();

const FINDINGS = `query ($asOf: DateTime, $filter: PolicyFindingFilter, $first: Int, $after: String) {
  policyFindings(asOf: $asOf, filter: $filter, first: $first, after: $after) {
    complete reasons { code } asOf totalCount pageInfo { hasNextPage endCursor }
    nodes {
      rule severity target title dataset { code } concerns { code } firstSeen resolved reopened
      accepted { document { code } article until } legalGround { document { code } article }
      fields { ref name path { ref hidden agency { code } } flows { code legalGround { document { code } } } }
    }
  }
}`;
const ACCEPT =
  'mutation ($input: AcceptFindingInput!) { acceptFinding(input: $input) { rule target accepted { until } } }';
const WITHDRAW =
  'mutation ($input: WithdrawAcceptanceInput!) { withdrawAcceptance(input: $input) { rule target accepted { until } } }';
const DECLARE = 'mutation ($input: DeclareFlowInput!) { declareFlow(input: $input) { ref } }';
const ON = '2026-11-01';

interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly target: string;
  readonly fields: readonly { readonly name: string; readonly path: readonly { readonly ref: string | null }[] }[];
}

const lines = (nodes: readonly Told[]): string[] =>
  nodes.map(({ rule, severity, target, fields }) =>
    [rule, severity, target, ...fields.map(({ name }) => name)].join(' '),
  );

async function found(variables: object = {}, as = ARCHITECT) {
  const { data, errors } = await system().ask(FINDINGS, { asOf: ON, ...variables }, as);
  expect(errors).toEqual([]);
  return data.policyFindings;
}

describe('policy findings', () => {
  it.each(SEED_FINDINGS)(
    'on %s are all of the catalogue and nothing else, each column with its proof',
    async (asOf, expected) => {
      const { nodes, complete, totalCount } = await found({ asOf });
      expect(lines(nodes)).toEqual(expected);
      expect([complete, totalCount]).toEqual([true, expected.length]);
      for (const { fields } of nodes as Told[]) for (const { path } of fields) expect(path.length).toBeGreaterThan(2);
    },
  );

  it('say what they rest on, whom they concern and since when they are there', async () => {
    await system().instance.settle();
    const { nodes } = await found({ filter: { rules: ['R6', 'R3'] } });
    expect(nodes).toMatchObject([
      { rule: 'R3', dataset: { code: 'O13' }, firstSeen: expect.any(String), resolved: null },
      {
        rule: 'R6',
        dataset: null,
        concerns: [{ code: 'N01' }, { code: 'S01' }],
        legalGround: [{ document: { code: '278/2025/NĐ-CP' } }],
      },
    ]);
  });

  it('are listed by rule, gravity and dataset, and page by page', async () => {
    expect(lines((await found({ filter: { severities: ['ERROR', 'REVIEW'] } })).nodes)).toEqual([
      'R4 REVIEW O07 gia_dat ma_phuong muc_dich',
      'R6 ERROR element:ho_ten',
    ]);
    expect((await found({ filter: { datasets: ['N01', 'O18'] } })).totalCount).toBe(2);
    const told: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 20; page++) {
      const { nodes, pageInfo } = await found({ first: 2, after });
      told.push(...lines(nodes));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(told).toEqual(FOUND_IN_NOVEMBER);
  });

  it('are told to those who answer for data only', async () => {
    const codes = async (as: typeof ARCHITECT) => {
      const { errors } = await system().ask(FINDINGS, { asOf: ON }, as);
      return errors.map(({ code }) => code);
    };
    expect(await codes(ANONYMOUS)).toEqual(['UNAUTHENTICATED']);
    expect(await codes(DEVELOPER)).toEqual(['FORBIDDEN']);
    expect(await codes(ADMINISTRATOR)).toEqual([]);
  });

  it('are told to stewards about what they see, and hidden steps of a proof have no name', async () => {
    const steward = stewardOf('A11');
    const { data } = await system().ask('{ datasets(first: 200) { nodes { code } } }', {}, steward);
    const visible = new Set<string>(data.datasets.nodes.map(({ code }: { code: string }) => code));
    const { nodes } = await found({}, steward);
    expect(nodes.length).toBeGreaterThan(4);
    const text = JSON.stringify(nodes);
    for (const { code } of seed.datasets.filter((dataset) => !visible.has(dataset.code))) {
      expect(text).not.toMatch(new RegExp(`"${code}[".]`));
    }
    const utility = nodes.find(({ target }: Told) => target === 'O18');
    expect(utility.fields[0].path[0]).toEqual({ ref: null, hidden: true, agency: { code: 'A08' } });
  });

  it('can be answered for, until what they rest on changes', async () => {
    const hashed = { rule: 'R2', target: 'O03' };
    const stateOf = async () => (await found({ filter: { rules: ['R2'] } })).nodes[0];
    const until = '2030-01-01T00:00:00.000Z';
    const { data, errors } = await system().ask(
      ACCEPT,
      { input: { ...hashed, document: '127/KH-UBND', until } },
      stewardOf('A01'),
    );
    expect(errors).toEqual([]);
    expect(data.acceptFinding).toEqual({ ...hashed, accepted: { until } });
    expect(await stateOf()).toMatchObject({
      accepted: { document: { code: '127/KH-UBND' }, article: null, until },
      reopened: null,
    });
    expect(lines((await found({ filter: { accepted: true } })).nodes)).toEqual(['R2 CRITICAL O03 ma_nguoi_nop_hash']);

    const { code, type, from, to, channel, columns, validFrom } =
      seed.flows.find((flow) => flow.code === 'F48') ?? expect.fail('the seed has F48');
    const other = channel === 'FILE' ? 'MANUAL' : 'FILE';
    const input = { code, type, from, to, validFrom, channel: other, columns };
    expect((await system().ask(DECLARE, { input }, ADMINISTRATOR)).errors).toEqual([]);
    expect(await stateOf()).toMatchObject({ accepted: null, reopened: 'CHANGED' });

    expect((await system().ask(WITHDRAW, { input: hashed }, stewardOf('A01'))).data.withdrawAcceptance).toEqual({
      ...hashed,
      accepted: null,
    });
    expect(await stateOf()).toMatchObject({ accepted: null, reopened: null });
  });

  it('end with a record of de-identification, and come back when it is taken back', async () => {
    const pair = { job: 'job:F48', field: 'O03.ma_nguoi_nop_hash' };
    const hashed = async () => (await found({ filter: { rules: ['R2'] } })).nodes.length;
    const write = (verb: string, input: object, as = stewardOf('A01')) =>
      system().ask(
        `mutation ($input: ${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { job field method approvedOn approver { code } } }`,
        { input },
        as,
      );
    const record = {
      ...pair,
      method: 'keyed hash, key destroyed',
      approver: '127/KH-UBND',
      approvedOn: '2026-02-01T00:00:00.000Z',
    };
    const standing = async (as = ARCHITECT) =>
      (await system().ask('{ job(ref: "job:F48") { deidentifications { field } } }', {}, as)).data.job
        ?.deidentifications;
    expect([await hashed(), await standing()]).toEqual([1, []]);
    expect((await write('recordDeidentification', record, stewardOf('A11'))).errors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
    expect((await write('recordDeidentification', record, DEVELOPER)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    const { data, errors } = await write('recordDeidentification', record);
    expect(errors).toEqual([]);
    expect(data.recordDeidentification).toEqual({ ...record, approver: { code: '127/KH-UBND' } });
    expect([await hashed(), await standing()]).toEqual([0, [{ field: pair.field }]]);
    expect(await standing(DEVELOPER)).toEqual([]);
    expect((await found({ asOf: '2026-01-20', filter: { rules: ['R2'] } })).nodes.length).toBe(1);
    expect((await write('withdrawDeidentification', pair)).data.withdrawDeidentification.approvedOn).toBeNull();
    expect([await hashed(), await standing()]).toEqual([1, []]);

    // What was said stays to be read: page by page, the newest first, by those who see the flow and the column.
    const history = async (variables: Record<string, unknown> = {}, as = ARCHITECT) => {
      const { data, errors } = await system().ask(
        `query ($job: NodeRef, $field: NodeRef, $first: Int, $after: String) {
          deidentificationHistory(job: $job, field: $field, first: $first, after: $after) {
            totalCount pageInfo { hasNextPage endCursor }
            nodes { job field method approver { code } approvedOn withdrawn recordedAt recordedBy }
          }
        }`,
        variables,
        as,
      );
      return errors.length > 0 ? errors.map(({ code }) => code).join() : data.deidentificationHistory;
    };
    const said = { ...pair, method: record.method, approver: { code: record.approver } };
    const when = expect.stringMatching(/^\d{4}-/);
    const taken = { ...said, approvedOn: null, withdrawn: true, recordedAt: when, recordedBy: 'local-steward' };
    const recorded = { ...taken, approvedOn: record.approvedOn, withdrawn: false };
    expect((await history()).nodes).toEqual([taken, recorded]);
    const page = await history({ first: 1 });
    expect([page.totalCount, page.nodes, page.pageInfo.hasNextPage]).toEqual([2, [taken], true]);
    const { endCursor: after } = page.pageInfo;
    const rest = await history({ first: 1, after });
    expect([rest.nodes, rest.pageInfo.hasNextPage]).toEqual([[recorded], false]);
    expect((await history({ ...pair }, stewardOf('A01'))).totalCount).toBe(2);
    expect((await history({ job: 'job:F49' })).nodes).toEqual([]);
    expect((await history({ field: 'O04.sdt' })).totalCount).toBe(0);
    expect(await history({ job: 'job:F49', after })).toBe('BAD_CURSOR');
    expect(await history({}, DEVELOPER)).toBe('FORBIDDEN');
    expect(await history({}, ANONYMOUS)).toBe('UNAUTHENTICATED');
  });

  it('come back when the law that published a column is taken away, and say when they were resolved', async () => {
    const set = (document: string | null, article: string | null) =>
      system().ask(
        'mutation ($input: SetPublicBasisInput!) { setPublicBasis(input: $input) { __typename } }',
        { input: { field: 'O05.nguoi_dai_dien', document, article } },
        ADMINISTRATOR,
      );
    const basis = seed.publicBasis.find(({ field }) => field === 'O05.nguoi_dai_dien');
    const ofFirms = async () => (await found({ filter: { datasets: ['O05'] } })).nodes;
    expect(await ofFirms()).toEqual([]);
    expect((await set(null, null)).errors).toEqual([]);
    await system().instance.settle();
    expect(await ofFirms()).toMatchObject([
      { rule: 'R1', target: 'O05', firstSeen: expect.any(String), resolved: null },
    ]);
    expect((await set(basis?.document ?? '', basis?.article ?? '')).errors).toEqual([]);
    await system().instance.settle();
    expect(await ofFirms()).toEqual([]);
    expect((await set(null, null)).errors).toEqual([]);
    await system().instance.settle();
    expect(await ofFirms()).toMatchObject([{ rule: 'R1', resolved: null }]);
  });

  it('of a flow that is only thought of are told before there is one, and nothing is written', async () => {
    const CHECK = `query ($changes: [PolicyChangeInput!]!) { policyCheck(changes: $changes) {
      complete reasons { code } asOf totals { new resolved unchanged }
      new { rule severity target firstSeen fields { name path { ref hidden } } } resolved { rule target fields { name } } unchanged { rule target }
    } }`;
    const flow = {
      code: 'F99',
      type: 'PUBLISH_OPEN',
      from: 'S29',
      to: 'O13',
      channel: 'LGSP',
      validFrom: '2027-02-01',
      columns: [{ from: 'ho_ten', to: 'ten_truong', transformation: 'IDENTITY' }],
    };
    const before = await system().heads();
    const ask = (changes: readonly object[], as = ARCHITECT) => system().ask(CHECK, { changes }, as);
    const { data, errors } = await ask([{ flow }]);
    expect(errors).toEqual([]);
    const { new: added, resolved, unchanged, asOf, totals } = data.policyCheck;
    expect(totals).toEqual({ new: 2, resolved: 0, unchanged: unchanged.length });
    expect(lines(added)).toEqual(['R1 CRITICAL O13 ten_truong', 'R7 WARN O13 ten_truong']);
    expect(added[0].fields[0].path.map(({ ref }: { ref: string }) => ref)).toEqual([
      'S29.ho_ten',
      'job:F99',
      'O13.ten_truong',
    ]);
    expect([resolved, asOf]).toEqual([[], '2027-01-31T17:00:00.000Z']);
    expect(unchanged.length).toBeGreaterThan(8);

    const schema = { dataset: 'O18', fields: [{ name: 'loai_moi', type: 'STR' }] };
    expect((await ask([{ schema }])).data.policyCheck.resolved).toMatchObject([{ rule: 'R4', target: 'O18' }]);
    const codes = async (changes: readonly object[], as = ARCHITECT) =>
      (await ask(changes, as)).errors.map(({ code }) => code);
    expect(await codes([])).toEqual(['BAD_USER_INPUT']);
    expect(await codes([{ flow, schema }])).toEqual(['BAD_USER_INPUT']);
    expect(await codes([{ flow: { ...flow, from: 'S2' } }])).toEqual(['NOT_FOUND']);
    expect(await codes([{ flow }], DEVELOPER)).toEqual(['FORBIDDEN']);
    // What is no schema, what ends before it begins, and what cannot both be: nothing is computed.
    const refused = async (...changes: object[]) => {
      const { data, errors } = await ask(changes);
      expect(data?.policyCheck ?? null).toBeNull();
      return errors.map(({ code, message }) => `${code} ${message}`).join();
    };
    const fields = [{ name: 'loai_moi', type: 'STR' }];
    const retire = { code: 'F64', validTo: '2026-12-01' };
    expect(await refused({ schema: { dataset: 'O18', fields: [{ name: 'a', type: 'florp' }] } })).toMatch(
      /^BAD_USER_INPUT Change 1: "florp" of O18\.a is no type; types are str/,
    );
    expect(await refused({ schema: { dataset: 'O18', fields: [...fields, ...fields] } })).toMatch(/loai_moi twice/);
    expect(await refused({ schema: { dataset: 'O18', fields: [] } })).toMatch(/^BAD_USER_INPUT/);
    expect(await refused({ retire: { ...retire, validTo: '2020-01-01' } })).toMatch(/begins later than it would end/);
    expect(await refused({ retire: { code: 'F990', validTo: '2026-12-01' } })).toMatch(/^NOT_FOUND/);
    expect(await refused({ retire }, { flow: { ...flow, code: 'F64' } })).toMatch(/Change 2: it contradicts another/);
    expect(await refused({ flow }, { flow })).toMatch(/Change 2: it contradicts another one of job:F99/);
    expect(await refused({ schema }, { schema })).toMatch(/Change 2: it contradicts another one of O18/);
    // A flow that is hidden from a steward is no place to begin at, and its code is not to be had.
    expect(await codes([{ flow: { ...flow, from: 'S24' } }], stewardOf('A11'))).toEqual(['NOT_FOUND']);
    expect(await codes([{ flow: { ...flow, code: 'F05' } }], stewardOf('A11'))).toEqual(['FORBIDDEN']);
    expect(await system().heads()).toEqual(before);
  });
});
