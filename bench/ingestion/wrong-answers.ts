import type { LineageState } from '../../lineage/index.ts';
import type { Instance } from './servers.ts';

/** What is not as it should be when all is over: nothing lost, nothing twice, the graph a fold of the log. */
export async function wrongAnswers({ engine }: Instance, sent: number): Promise<string[]> {
  const state = (await engine.ask('inspect')) as LineageState;
  return [
    ...(state.head === sent ? [] : [`${sent} events were sent, the log holds ${state.head}.`]),
    ...(state.deadLetters === 0 ? [] : [`${state.deadLetters} events could not be folded.`]),
    ...(state.storeRevision === state.head ? [] : [`The graph is at ${state.storeRevision} of ${state.head}.`]),
    ...(state.logHash === state.storeHash ? [] : ['The graph in the store is no fold of the log.']),
  ];
}
