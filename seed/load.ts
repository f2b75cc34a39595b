import { setTimeout } from 'node:timers/promises';
import { type SeedCall, seedCalls } from './calls.ts';
import { loadSeedCatalogue, type SeedCatalogue } from './data/index.ts';

/** Asks the gateway as an administrator. */
export type AskAsAdministrator = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<{
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}>;

/** What loading did. */
export interface SeedReport {
  /** Calls that were accepted: records created, links declared (those that stood already count too). */
  readonly created: number;
  /** Records that were there already. */
  readonly present: number;
}

/** Told after every request: what is being loaded, how many calls are done, how many there are. */
export type SeedProgress = (step: string, done: number, total: number) => void;

/** Most mutations in one request, below the gateway's limit of aliases. */
const PER_REQUEST = 12;

/** One request: the calls of one step under the aliases m0, m1, … */
function requestOf(calls: readonly SeedCall[]): { query: string; variables: Record<string, unknown> } {
  const parameters = calls.map(({ inputType }, index) => `$i${index}: ${inputType}!`).join(', ');
  const fields = calls
    .map(({ mutation }, index) => `m${index}: ${mutation}(input: $i${index}) { __typename }`)
    .join(' ');
  return {
    query: `mutation Seed(${parameters}) { ${fields} }`,
    variables: Object.fromEntries(calls.map(({ input }, index) => [`i${index}`, input])),
  };
}

/** True for the refusal of what is there already: the primary key is taken, or the step was taken before. */
const isPresent = ({ isStep }: SeedCall, extensions: Readonly<Record<string, unknown>>): boolean =>
  extensions['code'] === 'CONFLICT' &&
  (String(extensions['constraint'] ?? '').endsWith('_pkey') || (isStep === true && extensions['state'] !== undefined));

/** How often, and after which pause, calls are made again that name what has not arrived in their subgraph yet. */
const TRIES = 100;
const PAUSE_MS = 100;

/** Makes the calls of one step; those that come too early are made again. Resolves to how many were there already. */
async function make(ask: AskAsAdministrator, calls: readonly SeedCall[]): Promise<number> {
  let waiting = calls;
  let present = 0;
  for (let tries = 1; waiting.length > 0; tries++) {
    const { query, variables } = requestOf(waiting);
    const { errors = [] } = await ask(query, variables);
    const early: SeedCall[] = [];
    for (const { message, path, extensions = {} } of errors) {
      const refused = waiting[Number(/^m(\d+)$/.exec(String(path?.[0]))?.[1])];
      if (refused !== undefined && isPresent(refused, extensions)) present++;
      else if (refused !== undefined && extensions['code'] === 'NOT_FOUND' && tries < TRIES) early.push(refused);
      else {
        const what = refused === undefined ? `a call of "${calls[0]?.step}"` : `${refused.mutation} of ${refused.key}`;
        throw new Error(`The sample catalogue cannot be loaded: ${what} was refused: ${message}`);
      }
    }
    waiting = early;
    if (waiting.length > 0) await setTimeout(PAUSE_MS);
  }
  return present;
}

/**
 * Loads a catalogue, the sample one unless given, through the mutations of the gateway, in an order in which everything that is referred to
 * comes first. What is there already stays as it is, so loading twice changes nothing.
 * @throws Error at the first record that is refused for another reason, naming it.
 */
export async function loadSeed(
  ask: AskAsAdministrator,
  progress: SeedProgress,
  catalogue: SeedCatalogue = loadSeedCatalogue(),
  now: Date = new Date(),
): Promise<SeedReport> {
  const calls = seedCalls(catalogue, now);
  let done = 0;
  let present = 0;
  while (done < calls.length) {
    const step = calls[done]?.step ?? '';
    const batch = calls.slice(done, done + PER_REQUEST).filter((call) => call.step === step);
    present += await make(ask, batch);
    done += batch.length;
    progress(step, done, calls.length);
  }
  return { created: calls.length - present, present };
}
