import type { Logger } from '../log.ts';
import { type OutageLog, outageLog } from '../outage-log.ts';

/** Tells when a feed cannot be followed any more, and when it can again. */
export const feedOutageLog = (log: Logger, names: { readonly from: string; readonly to?: string }): OutageLog =>
  outageLog(
    (error) => log.warn({ err: error, ...names }, 'feed not read; trying again'),
    () => log.warn(names, 'feed is read again'),
  );
