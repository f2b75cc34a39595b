import type { EventBodies, EventKind, EventOf } from '../../lineage/domain/events.ts';
import { foldChanges } from '../../lineage/domain/fold.ts';
import { GraphState } from '../../lineage/domain/graph-state.ts';
import { type Instant, parseInstant } from '../../lineage/domain/instant.ts';
import { normalise } from '../../lineage/domain/normalise.ts';
import { Projection, type ProjectionOptions } from '../../lineage/projection/index.ts';

/** Any event whose body is of its kind. */
export type AnyEvent = { [K in EventKind]: EventOf<K> }[EventKind];

/** When tests record their events unless they say otherwise. */
export const RECORDED = parseInstant('2026-01-20T00:00:00Z');

/** A dataset of the catalog. */
export const dataset = (
  code: string,
  facts: Partial<Omit<EventBodies['dataset.declared'], 'code'>> = {},
): EventOf<'dataset.declared'> => ({
  kind: 'dataset.declared',
  body: { code, publisher: 'A01', tier: 'SPECIALIZED', sharingClass: 'SHARED', importanceClass: 'OTHER', ...facts },
});

/** The columns of a dataset, none of them personal. */
export const schema = (dataset: string, names: string): EventOf<'schema.written'> => ({
  kind: 'schema.written',
  body: {
    dataset,
    fields: names.split(' ').map((name) => ({ name, type: 'STR', piiClass: 'NONE', directIdentifier: false })),
  },
});

/** A flow written as the seed writes it: `N01>S01 a,b>c`; the columns keep their values. */
export function flow(
  code: string,
  text: string,
  facts: Partial<EventBodies['flow.declared']> = {},
): EventOf<'flow.declared'> {
  const [ends = '', columns] = text.split(' ');
  const [from = '', to = ''] = ends.split('>');
  const edges = (columns?.split(',') ?? []).map((column) => {
    const [source = '', target = source] = column.split('>');
    return { from: source, to: target, transformation: 'IDENTITY' as const };
  });
  return {
    kind: 'flow.declared',
    body: {
      code,
      type: 'API_SYNC',
      from,
      to,
      channel: 'DIRECT',
      mandatory: false,
      minimumCellSize: null,
      legalGround: null,
      validFrom: '2026-01-14T00:00:00+07:00',
      validTo: null,
      columns: edges,
      ...facts,
    },
  };
}

/** A projection of events, recorded a microsecond apart from `RECORDED` on, one revision each. */
export function projectionOf(events: readonly AnyEvent[], options?: ProjectionOptions): Projection {
  const projection = new Projection(options);
  follow(projection, new GraphState(), events);
  return projection;
}

/** Folds events into a state and lets a projection follow. */
export function follow(
  projection: Projection,
  state: GraphState,
  events: readonly AnyEvent[],
  from: Instant = RECORDED,
): void {
  events.forEach((event, i) => {
    projection.apply(foldChanges(state, normalise({ ...event, recordedAt: from + i })), projection.revision + 1);
  });
}

/** The answer, or a failed test. */
export function known<T extends { readonly outcome: string }>(answer: T): Extract<T, { readonly outcome: 'OK' }> {
  if (answer.outcome !== 'OK') throw new Error(`The node is unknown: ${JSON.stringify(answer)}`);
  return answer as Extract<T, { readonly outcome: 'OK' }>;
}
