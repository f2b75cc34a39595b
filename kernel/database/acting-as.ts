import { AsyncLocalStorage } from 'node:async_hooks';
import type { Viewer } from '../identity/viewer.ts';

/** For whom statements are sent: a viewer, or the process itself. */
export type Actor = Pick<Viewer, 'role' | 'agencies'> | 'process';

const ACTING = new AsyncLocalStorage<Actor>();

/** Does something for a viewer: of what row policies guard, statements sent meanwhile find what the viewer sees. */
export const actingAs = <T>({ role, agencies, system }: Viewer, work: () => T): T =>
  ACTING.run(system === true ? 'process' : { role, agencies }, work);

/**
 * Does something for nobody in particular: migrations, followers of feeds, checks. Row policies let it through; never
 * for what is answered to a caller.
 */
export const asProcess = <T>(work: () => T): T => ACTING.run('process', work);

/** For whom statements are sent now; undefined outside of both, where row policies show nothing. */
export const currentActor = (): Actor | undefined => ACTING.getStore();
