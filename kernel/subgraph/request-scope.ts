import type { EntityManager } from '@mikro-orm/postgresql';
import type { AuditTrail, Shown } from '../audit/trail.ts';
import type { Clock } from '../clock.ts';
import type { Lang } from '../graphql/language.ts';
import type { Viewer } from '../identity/viewer.ts';

/** What a client asks, as far as it may be recorded: never with variables. */
export interface OperationName {
  /** The name that the client gave it; null without one. */
  readonly name: string | null;
  /** SHA-256 of the document, in hexadecimal: what a listed operation is called too. */
  readonly hash: string;
}

/** What one request carries into a subgraph; services and loaders are made from it. */
export interface RequestScope {
  readonly viewer: Viewer;
  /** Language of texts that are asked for without one. */
  readonly lang: Lang;
  /** Forked for this request. */
  readonly em: EntityManager;
  /** Tells one instant throughout the request, until something is written. */
  readonly clock: Clock;
  /** Named in masked errors and in the log. */
  readonly correlationId: string;
  /** Absent for what no client asked. */
  readonly operation?: OperationName | undefined;
  /** What is recorded beside the transactions of writes. */
  readonly audit: AuditTrail;
  /** Where to note what is shown; absent for whoever sees nothing that a developer does not. */
  readonly shown?: Shown | undefined;
  /** Aborted when nobody waits for the answer any more; absent where the work is to end by itself, as writes are. */
  readonly signal?: AbortSignal | undefined;
  /** Loaders and clock of this request: emptied after every write, so that what follows in the same operation reads what was written. */
  readonly caches: Set<{ clearAll(): unknown }>;
}

/** Forgets everything that was read before a write of the same request. */
export function forgetReads({ em, caches }: RequestScope): void {
  em.clear();
  for (const cache of caches) cache.clearAll();
}
