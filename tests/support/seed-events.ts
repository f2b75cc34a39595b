import type { SeedCatalogue } from '../../seed/data/index.ts';
import type { AnyEvent } from './lineage-events.ts';

const instant = (day: string | null): string | null =>
  day === null ? null : day.includes('T') ? day : `${day}T00:00:00+07:00`;

/** The sample catalogue as the events that the graph and policy findings are folded from, without any service. */
export function seedEvents(seed: SeedCatalogue): AnyEvent[] {
  return [
    ...seed.datasets.flatMap(({ code, publisher, tier, sharingClass, importanceClass, fields }): AnyEvent[] => [
      { kind: 'dataset.declared', body: { code, publisher, tier, sharingClass, importanceClass } },
      {
        kind: 'schema.written',
        body: {
          dataset: code,
          fields: fields.map(({ position: _, ...field }) => field),
        },
      },
    ]),
    ...seed.publicBasis.map(
      ({ field, document, article }): AnyEvent => ({ kind: 'basis.set', body: { field, document, article } }),
    ),
    ...seed.dataLists.flatMap(({ code: list, kind, versions }) =>
      // Of platforms lineage hears nothing.
      kind === 'PLATFORM'
        ? []
        : versions.map(
            ({ version, state, document, approvedOn, members }): AnyEvent => ({
              kind: state === 'APPROVED' ? 'list-version.approved' : 'list-version.proposed',
              body: { list, kind, version, document, approvedOn: instant(approvedOn), members },
            }),
          ),
    ),
    ...seed.masterClaims.map(
      ({ element, dataset, approved }): AnyEvent => ({ kind: 'master.claimed', body: { element, dataset, approved } }),
    ),
    ...seed.flows.map(({ mark: _m, source: _s, ...body }): AnyEvent => ({ kind: 'flow.declared', body })),
  ];
}
