import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Part, stopPart } from '../../cli/part.ts';
import type { LocalIssuer } from '../../gateway/identity/local-issuer.ts';
import { asTab } from '../../gateway/playground/playground.ts';
import { type Question, savedQuestions } from '../../gateway/playground/questions.ts';
import { systemClock } from '../../kernel/clock.ts';
import { Lang } from '../../kernel/graphql/language.ts';
import type { Role } from '../../kernel/identity/viewer.ts';
import {
  callSigner,
  generateInternalKeys,
  type InternalCaller,
  type Purpose,
  SIGNATURE_HEADER,
  type SignCall,
} from '../../kernel/internal-call/internal-call.ts';
import { type Lineage, openLineage } from '../../lineage/index.ts';
import { run } from '../support/command-line.ts';
import { distributedSystem } from '../support/distributed.ts';
import { type EventSenders, sendEvents } from '../support/event-senders.ts';
import { seededInstance } from '../support/instance.ts';
import { runEvent, runId } from '../support/openlineage-events.ts';
import { acceptanceLines } from './acceptance-lines.ts';

const system = distributedSystem();

describe('the catalogue, with two lineage processes,', () => {
  acceptanceLines(() => system().ask);
});

describe('the saved questions', () => {
  const embedded = seededInstance();
  const questions = savedQuestions();

  const answerOf = async (address: string, issuer: LocalIssuer, { persona, name, text }: Question): Promise<string> => {
    const [, role, agency] = /^# As (\w+)(?: of (A\d\d))?\.$/m.exec(text) ?? [];
    const token = await issuer.issue(role as Role, agency === undefined ? [] : [agency]);
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: asTab(persona, questions).query, operationName: name }),
    });
    return response.text();
  };

  it.each(questions)('$persona, $name: the answer is that of one process, byte by byte', async (question) => {
    const { address } = await embedded().listen();
    const expected = await answerOf(address, embedded().issuer, question);
    expect(expected).toMatch(/^\{"data":\{/);
    // Twice: each lineage process has its turn.
    for (const _turn of [1, 2]) {
      expect(await answerOf(system().address, system().issuer, question)).toBe(expected);
    }
  });
});

describe('a part that is called directly', () => {
  const SUBGRAPHS = [
    'owners',
    'datasets',
    'standards',
    'partners',
    'campaign',
    'stewardship',
    'access',
    'quality',
    'audit',
    'lineage',
  ] as const;
  const ENTITIES: Readonly<Record<string, string>> = { owners: 'Agency', partners: 'Partner' };
  const operationsOf = (part: string): string[] => [
    '{ _service { sdl } }',
    // Neither publishes anything by key.
    ...(part === 'access' || part === 'audit'
      ? []
      : [
          `{ _entities(representations: [{ __typename: "${ENTITIES[part] ?? 'Dataset'}", code: "N01" }]) { __typename } }`,
        ]),
    '{ __schema { types { name } } }',
    '{ __typename }',
  ];
  const CALLER: InternalCaller = {
    viewer: { subject: 'test', role: 'administrator', agencies: [] },
    lang: Lang.VI,
    correlationId: 'test',
  };

  interface Call {
    readonly path: string;
    readonly purpose: Purpose;
    readonly body: string;
  }
  const callsOf = (part: string): Call[] => [
    ...operationsOf(part).map(
      (query): Call => ({ path: '/graphql', purpose: 'graphql', body: JSON.stringify({ query }) }),
    ),
    { path: '/feed', purpose: 'feed', body: JSON.stringify({ after: 0, limit: 10 }) },
    { path: '/trail', purpose: 'trail', body: JSON.stringify({ after: 0, limit: 10 }) },
    ...(part === 'access'
      ? [
          {
            path: '/ask/find-service-key',
            purpose: 'ask:find-service-key' as const,
            body: JSON.stringify({ digest: '0'.repeat(64) }),
          },
        ]
      : []),
    ...(part === 'lineage'
      ? (['event', 'events'] as const).map((purpose, run): Call => {
          const { body } = runEvent({ run: { runId: runId(run + 1) } });
          return { path: `/${purpose}`, purpose, body: JSON.stringify(purpose === 'event' ? body : [body]) };
        })
      : []),
  ];

  const send = async (part: Part, { path, body }: Call, signature?: string): Promise<string> => {
    const response = await fetch(part.address + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature === undefined ? {} : { [SIGNATURE_HEADER]: signature }),
      },
      body,
    });
    return `${response.status} ${await response.text()}`;
  };

  let sign: SignCall;
  let signAsStranger: SignCall;
  beforeAll(async () => {
    sign = await callSigner(system().setting('NGUON_PRIVATE_KEY'));
    signAsStranger = await callSigner((await generateInternalKeys()).privateKey);
  });
  afterEach(() => vi.useRealTimers());

  const signedAgo = async (milliseconds: number, ...call: Parameters<SignCall>): Promise<string> => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - milliseconds });
    try {
      return await sign(...call);
    } finally {
      vi.useRealTimers();
    }
  };

  /** Signatures that must not do, for a call. */
  const wrong = (part: string, { purpose, body }: Call): Record<string, () => Promise<string | undefined>> => ({
    none: async () => undefined,
    'no signature but a word': async () => 'x',
    'one of 31 seconds ago': () => signedAgo(31_000, part, purpose, body, CALLER),
    'one of tomorrow': () => signedAgo(-86_400_000, part, purpose, body, CALLER),
    'one for another part': () => sign(part === 'owners' ? 'datasets' : 'owners', purpose, body, CALLER),
    'one over another body': () => sign(part, purpose, `${body} `, CALLER),
    'one for another purpose': () => sign(part, purpose === 'feed' ? 'graphql' : 'feed', body, CALLER),
    'one by another key': () => signAsStranger(part, purpose, body, CALLER),
  });

  it.each(SUBGRAPHS)('%s: answers what is signed, once, and refuses everything else alike', async (name) => {
    const refusals = new Map<string, string[]>();
    const note = (refusal: string, call: Call, why: string): void => {
      refusals.set(refusal, [...(refusals.get(refusal) ?? []), `${call.path} ${call.body}: ${why}`]);
    };
    for (const part of system().parts(name)) {
      for (const call of callsOf(name)) {
        for (const [why, signature] of Object.entries(wrong(name, call))) {
          note(await send(part, call, await signature()), call, why);
        }
        const good = await sign(name, call.purpose, call.body, CALLER);
        const answered = await send(part, call, good);
        expect(answered, `${call.path} ${call.body}`).toMatch(/^200 /);
        note(await send(part, call, good), call, 'one that was used');
      }
    }
    expect([...refusals.keys()]).toEqual([
      '401 {"errors":[{"message":"This process answers signed calls of the gateway only.","extensions":{"code":"UNAUTHENTICATED"}}]}',
    ]);
  });

  it('answers a signature of 29 seconds ago', async () => {
    const [part] = system().parts('owners');
    const [call] = callsOf('owners');
    if (part === undefined || call === undefined) return expect.unreachable();
    const signature = await signedAgo(29_000, 'owners', call.purpose, call.body, CALLER);
    expect(await send(part, call, signature)).toMatch(/^200 \{"data":\{"_service"/);
  });
});

describe('a subgraph that is killed', () => {
  const QUESTION = `{
    agency(code: "A11") { code }
    dataset(code: "N01") { code }
    partner(code: "VNPT") { code }
    impact(of: "N01") { totals { datasets } }
  }`;
  const WHOLE = {
    agency: { code: 'A11' },
    dataset: { code: 'N01' },
    partner: { code: 'VNPT' },
    impact: { totals: { datasets: 25 } },
  };

  it('leaves its fields null with a code and the others as they are, until it is back', async () => {
    const [datasets] = system().parts('datasets');
    if (datasets === undefined) return expect.unreachable();
    expect(await system().ask(QUESTION)).toEqual({ data: WHOLE, errors: [] });
    await system().kill(datasets);
    const { data, errors } = await system().ask(QUESTION);
    expect(data).toEqual({ ...WHOLE, dataset: null });
    expect(errors.map(({ code, path }) => [code, path])).toEqual([['SERVICE_UNAVAILABLE', ['dataset']]]);
    const ready = await fetch(`${system().address}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      expect.objectContaining({
        ready: true,
        degraded: true,
        checks: expect.arrayContaining([{ name: 'datasets', ok: false, problem: 'not ready' }]),
      }),
    ]);

    await system().startAgain(datasets);
    const back = async () => (await system().ask(QUESTION)).data;
    await expect.poll(back, { timeout: 5_000, interval: 100 }).toEqual(WHOLE);
  });
});

describe('a service key', () => {
  it('is known to the gateway by a signed call, sends what it is for to lineage, and is refused once it is revoked', async () => {
    const administrator = { role: 'administrator', agencies: [] } as const;
    const { data } = await system().ask(
      'mutation { createServiceKey(input: { name: "lab", namespaces: ["lab"] }) { key serviceKey { id } } }',
      {},
      administrator,
    );
    const { key, serviceKey } = data.createServiceKey;
    const send = async (namespace: string): Promise<unknown[]> => {
      const { body } = runEvent({ run: { runId: runId(77) }, job: { namespace, name: 'load' } });
      const response = await fetch(`${system().address}/api/v1/lineage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
      });
      const { errors = [] } = (await response.json()) as { errors?: { extensions: object }[] };
      return [response.status, errors[0]?.extensions];
    };
    expect(await send('lab')).toEqual([201, undefined]);
    // Each lineage process has its turn.
    for (const _turn of [1, 2])
      expect(await send('office')).toMatchObject([403, { code: 'FORBIDDEN', scope: 'namespaces' }]);
    const revoked = await system().ask(
      'mutation ($id: ID!) { revokeServiceKey(input: { id: $id }) { revokedAt } }',
      serviceKey,
      administrator,
    );
    expect(revoked.errors).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect(await send('lab')).toMatchObject([401, { code: 'UNAUTHENTICATED' }]);
  });
});

describe('lineage events', () => {
  let token: string;
  let senders: EventSenders;
  let firstRun = 1_000_000;
  const acknowledged = new Set<string>();
  beforeAll(async () => {
    token = await system().issuer.issue('service', []);
  });
  afterEach(async () => {
    await senders?.stop();
  });

  /** Senders that are well under way. */
  const sending = async (): Promise<void> => {
    firstRun += 1_000_000;
    senders = sendEvents(system().address, token, firstRun);
    await more(senders);
  };
  const more = async ({ acknowledged: before }: EventSenders, count = 40): Promise<void> => {
    const enough = before.size + count;
    await expect.poll(() => before.size, { timeout: 60_000 }).toBeGreaterThan(enough);
  };
  const stop = async (): Promise<void> => {
    await senders.stop();
    for (const run of senders.acknowledged) acknowledged.add(run);
  };
  const requireLeader = async (): Promise<Part> => {
    const leader = await system().leader();
    if (leader === undefined) throw new Error('No lineage process leads');
    return leader;
  };
  const lookingOn = (): Promise<Lineage> =>
    openLineage({
      databaseUrl: system().setting('DATABASE_URL', 'lineage'),
      clock: systemClock,
      logUnexpected: (error) => expect.unreachable(String(error)),
      feeds: [],
      log: pino({ level: 'silent' }),
      folding: 'looking on',
    });
  /** Every event that was acknowledged is in the log, once; store and projection are the fold of the log. */
  const expectWhole = async (): Promise<void> => {
    const rows = await system().sql<{ run: string; times: string }>(
      'lineage',
      `select body #>> '{run,runId}' as run, count(*) as times from lineage.event
       where kind = 'openlineage.run' group by 1`,
    );
    const times = new Map(rows.map((row) => [row.run, Number(row.times)]));
    expect([...acknowledged].filter((run) => times.get(run) !== 1)).toEqual([]);
    await system().settle();
    await using lineage = await lookingOn();
    const state = await lineage.inspect();
    expect(state).toMatchObject({ storeRevision: state.head, projectionRevision: state.head, deadLetters: 0 });
    expect([state.storeHash, state.projectionHash]).toEqual([state.logHash, state.logHash]);
  };

  it('are folded by exactly one of two lineage processes, which doctor names, and finds nothing else', async () => {
    const leader = await requireLeader();
    const [follower, ...others] = system()
      .parts('lineage')
      .filter((part) => part !== leader);
    expect(others).toEqual([]);
    const home = system().setting('NGUON_DATA_DIR');
    const doctor = await run(['doctor', '--json'], { home, settings: { NGUON_DATA_DIR: home } });
    const { checks } = JSON.parse(doctor.stdout) as { checks: { check: string; findings: { message: string }[] }[] };
    const said = checks.find(({ check }) => check === 'lineage leader')?.findings.map(({ message }) => message);
    expect(said).toEqual([
      `process ${leader.process.pid} at 127.0.0.1 folds the log; process ${follower?.process.pid} at 127.0.0.1 follows.`,
    ]);
    expect([doctor.status, doctor.stderr]).toEqual([0, '']);
  });

  it('are taken while pages of one answer are turned, which stays what it was whichever process is asked', async () => {
    await sending();
    const page = (more: Record<string, unknown>) =>
      system().ask(
        `query ($asOf: DateTime, $at: String) {
           impact(of: "N01", asOf: $asOf, atRevision: $at) { revision asOf datasets(first: 1) { totalCount } }
         }`,
        more,
        { role: 'architect', agencies: [] },
      );
    const { asOf, revision } = (await page({})).data.impact;
    await more(senders);
    expect((await page({})).data.impact.revision).not.toBe(revision);
    // Each lineage process has its turn, and one of them holds it.
    for (let turn = 0; turn < 6; turn++) {
      const { data, errors } = await page({ asOf, at: revision });
      expect([errors, data.impact?.revision]).toEqual([[], revision]);
    }
    await stop();
  });

  it('are taken while the process that folds is killed, and another folds within ten seconds', async () => {
    await sending();
    const killed = await requireLeader();
    await system().kill(killed);
    const [{ revision } = { revision: '' }] = await system().sql<{ revision: string }>(
      'lineage',
      'select revision from lineage.graph_revision',
    );
    const folded = async (): Promise<boolean> => {
      const rows = await system().sql('lineage', `select from lineage.graph_revision where revision > ${revision}`);
      return rows.length > 0;
    };
    await expect.poll(folded, { timeout: 10_000, interval: 100 }).toBe(true);
    expect(await requireLeader()).not.toBe(killed);
    await more(senders);
    await stop();
    expect(senders.refusals).toEqual([]);
    await system().startAgain(killed);
    await expectWhole();
  });

  it('are folded by another process when the one that folds hangs; what it does later changes nothing', async () => {
    await sending();
    const hanging = await requireLeader();
    hanging.process.kill('SIGSTOP');
    try {
      const leader = async (): Promise<boolean> => {
        const leads = await system().leader();
        return leads !== undefined && leads !== hanging;
      };
      await expect.poll(leader, { timeout: 10_000, interval: 100 }).toBe(true);
      await more(senders);
    } finally {
      hanging.process.kill('SIGCONT');
    }
    await more(senders);
    await stop();
    // One that hung while it held the log is waited for; nobody was told that what is lost was kept.
    expect(senders.refusals.filter((status) => status !== 503)).toEqual([]);
    await expectWhole();
  });

  it('are taken while a lineage process is stopped in order, which it is with exit code 0', async () => {
    await sending();
    const stopped = await requireLeader();
    await stopPart(stopped);
    expect([stopped.process.exitCode, stopped.process.signalCode]).toEqual([0, null]);
    await more(senders);
    await stop();
    expect(senders.refusals).toEqual([]);
    await system().startAgain(stopped);
    await expectWhole();
  });

  it('are refused, to be sent again, when no lineage process is there; other fields are answered', async () => {
    for (const part of system().parts('lineage')) {
      await stopPart(part);
      expect([part.process.exitCode, part.process.signalCode]).toEqual([0, null]);
    }
    const refused = await fetch(`${system().address}/api/v1/lineage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(runEvent().body),
    });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    const { data, errors } = await system().ask(
      '{ agency(code: "A11") { code } impact(of: "N01") { totals { datasets } } }',
    );
    expect(data).toEqual({ agency: { code: 'A11' }, impact: null });
    expect(errors.map(({ code }) => code)).toEqual(['SERVICE_UNAVAILABLE']);
  });

  it('make the same graph when it is dropped and rebuilt from the log', async () => {
    const home = system().setting('NGUON_DATA_DIR');
    const settings = {
      DATABASE_URL: system().setting('DATABASE_URL', 'lineage'),
      NGUON_DATA_DIR: join(home, 'rebuild'),
    };
    const rebuild = await run(['lineage', 'rebuild', '--json'], { home, settings });
    expect([rebuild.status, rebuild.stderr]).toEqual([0, '']);
    const { before, after, same, events } = JSON.parse(rebuild.stdout) as Record<string, unknown>;
    expect([same, after]).toEqual([true, before]);
    expect(events).toBeGreaterThan(acknowledged.size);
  });
});

describe('every part', () => {
  it('ends with exit code 0 when it is told to stop', async () => {
    const ends = await Promise.all(
      system()
        .parts()
        .map(async (part) => {
          await stopPart(part);
          return [part.name, part.process.exitCode, part.process.signalCode];
        }),
    );
    expect(ends.filter(([, code, signal]) => code !== 0 || signal !== null)).toEqual([]);
  });
});
