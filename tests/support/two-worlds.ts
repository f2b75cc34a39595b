import { createHash } from 'node:crypto';
import { fixedClock } from '../../kernel/clock.ts';
import { Lang } from '../../kernel/graphql/language.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import type { DatasetFacts } from '../../kernel/identity/visibility.ts';
import { seesDataset } from '../../kernel/identity/visibility.ts';
import {
  callSigner,
  callVerifier,
  generateInternalKeys,
  SIGNATURE_HEADER,
} from '../../kernel/internal-call/internal-call.ts';
import { hostSubgraph, type SubgraphHost } from '../../kernel/subgraph/http-host.ts';
import { loadSeedCatalogue, type SeedCatalogue } from '../../seed/data/index.ts';
import type { GeneratedQuestion, Probes } from './every-question.ts';
import { type Statement, type TestInstance, testInstance } from './instance.ts';
import { columnFacet, named, refOf, runEvent, runId } from './openlineage-events.ts';

/** The time in every world, so that replies that show one are alike. */
export const WORLD_CLOCK = fixedClock('2026-11-23T05:00:00Z');

/** One world: an instance with a catalogue, asked for whole replies. */
export interface World {
  readonly system: TestInstance;
  /** The gateway's reply. */
  reply(question: GeneratedQuestion, viewer: Viewer): Promise<Reply>;
  /** The reply of one subgraph over HTTP to a call signed as the gateway signs. */
  subgraphReply(subgraph: string, question: GeneratedQuestion, viewer: Viewer): Promise<Reply>;
  close(): Promise<void>;
}

/** A reply as it is sent, status and body, and the statements that it took. */
export interface Reply {
  readonly text: string;
  readonly statements: readonly Statement[];
}

/** Opens an instance with a catalogue. What it is asked is as wide as can be, wider than a client may ask. */
export async function openWorld(catalogue: SeedCatalogue): Promise<World> {
  const system = await testInstance(undefined, {}, WORLD_CLOCK, 'off');
  await system.seed(undefined, catalogue);
  await takeEvents(system, catalogue);
  const { privateKey, publicKey } = await generateInternalKeys();
  const [sign, verify] = await Promise.all([callSigner(privateKey), callVerifier(publicKey)]);
  const hosts = new Map<string, SubgraphHost>();
  for (const subgraph of [...system.instance.subgraphs, system.instance.lineage.subgraph]) {
    const host = await hostSubgraph(subgraph, {
      verify,
      checks: [],
      host: '127.0.0.1',
      port: 0,
      logUnexpected: system.instance.logUnexpected,
    });
    hosts.set(subgraph.definition.name, host);
  }
  const replyOf = async (send: () => Promise<Response>): Promise<Reply> => {
    let text = '';
    const statements = await system.statementsOf(async () => {
      const answered = await send();
      text = `${answered.status} ${await answered.text()}`;
    });
    return { text, statements };
  };
  return {
    system,
    reply: (question, viewer) =>
      replyOf(async () => new Response(await system.instance.gateway.answer(question, callerOf(viewer)))),
    async subgraphReply(name, question, viewer) {
      const body = JSON.stringify(question);
      const signature = await sign(name, 'graphql', body, callerOf(viewer));
      const address = `${hosts.get(name)?.address}/graphql`;
      const headers = { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature };
      return replyOf(() => fetch(address, { method: 'POST', headers, body }));
    },
    async close() {
      for (const host of hosts.values()) await host.close();
      await system.close();
    },
  };
}

/**
 * Events from outside that name datasets of the catalogue; those that name one that is not in it did not happen, and
 * neither did those about names that only stewards see, unless the catalogue is whole. One that is hidden tells of a
 * column of an open dataset that its schema does not list.
 */
async function takeEvents({ instance, ask }: TestInstance, { datasets }: SeedCatalogue): Promise<void> {
  const codes = new Set(datasets.map(({ code }) => code));
  const isWhole = codes.size === loadSeedCatalogue().datasets.length;
  const administrator = { role: 'administrator', agencies: [] } as const;
  for (const code of ['O01', 'O02', 'S01', 'S26'].filter((one) => codes.has(one))) {
    const { errors } = await ask(
      'mutation ($input: LinkNameInput!) { linkName(input: $input) { __typename } }',
      { input: { name: refOf(code), dataset: code } },
      administrator,
    );
    if (errors.length > 0) throw new Error(errors[0]?.message);
  }
  const flows = [
    ['O01', 'O02', 'listed'],
    ['S01', 'O01', 'ghost'],
    ['O01', 'S26', 'ghost'],
    ['unresolved', 'O01', 'phantom'],
  ] as const;
  for (const [place, [from, to, column]] of flows.entries()) {
    if (![from, to].every((code) => codes.has(code) || (isWhole && code === 'unresolved'))) continue;
    const output = { ...named(to, { ...columnFacet(`${column}<${from}.${column}`) }) };
    const { body } = runEvent({
      run: { runId: runId(place + 1) },
      job: { namespace: 'airflow', name: `${from}-${to}` },
      inputs: [named(from)],
      outputs: [output],
    });
    await instance.lineage.intake.one(body, Buffer.from(JSON.stringify(body)), {
      subject: 'etl',
      role: 'service',
      agencies: [],
    });
  }
  await instance.settle();
}

const callerOf = (viewer: Viewer) => ({ viewer, lang: Lang.VI, correlationId: 'world' });

/** Replies that two worlds give differently, or with another number of SQL statements, each told for a person. */
export async function differences(
  questions: Iterable<GeneratedQuestion>,
  here: (question: GeneratedQuestion) => Promise<Reply>,
  there: (question: GeneratedQuestion) => Promise<Reply>,
): Promise<string[]> {
  const found: string[] = [];
  for (const question of questions) {
    const [one, other] = [await here(question), await there(question)];
    const what = `${question.query.slice(0, 300)}\n  ${JSON.stringify(question.variables)}`;
    if (one.text !== other.text) {
      found.push(`${what}\n  with:    ${around(one.text, other.text)}\n  without: ${around(other.text, one.text)}`);
    } else if (one.statements.length !== other.statements.length) {
      // What is loaded in one batch or in two can be a matter of timing; what depends on hidden things stays.
      const again = [await here(question), await there(question)] as const;
      if (again[0].statements.length === again[1].statements.length) continue;
      found.push(`${what}\n  statements with:${listed(one)}\n  without:${listed(other)}`);
    }
  }
  return found;
}

/** A text around the first place where it differs from another. */
function around(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at++;
  return text.slice(Math.max(0, at - 160), at + 160);
}

const listed = ({ statements }: Reply): string =>
  statements.map(({ subgraph, sql }) => `\n    ${subgraph}: ${sql.slice(0, 150)}`).join('');

/** What of the sample catalogue a viewer does not see. */
export const hiddenFrom =
  (viewer: Viewer) =>
  (dataset: DatasetFacts): boolean =>
    !seesDataset(viewer, dataset);

/** Probes for a viewer: of every noun some that everybody sees, and of datasets those that are hidden, and near ones. */
export function probesFor(viewer: Viewer): Probes {
  const seed = loadSeedCatalogue();
  const hidden = seed.datasets.filter(hiddenFrom(viewer));
  const visible = seed.datasets.filter((dataset) => seesDataset(viewer, dataset));
  const touching = seed.flows.filter(({ from, to }) => hidden.some(({ code }) => code === from || code === to));
  const open = seed.flows.filter(({ code }) => !touching.some((flow) => flow.code === code));
  const first = <T>(list: readonly T[], read: (one: T) => string, count = 1): string[] =>
    list.slice(0, count).map(read);
  const code = ({ code: value }: { readonly code: string }): string => value;
  const column = ({ code: dataset, fields }: SeedCatalogue['datasets'][number]): string =>
    `${dataset}.${fields[0]?.name}`;
  const aCore = hidden.filter(({ importanceClass }) => importanceClass !== 'OTHER');
  const nouns: Readonly<Record<string, readonly string[]>> = {
    agency: ['A02', ...first(hidden, ({ publisher }) => publisher)],
    dataset: [...first(visible, code, 2), ...first(hidden, code, 2), ...first(aCore, code, 2)],
    field: [...first(visible, column), ...first(hidden, column, 2)],
    partner: first(seed.partners, code),
    standard: first(seed.standards, code),
    document: first(seed.policyDocuments, code),
    platform: first(seed.platforms, code),
    list: first(seed.dataLists, code),
    listing: first(seed.exchangeListings, code),
    mandateList: first(seed.mandateLists, code),
    element: first(seed.dataElements, code),
    codeList: first(seed.codeLists, code),
    campaign: first(seed.campaigns, code),
    task: [
      ...first(seed.tasks, code),
      ...first(
        seed.tasks.filter(({ datasets }) => datasets.some((d) => hidden.some((h) => h.code === d))),
        code,
      ),
    ],
    indicator: first(seed.indicators, code),
    request: first(seed.accessRequests, code, 2),
    distribution: first(
      seed.distributions.filter(({ dataset }) => hidden.some((one) => one.code === dataset)),
      code,
    ),
  };
  const usualNames: Readonly<Record<string, string>> = {
    ref: 'O01',
    of: 'O01',
    from: 'O01',
    to: 'O02',
    dataset: 'O01',
    datasets: 'O01',
    field: 'O01.ten',
    fields: 'O01.ten',
    agency: 'A02',
    publisher: 'A02',
    requester: 'A02',
    partner: 'VNPT',
    standard: 'DCAT 3',
    mandateList: 'ML-2026-12',
    element: 'ho_ten',
    codeList: seed.codeLists[0]?.code ?? '',
    task: seed.tasks[0]?.code ?? '',
    campaign: 'C2026',
  };
  const nearMisses = hidden
    .slice(0, 2)
    .flatMap(({ code: one }) => [`${one}x`, `${one.slice(0, -1)}`, one.toLowerCase()]);
  return {
    codes: [
      ...Object.values(nouns).flat(),
      ...first(touching, ({ code: flow }) => `job:${flow}`, 2),
      ...first(open, ({ code: flow }) => `job:${flow}`),
      ...first(touching, code),
      ...nearMisses,
      `${hidden[0]?.code}.khong_co`,
      'pg://city|O01',
      'pg://city|S01',
      'pg://city|unresolved',
      'job:airflow|S01-O01',
      'job:airflow|O01-O02',
      'job:airflow|unresolved-O01',
      'O01.ghost',
      'O01.phantom',
      'O01.listed',
      'không có',
      "'; drop table x --",
    ],
    usual: (name) => usualNames[name] ?? 'x',
    dates: ['2026-02-01', '2026-11-22T00:00:00Z', '2026-11-23T05:00:00Z', '2027-01-01'],
  };
}

/** Fewer of them, for the many places of the inputs of mutations. */
export const someOf = (probes: Probes, viewer: Viewer): Probes => {
  const { datasets } = loadSeedCatalogue();
  const hidden = datasets.filter(hiddenFrom(viewer)).slice(0, 2);
  const codes = hidden.flatMap(({ code, fields }) => [code, `${code}.${fields[0]?.name}`, `${code}x`]);
  return { ...probes, codes: [...codes, 'O01', 'AR-01', 'không có'] };
};

/** A cursor with another key of a row: what somebody would send who wants to compare. */
export function forged(cursor: string, key: string): string {
  const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
  return Buffer.from(JSON.stringify([...parts.slice(0, -1), key])).toString('base64url');
}

/** Every cursor of a reply. */
export const cursorsIn = (reply: string): string[] => [
  ...new Set([...reply.matchAll(/"(?:cursor|endCursor)":"([^"]+)"/g)].map(([, cursor]) => cursor ?? '')),
];

/** Of what a viewer must not see, what every place of the schema is asked about: a dataset, a column and a flow. */
export function tellingOf(viewer: Viewer): string[] {
  const { datasets, flows } = loadSeedCatalogue();
  const [hidden] = datasets.filter(hiddenFrom(viewer));
  const flow = flows.find(({ from, to }) => from === hidden?.code || to === hidden?.code);
  if (hidden === undefined || flow === undefined) throw new Error('Nothing that flows is hidden');
  return [hidden.code, `${hidden.code}.${hidden.fields[0]?.name}`, `job:${flow.code}`];
}

/** Every so many of the questions about one place of the schema is asked; one: all are. */
const EVERY = process.env['TWO_WORLDS'] === 'whole' ? 1 : 8;

/**
 * Some of a set of questions: at least one about every place of the schema, which has a text of its own, beginning with
 * another at each place; and all that name what must not be seen. `TWO_WORLDS=whole` leaves nothing out.
 * @param telling codes of these; see `tellingOf`.
 */
export function shareOf(questions: readonly GeneratedQuestion[], telling: readonly string[]): GeneratedQuestion[] {
  const named = new Set(telling);
  const isNamed = (value: unknown): boolean =>
    typeof value === 'object' && value !== null ? Object.values(value).some(isNamed) : named.has(String(value));
  return [...Map.groupBy(questions, ({ query }) => query)].flatMap(([query, ofPlace]) => {
    const [first = 0] = createHash('sha256').update(query).digest();
    const every = Math.min(EVERY, ofPlace.length);
    return ofPlace.filter(({ variables }, index) => index % every === first % every || isNamed(variables));
  });
}
