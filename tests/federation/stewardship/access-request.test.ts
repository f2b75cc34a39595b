import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { stewardship } from '../../../subgraphs/stewardship/index.ts';
import { STEWARDSHIP_CONSTRAINTS } from '../../../subgraphs/stewardship/stewardship.constraints.ts';
import { atOnce } from '../../support/at-once.ts';
import { type Answer, type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { declareDatasets, hideS09 } from './known-datasets.ts';

const NOW = '2026-06-01T00:00:00.000Z';
const WANTED = { purposeVi: 'Đối chiếu', purposeEn: 'Compare' };
const REASON = { reasonVi: 'Vì lý do', reasonEn: 'For a reason' };
const GROUND = { document: '194/2025/NĐ-CP', article: 'Điều 16' };

const asksFor = stewardOf('A12');
const publishes = stewardOf('A07');
const stranger = stewardOf('A01');

describe('access requests', () => {
  let subgraph: TestSubgraph;
  const ask: TestSubgraph['ask'] = (...question) => subgraph.ask(...question);
  const head = (): Promise<number> => subgraph.running.feed.head();
  const run = (mutation: string, input: object, viewer: Viewer = administrator): Promise<Answer> => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    return ask(`mutation ($input: ${type}!) { done: ${mutation}(input: $input) { code state } }`, { input }, viewer);
  };
  /** A new request of A12 for S16. */
  const made = async (): Promise<string> =>
    (await run('requestAccess', { dataset: 'S16', requester: 'A12', ...WANTED })).data.done.code;
  const stateOf = async (code: string): Promise<string> =>
    (await ask('query ($code: ID!) { accessRequest(code: $code) { state } }', { code })).data.accessRequest.state;
  const refusal = async (answer: Promise<Answer>): Promise<[string | undefined, string | undefined]> => {
    const [error] = (await answer).errors;
    return [error?.code, error?.message];
  };

  beforeAll(async () => {
    subgraph = await testSubgraph(stewardship, fixedClock(NOW));
    await declareDatasets(subgraph);
  });
  afterAll(async () => {
    expect(subgraph.unexpected).toEqual([]);
    await subgraph.close();
  });

  describe('are made', () => {
    it('by stewards of the agency that asks, and get the next code of the year', async () => {
      const first = await run('requestAccess', { dataset: 'S16', requester: 'A12', ...WANTED }, asksFor);
      expect(first).toMatchObject({ errors: [], data: { done: { state: 'OPEN' } } });
      const [, number] = /^AR-2026-(\d{4})$/.exec(first.data.done.code) ?? [];
      const second = await made();
      expect(second).toBe(`AR-2026-${String(Number(number) + 1).padStart(4, '0')}`);
    });

    it('and say who asked for what, why and when', async () => {
      const code = (await run('requestAccess', { dataset: 'S16', requester: 'A12', ...WANTED }, asksFor)).data.done
        .code;
      const { data, errors } = await ask(
        `query ($code: ID!) { accessRequest(code: $code) { dataset { code } requester { code } vi: purpose en: purpose(lang: EN) state requestedAt requestedBy
          decidedAt decidedBy legalGround { article } reason mark history { from to at by legalGround { article } reason } } }`,
        { code },
        asksFor,
      );
      expect(errors).toEqual([]);
      expect(data.accessRequest).toEqual({
        dataset: { code: 'S16' },
        requester: { code: 'A12' },
        vi: 'Đối chiếu',
        en: 'Compare',
        state: 'OPEN',
        requestedAt: NOW,
        requestedBy: 'test-steward',
        decidedAt: null,
        decidedBy: null,
        legalGround: null,
        reason: null,
        mark: 'ILLUSTRATIVE',
        history: [{ from: null, to: 'OPEN', at: NOW, by: 'test-steward', legalGround: null, reason: null }],
      });
    });

    it('not by anybody else', async () => {
      const before = await head();
      const input = { dataset: 'S16', requester: 'A12', ...WANTED };
      for (const viewer of [publishes, developer, architect]) {
        expect(await refusal(run('requestAccess', input, viewer))).toEqual([
          'FORBIDDEN',
          expect.stringContaining('A steward of A12'),
        ]);
      }
      expect((await refusal(run('requestAccess', input, anonymous)))[0]).toBe('UNAUTHENTICATED');
      expect(await head()).toBe(before);
    });

    it('not for a dataset that is hidden or does not exist: both are answered alike', async () => {
      const answers = await Promise.all(
        ['S26', 'S27'].map((dataset) =>
          refusal(run('requestAccess', { dataset, requester: 'A12', ...WANTED }, asksFor)),
        ),
      );
      expect(answers).toEqual([
        ['NOT_FOUND', 'There is no dataset "S26". Did you mean S16?'],
        ['NOT_FOUND', 'There is no dataset "S27".'],
      ]);
      expect(await refusal(run('requestAccess', { dataset: 'S17', requester: 'A12', ...WANTED }))).toEqual([
        'NOT_FOUND',
        'There is no dataset "S17". Did you mean S16?',
      ]);
    });

    it('not without a purpose, nor as a fact without a source', async () => {
      const input = { dataset: 'S16', requester: 'A12', ...WANTED };
      expect(await refusal(run('requestAccess', { ...input, purposeEn: ' ' }))).toEqual([
        'BAD_USER_INPUT',
        expect.stringContaining('purposeEn must not be blank'),
      ]);
      expect(await refusal(run('requestAccess', { ...input, mark: 'FACT' }))).toEqual([
        'CONFLICT',
        expect.stringContaining('FACT needs a source'),
      ]);
    });

    it('by administrators with a chosen code and time; made again, nothing changes', async () => {
      const input = {
        code: 'AR-01',
        dataset: 'S16',
        requester: 'A12',
        ...WANTED,
        requestedAt: '2026-02-02T09:00:00+07:00',
      };
      const before = await head();
      expect((await run('requestAccess', input)).data.done).toEqual({ code: 'AR-01', state: 'OPEN' });
      expect(await head()).toBe(before + 1);
      expect((await run('requestAccess', input)).data.done).toEqual({ code: 'AR-01', state: 'OPEN' });
      expect(await head()).toBe(before + 1);
      const { data } = await ask('{ accessRequest(code: "AR-01") { requestedAt history { at recordedAt } } }');
      expect(data.accessRequest).toEqual({
        requestedAt: '2026-02-02T02:00:00.000Z',
        history: [{ at: '2026-02-02T02:00:00.000Z', recordedAt: NOW }],
      });
      expect(await refusal(run('requestAccess', { ...input, purposeEn: 'Something else' }))).toEqual([
        'CONFLICT',
        expect.stringContaining('AR-01 exists already and asks for something else'),
      ]);
    });

    it('not with a code of the generated form, in the future, or with either by a steward', async () => {
      const input = { dataset: 'S16', requester: 'A12', ...WANTED };
      expect(await refusal(run('requestAccess', { ...input, code: 'AR-2026-9999' }))).toEqual([
        'BAD_USER_INPUT',
        expect.stringContaining('are generated'),
      ]);
      expect(await refusal(run('requestAccess', { ...input, requestedAt: '2026-06-02' }))).toEqual([
        'BAD_USER_INPUT',
        expect.stringContaining('must not lie in the future'),
      ]);
      for (const more of [{ code: 'AR-77' }, { requestedAt: '2026-01-01' }]) {
        expect((await refusal(run('requestAccess', { ...input, ...more }, asksFor)))[0]).toBe('FORBIDDEN');
      }
    });

    it('at once, and never get the same code', async () => {
      const codes = await Promise.all(Array.from({ length: 6 }, made));
      expect(new Set(codes).size).toBe(6);
    });
  });

  describe('go from state to state', () => {
    it('open, approved, granted, revoked: each step with who, when, from, to and why', async () => {
      const code = await made();
      expect((await run('approveAccessRequest', { code }, publishes)).data.done.state).toBe('APPROVED');
      expect((await run('grantAccess', { code }, publishes)).data.done.state).toBe('GRANTED');
      expect((await run('revokeAccess', { code, ...REASON }, publishes)).data.done.state).toBe('REVOKED');
      const { data } = await ask(
        'query ($code: ID!) { accessRequest(code: $code) { decidedAt decidedBy history { from to by at reason(lang: EN) } } }',
        { code },
      );
      expect(data.accessRequest).toEqual({
        decidedAt: NOW,
        decidedBy: 'test-steward',
        history: [
          { from: null, to: 'OPEN', by: 'test-administrator', at: NOW, reason: null },
          { from: 'OPEN', to: 'APPROVED', by: 'test-steward', at: NOW, reason: null },
          { from: 'APPROVED', to: 'GRANTED', by: 'test-steward', at: NOW, reason: null },
          { from: 'GRANTED', to: 'REVOKED', by: 'test-steward', at: NOW, reason: 'For a reason' },
        ],
      });
    });

    it('and are refused on a written legal ground', async () => {
      const code = await made();
      const before = await head();
      expect((await run('refuseAccessRequest', { code, ...GROUND, ...REASON }, publishes)).data.done.state).toBe(
        'REFUSED',
      );
      const { data } = await ask(
        'query ($code: ID!) { accessRequest(code: $code) { legalGround { document { code } article } reason history { to legalGround { document { code } article } reason } } }',
        { code },
        asksFor,
      );
      const said = { legalGround: { document: { code: '194/2025/NĐ-CP' }, article: 'Điều 16' }, reason: 'Vì lý do' };
      expect(data.accessRequest).toEqual({
        ...said,
        history: [
          { to: 'OPEN', legalGround: null, reason: null },
          { to: 'REFUSED', ...said },
        ],
      });
      expect(await subgraph.running.feed.read(before, 10)).toMatchObject([
        {
          kind: 'access-request.declared',
          key: code,
          body: {
            code,
            dataset: 'S16',
            requester: 'A12',
            state: 'REFUSED',
            decidedAt: NOW,
            document: '194/2025/NĐ-CP',
            article: 'Điều 16',
          },
        },
      ]);
    });

    it('never refused without ground and reason, nor revoked without reason', async () => {
      const code = await made();
      for (const nothing of [
        { reasonVi: '' },
        { reasonEn: ' ' },
        { document: '' },
        { article: ' ' },
        { article: null },
      ]) {
        const [errorCode, message] = await refusal(
          run('refuseAccessRequest', { code, ...GROUND, ...REASON, ...nothing }),
        );
        expect([errorCode, message]).toEqual([
          'BAD_USER_INPUT',
          expect.stringContaining(Object.keys(nothing)[0] ?? ''),
        ]);
      }
      expect(await stateOf(code)).toBe('OPEN');
      await run('approveAccessRequest', { code });
      await run('grantAccess', { code });
      expect((await refusal(run('revokeAccess', { code, reasonVi: ' ', reasonEn: 'x' })))[0]).toBe('BAD_USER_INPUT');
      expect(await stateOf(code)).toBe('GRANTED');
    });

    it('may be approved on a ground and for a reason, each whole or not at all', async () => {
      const code = await made();
      expect(await refusal(run('approveAccessRequest', { code, document: '194/2025/NĐ-CP' }))).toEqual([
        'BAD_USER_INPUT',
        expect.stringContaining('article is missing'),
      ]);
      expect(await refusal(run('approveAccessRequest', { code, reasonEn: 'x' }))).toEqual([
        'BAD_USER_INPUT',
        expect.stringContaining('reasonVi is missing'),
      ]);
      expect((await run('approveAccessRequest', { code, ...GROUND, ...REASON })).data.done.state).toBe('APPROVED');
      const { data } = await ask(
        'query ($code: ID!) { accessRequest(code: $code) { legalGround { article } reason } }',
        { code },
      );
      expect(data.accessRequest).toEqual({ legalGround: { article: 'Điều 16' }, reason: 'Vì lý do' });
    });

    const STEPS: [string, (code: string) => object][] = [
      ['approveAccessRequest', (code) => ({ code })],
      ['refuseAccessRequest', (code) => ({ code, ...GROUND, ...REASON })],
      ['grantAccess', (code) => ({ code })],
      ['revokeAccess', (code) => ({ code, ...REASON })],
    ];
    it.each<[string, string[], string[], string]>([
      [
        'OPEN',
        [],
        ['grantAccess', 'revokeAccess'],
        'it can become APPROVED (approveAccessRequest) or REFUSED (refuseAccessRequest)',
      ],
      [
        'APPROVED',
        ['approveAccessRequest'],
        ['approveAccessRequest', 'refuseAccessRequest', 'revokeAccess'],
        'it can become GRANTED (grantAccess)',
      ],
      [
        'GRANTED',
        ['approveAccessRequest', 'grantAccess'],
        ['approveAccessRequest', 'refuseAccessRequest', 'grantAccess'],
        'it can become REVOKED (revokeAccess)',
      ],
      [
        'REFUSED',
        ['refuseAccessRequest'],
        ['approveAccessRequest', 'refuseAccessRequest', 'grantAccess', 'revokeAccess'],
        'that is final',
      ],
      [
        'REVOKED',
        ['approveAccessRequest', 'grantAccess', 'revokeAccess'],
        ['approveAccessRequest', 'refuseAccessRequest', 'grantAccess', 'revokeAccess'],
        'that is final',
      ],
    ])('when %s no other step is taken, and what is allowed is said', async (state, way, wrong, allowed) => {
      const code = await made();
      const inputs = new Map(STEPS);
      for (const step of way) await run(step, inputs.get(step)?.(code) ?? {});
      const before = await head();
      for (const step of wrong) {
        const [errorCode, message] = await refusal(run(step, inputs.get(step)?.(code) ?? {}));
        expect(errorCode).toBe('CONFLICT');
        expect(message).toContain(`Access request ${code} is ${state} and cannot become`);
        expect(message).toContain(allowed);
      }
      expect(await stateOf(code)).toBe(state);
      expect(await head()).toBe(before);
    });

    it('once, when several decide at the same time', async () => {
      const code = await made();
      const answers = await atOnce(subgraph, `stewardship.access_request where code = '${code}'`, [
        () => run('approveAccessRequest', { code }),
        () => run('refuseAccessRequest', { code, ...GROUND, ...REASON }, publishes),
        () => run('approveAccessRequest', { code }, publishes),
      ]);
      expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
      for (const { message, code: errorCode } of answers.flatMap(({ errors }) => errors)) {
        expect(errorCode).toBe('CONFLICT');
        expect(message).toMatch(/is (APPROVED|REFUSED) and cannot become/);
      }
      const { data } = await ask('query ($code: ID!) { accessRequest(code: $code) { history { to } } }', { code });
      expect(data.accessRequest.history).toHaveLength(2);
    });

    it('at an earlier time only when an administrator says so, and not before the request', async () => {
      const code = await made();
      expect((await refusal(run('approveAccessRequest', { code, decidedAt: '2026-05-01' }, publishes)))[0]).toBe(
        'FORBIDDEN',
      );
      expect(await refusal(run('approveAccessRequest', { code, decidedAt: '2026-07-01' }))).toEqual([
        'BAD_USER_INPUT',
        expect.stringContaining('future'),
      ]);
      expect(await refusal(run('approveAccessRequest', { code, decidedAt: '2026-05-01' }))).toEqual([
        'CONFLICT',
        expect.stringContaining('later decidedAt'),
      ]);
      await run('requestAccess', {
        code: 'AR-02',
        dataset: 'S16',
        requester: 'A12',
        ...WANTED,
        requestedAt: '2026-01-19',
      });
      expect((await run('approveAccessRequest', { code: 'AR-02', decidedAt: '2026-01-20' })).data.done.state).toBe(
        'APPROVED',
      );
      expect((await ask('{ accessRequest(code: "AR-02") { decidedAt } }')).data.accessRequest.decidedAt).toBe(
        '2026-01-19T17:00:00.000Z',
      );
    });
  });

  describe('are decided', () => {
    it('by nobody but stewards of the publisher and administrators', async () => {
      const code = await made();
      expect(await refusal(run('approveAccessRequest', { code }, asksFor))).toEqual([
        'FORBIDDEN',
        expect.stringContaining('A steward of A07'),
      ]);
      expect((await refusal(run('approveAccessRequest', { code }, architect)))[0]).toBe('FORBIDDEN');
      for (const viewer of [stranger, developer, anonymous]) {
        expect((await refusal(run('approveAccessRequest', { code }, viewer)))[0]).toBe('NOT_FOUND');
      }
      expect(await stateOf(code)).toBe('OPEN');
    });
  });

  describe('are seen', () => {
    let code: string;
    const codesSeenBy = async (viewer: Viewer, filter = '{}'): Promise<string[]> => {
      const { data } = await ask(
        `{ accessRequests(first: 200, filter: ${filter}) { totalCount nodes { code } } }`,
        {},
        viewer,
      );
      expect(data.accessRequests.totalCount).toBe(data.accessRequests.nodes.length);
      return data.accessRequests.nodes.map((node: { code: string }) => node.code);
    };

    beforeAll(async () => {
      const answer = await run('requestAccess', { code: 'SEEN', dataset: 'S09', requester: 'A17', ...WANTED });
      code = answer.data.done.code;
    });

    it('by both sides, architects and administrators; by nobody else', async () => {
      for (const viewer of [administrator, architect, stewardOf('A17'), stewardOf('A05'), stewardOf('A01', 'A05')]) {
        expect(
          (await ask('query ($code: ID!) { accessRequest(code: $code) { code } }', { code }, viewer)).data
            .accessRequest,
        ).toEqual({ code });
        expect(await codesSeenBy(viewer)).toContain(code);
      }
      for (const viewer of [stranger, stewardOf(), developer, anonymous]) {
        const seen = await refusal(ask('query ($code: ID!) { accessRequest(code: $code) { code } }', { code }, viewer));
        const none = await refusal(
          ask('query ($code: ID!) { accessRequest(code: $code) { code } }', { code: 'SEEM' }, viewer),
        );
        expect(seen).toEqual(['NOT_FOUND', 'There is no access request "SEEN".']);
        expect(none).toEqual(['NOT_FOUND', 'There is no access request "SEEM".']);
        expect(await codesSeenBy(viewer)).toEqual([]);
      }
      expect(await refusal(ask('{ accessRequest(code: "SEEM") { code } }', {}, stewardOf('A17')))).toEqual([
        'NOT_FOUND',
        'There is no access request "SEEM". Did you mean SEEN?',
      ]);
      expect(await codesSeenBy(stewardOf('A17'))).toEqual(['SEEN']);
    });

    it('with filters, in order, and not with a cursor of another filter', async () => {
      expect(await codesSeenBy(administrator, '{ dataset: "S09" }')).toEqual(['SEEN']);
      expect(await codesSeenBy(administrator, '{ requester: "A17", state: OPEN }')).toEqual(['SEEN']);
      expect(await codesSeenBy(administrator, '{ requester: "A17", state: REFUSED }')).toEqual([]);
      const first = await ask(
        '{ accessRequests(first: 1, orderBy: { field: REQUESTED_AT }) { nodes { code } pageInfo { endCursor } } }',
      );
      expect(first.data.accessRequests.nodes).toEqual([{ code: 'AR-02' }]);
      const after = first.data.accessRequests.pageInfo.endCursor;
      const second = await ask(
        'query ($a: String) { accessRequests(first: 1, after: $a, orderBy: { field: REQUESTED_AT }) { nodes { code } } }',
        { a: after },
      );
      expect(second.data.accessRequests.nodes).toEqual([{ code: 'AR-01' }]);
      expect(
        (
          await refusal(
            ask('query ($a: String) { accessRequests(filter: { state: OPEN }, after: $a) { totalCount } }', {
              a: after,
            }),
          )
        )[0],
      ).toBe('BAD_CURSOR');
      expect((await refusal(ask('{ accessRequests(first: 201) { totalCount } }')))[0]).toBe('BAD_USER_INPUT');
    });

    it('with their dataset, and through it', async () => {
      const of = (dataset: string, viewer: Viewer): Promise<Answer> =>
        ask(
          'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dataset { accessRequests { totalCount nodes { code } } } } }',
          { r: [{ __typename: 'Dataset', code: dataset }] },
          viewer,
        );
      const found = { _entities: [{ accessRequests: { totalCount: 1, nodes: [{ code: 'SEEN' }] } }] };
      const nothing = { _entities: [{ accessRequests: { totalCount: 0, nodes: [] } }] };
      for (const viewer of [architect, stewardOf('A17'), stewardOf('A05')])
        expect((await of('S09', viewer)).data).toEqual(found);
      for (const viewer of [stranger, developer, anonymous]) expect((await of('S09', viewer)).data).toEqual(nothing);
      expect((await of('S99', architect)).data).toEqual(nothing);
    });

    it('without their dataset, once it is hidden: no path tells that it exists', async () => {
      await hideS09(subgraph, true);
      try {
        const requester = stewardOf('A17');
        const own = await ask(
          '{ accessRequest(code: "SEEN") { dataset { code } requester { code } state } }',
          {},
          requester,
        );
        expect(own).toMatchObject({
          errors: [],
          data: { accessRequest: { dataset: null, requester: { code: 'A17' }, state: 'OPEN' } },
        });
        expect(await codesSeenBy(requester, '{ dataset: "S09" }')).toEqual([]);
        const through = await ask(
          '{ _entities(representations: [{ __typename: "Dataset", code: "S09" }]) { ... on Dataset { accessRequests { totalCount } } } }',
          {},
          requester,
        );
        expect(through.data).toEqual({ _entities: [{ accessRequests: { totalCount: 0 } }] });
        const [errorCode, message] = await refusal(run('approveAccessRequest', { code: 'SEEN' }, requester));
        expect(errorCode).toBe('FORBIDDEN');
        expect(message).not.toContain('A05');
        const publisher = await ask('{ accessRequest(code: "SEEN") { dataset { code } } }', {}, stewardOf('A05'));
        expect(publisher.data.accessRequest.dataset).toEqual({ code: 'S09' });
      } finally {
        await hideS09(subgraph, false);
      }
    });

    it('as references in one statement, hidden ones as null', async () => {
      subgraph.statements.length = 0;
      const answer = await ask(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on AccessRequest { state } } }',
        { r: ['SEEN', 'AR-01', 'NONE'].map((each) => ({ __typename: 'AccessRequest', code: each })) },
        stewardOf('A17'),
      );
      expect(answer.data._entities).toEqual([{ state: 'OPEN' }, null, null]);
      expect(answer.errors.map(({ code: errorCode }) => errorCode)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
      expect(subgraph.statements).toHaveLength(1);
    });

    it('at the same number of statements, few or many', async () => {
      const count = async (query: string, viewer: Viewer): Promise<number> => {
        subgraph.statements.length = 0;
        expect((await ask(query, {}, viewer)).errors).toEqual([]);
        return subgraph.statements.length;
      };
      const list = (first: number): string =>
        `{ accessRequests(first: ${first}) { totalCount nodes { dataset { code } requester { code } history { to reason } } } }`;
      const both = stewardOf('A12', 'A17');
      expect(await count(list(100), both)).toBe(await count(list(1), both));
      const through = (codes: string[]): string =>
        `{ _entities(representations: [${codes.map((each) => `{ __typename: "Dataset", code: "${each}" }`).join(', ')}]) { ... on Dataset { accessRequests(first: 3) { totalCount nodes { code history { to } } } } } }`;
      expect(await count(through(['S09', 'S16', 'S26']), both)).toBe(await count(through(['S16']), both));
    });
  });

  describe('are held by the database itself:', () => {
    const write = (sql: string, parameters: unknown[] = []): Promise<string> =>
      subgraph.running.orm.em
        .fork()
        .transactional((em) => em.execute(sql, parameters))
        .then(
          () => 'accepted',
          (error: { constraint?: string }) => error.constraint ?? String(error),
        );
    it.each([
      ["state = 'GRANTED', decided_at = now(), decided_by = 'x'", 'access_request_step'],
      ["state = 'REVOKED', decided_at = now(), decided_by = 'x'", 'access_request_step'],
      ["state = 'NEW'", 'access_request_step'],
      ["state = 'REFUSED', decided_at = now(), decided_by = 'x'", 'access_request_refused_on_a_ground'],
      ["state = 'APPROVED'", 'access_request_decided'],
      ["state = 'APPROVED', decided_at = now(), decided_by = 'x'", 'access_request_step_recorded'],
      ["state = 'APPROVED', decided_at = '1990-01-01', decided_by = 'x'", 'access_request_decided_after_request'],
      ["article = 'x'", 'access_request_ground_whole'],
      ["reason_vi = 'x'", 'access_request_reason_in_both_languages'],
      ["purpose_vi = ' '", 'access_request_has_purpose'],
      ["mark = 'FACT'", 'access_request_fact_has_source'],
    ])('set %s of an open request', async (change, constraint) => {
      const code = await made();
      expect(await write(`update stewardship.access_request set ${change} where code = ?`, [code])).toBe(constraint);
      expect(STEWARDSHIP_CONSTRAINTS).toHaveProperty(constraint);
      expect(await stateOf(code)).toBe('OPEN');
    });

    it('a request begins open, with a history', async () => {
      const insert = (state: string): Promise<string> =>
        write(
          `insert into stewardship.access_request (code, dataset_code, requester_code, purpose_vi, purpose_en, state, requested_at, requested_by, decided_at, decided_by, mark)
           values ('BARE', 'S16', 'A12', 'x', 'x', '${state}', now(), 'x', ${state === 'OPEN' ? 'null, null' : "now(), 'x'"}, 'ILLUSTRATIVE')`,
        );
      expect(await insert('APPROVED')).toBe('access_request_step');
      expect(await insert('OPEN')).toBe('access_request_step_recorded');
    });

    it('a history is never rewritten', async () => {
      await made();
      expect(await write("update stewardship.access_transition set actor = 'nobody'")).toBe('access_transition_kept');
      expect(await write('delete from stewardship.access_transition')).toBe('access_transition_kept');
    });

    it('a revocation has a reason', async () => {
      const code = await made();
      expect(
        await write(
          "insert into stewardship.access_transition (request_code, from_state, to_state, at, recorded_at, actor) values (?, 'GRANTED', 'REVOKED', now(), now(), 'x')",
          [code],
        ),
      ).toBe('access_transition_revoked_for_a_reason');
    });
  });
});
