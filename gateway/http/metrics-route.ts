import type { ServerResponse } from 'node:http';
import { isErrorCode } from '../../kernel/errors/codes.ts';
import { NguonError } from '../../kernel/errors/errors.ts';
import { patienceOf } from '../../kernel/limits/patience.ts';
import type { Caller } from '../../kernel/subgraph/subgraph.ts';
import type { Gateway } from '../runtime.ts';
import type { Admission } from './admission.ts';
import { reply } from './replies.ts';

/** What the route of metrics needs. */
export interface MetricsParts {
  readonly gateway: Gateway;
  readonly admit: Admission;
  readonly deadlineMs: number;
}

const QUERY =
  'query metrics { ingestionState { eventsPerSecond lagEvents lagSeconds deadLetters unresolvedNames foldedEvents } }';

/** Prometheus' text format, version 0.0.4. */
const TEXT_FORMAT = 'text/plain; version=0.0.4; charset=utf-8';

/** What is told of ingestion: name, field of the query, help. All are gauges. */
const METRICS = [
  ['nguon_ingestion_events_per_second', 'eventsPerSecond', 'Lineage events recorded a second, over the last minute.'],
  ['nguon_ingestion_lag_events', 'lagEvents', 'Events that are kept and not yet in answers.'],
  ['nguon_ingestion_lag_seconds', 'lagSeconds', 'How long the oldest of them has waited.'],
  ['nguon_ingestion_dead_letters', 'deadLetters', 'Events that could not be read and are set aside.'],
  ['nguon_ingestion_unresolved_names', 'unresolvedNames', 'Names in lineage that the catalog does not know yet.'],
  ['nguon_ingestion_folded_events', 'foldedEvents', 'Events of old runs that retention has folded, over all time.'],
] as const;

interface Answer {
  readonly data?: { readonly ingestionState: Readonly<Record<string, number>> | null } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/**
 * `GET /metrics`: how the taking in of events goes, as whoever asks may know it; what the query refuses, this refuses.
 * Numbers count what may be hidden, so a scraper shows the token of an architect or an administrator.
 */
export async function metricsRoute(
  { gateway, admit, deadlineMs }: MetricsParts,
  response: ServerResponse,
  asking: Caller,
): Promise<void> {
  using patience = patienceOf(deadlineMs);
  const text = await admit(() => gateway.answer({ query: QUERY }, { ...asking, signal: patience.signal }));
  const { data, errors = [] } = JSON.parse(text) as Answer;
  const state = data?.ingestionState ?? null;
  const [error] = errors;
  if (state === null) {
    const code = error?.extensions.code;
    throw new NguonError(
      isErrorCode(code) ? code : 'SERVICE_UNAVAILABLE',
      error?.message ?? 'Lineage does not answer. Try again shortly.',
    );
  }
  const lines = METRICS.flatMap(([name, field, help]) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    `${name} ${state[field]}`,
  ]);
  reply(response, 200, TEXT_FORMAT, `${lines.join('\n')}\n`);
}
