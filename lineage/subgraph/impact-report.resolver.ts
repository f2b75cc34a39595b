import { Arg, Args, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { SchemaChange } from '../domain/change-analysis/schema-change.ts';
import type { Fate } from '../projection/queries/what-if.ts';
import { HiddenSteps } from './answer.type.ts';
import {
  ImpactedDataset,
  ImpactedDatasetConnection,
  ImpactedField,
  ImpactReport,
  ImpactTotals,
} from './impact.type.ts';
import { impactPage } from './impact-page.ts';
import type { LineageService } from './lineage.service.ts';
import { datasetCodeOf, publishHead } from './publish.ts';
import { SeverityReason, SeverityTotals } from './severity.type.ts';
import type { Veil } from './veil.ts';
import type { When } from './when.ts';

@Resolver(() => ImpactReport)
export class ImpactReportResolver {
  @FieldResolver(() => ImpactedDatasetConnection, { description: 'What is reached, nearest first, then by reference.' })
  datasets(
    @Root() report: ImpactReport,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('mostElements', () => Int, {
      nullable: true,
      description: `Ends the page before the dataset with which it would have more columns and steps of paths than this, 1 to ${LIMITS.listElements}; one dataset it has at least. A request takes no more list elements than that.`,
    })
    mostElements?: number | null,
  ): object {
    const { affected, veil, of, when, changes } = report;
    const page = impactPage(affected, veil, of, when, first, after, changes, mostElements ?? null);
    return ImpactedDatasetConnection.of(
      mapPage(page, ({ ref, inCatalog, distance, fate, path, fields }) =>
        Object.assign(new ImpactedDataset(), {
          ref,
          name: ref,
          datasetCode: inCatalog ? datasetCodeOf(ref) : null,
          distance,
          ...publishFate(fate(), report.veil),
          path,
          // They are many, and few ask for them.
          list: () =>
            fields().map((field) => Object.assign(new ImpactedField(), field, publishFate(field.fate, report.veil))),
        }),
      ),
    );
  }
}

/** How something fares, as it is published; what harms it may be hidden. */
const publishFate = (fate: Fate | null, veil: Veil) => ({
  severity: fate?.severity ?? null,
  reason:
    fate === null
      ? null
      : SeverityReason.of(fate.reason, fate.from === null ? null : (veil.steps([fate.from])[0] ?? null)),
});

/** An impact as it is published. Called before anything else happens, as `revisionOf` says. */
export function publishImpact(
  lineage: LineageService,
  answer: Awaited<ReturnType<LineageService['impact']>>,
  of: string,
  when: When,
  wanted: readonly SchemaChange[] | null,
): ImpactReport {
  return Object.assign(new ImpactReport(), publishHead(answer, lineage.revisionOf(answer)), {
    of,
    totals: Object.assign(new ImpactTotals(), answer.totals),
    hidden: answer.hidden.map(HiddenSteps.from),
    bySeverity: answer.bySeverity?.map((line) => Object.assign(new SeverityTotals(), line)) ?? null,
    loads: answer.loads,
    affected: answer.datasets,
    changes: wanted,
    veil: answer.veil,
    when,
  });
}
