import { type SeedCall, seedCalls } from './calls.ts';
import { loadSeedCatalogue } from './data/index.ts';

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

/** True for the refusal of what is there already: the primary key is taken, or the record has the wanted state. */
const isPresent = (call: SeedCall | undefined, extensions: Readonly<Record<string, unknown>> = {}): boolean =>
  extensions['code'] === 'CONFLICT' &&
  (String(extensions['constraint'] ?? '').endsWith('_pkey') ||
    (call?.leadsTo !== undefined && extensions['state'] === call.leadsTo));

/**
 * Loads the sample catalogue through the mutations of the gateway, in an order in which everything that is referred to
 * comes first. What is there already stays as it is, so loading twice changes nothing.
 * @throws Error at the first record that is refused for another reason, naming it.
 */
export async function loadSeed(ask: AskAsAdministrator, progress: SeedProgress): Promise<SeedReport> {
  const calls = seedCalls(loadSeedCatalogue());
  let done = 0;
  let present = 0;
  while (done < calls.length) {
    const step = calls[done]?.step;
    const batch = calls.slice(done, done + PER_REQUEST).filter((call) => call.step === step);
    const { query, variables } = requestOf(batch);
    const { errors = [] } = await ask(query, variables);
    for (const { message, path, extensions } of errors) {
      const refused = batch[Number(/^m(\d+)$/.exec(String(path?.[0]))?.[1])];
      if (isPresent(refused, extensions)) {
        present++;
        continue;
      }
      throw new Error(
        `The sample catalogue cannot be loaded: ${refused?.mutation ?? step} of ${refused?.key ?? 'a record'} was refused: ${message}`,
      );
    }
    done += batch.length;
    progress(step ?? '', done, calls.length);
  }
  return { created: calls.length - present, present };
}
