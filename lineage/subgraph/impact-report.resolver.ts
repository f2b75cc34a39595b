import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { Fate } from '../projection/queries/what-if.ts';
import { ImpactedDataset, ImpactedDatasetConnection, ImpactedField, ImpactReport } from './impact.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { datasetCodeOf } from './publish.ts';
import { SeverityReason } from './severity.type.ts';
import type { Veil } from './veil.ts';

@Resolver(() => ImpactReport)
export class ImpactReportResolver {
  @FieldResolver(() => ImpactedDatasetConnection, { description: 'What is reached, nearest first, then by reference.' })
  datasets(
    @Root() report: ImpactReport,
    @Ctx() { lineage }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): object {
    const page = lineage.impactPage(report.affected, report.veil, report.of, report.when, first, after, report.changes);
    return ImpactedDatasetConnection.of(
      mapPage(page, ({ ref, inCatalog, distance, fate, path, fields }) =>
        Object.assign(new ImpactedDataset(), {
          ref,
          name: ref,
          datasetCode: inCatalog ? datasetCodeOf(ref) : null,
          distance,
          ...publishFate(fate(), report.veil),
          path,
          fields: fields().map((field) =>
            Object.assign(new ImpactedField(), field, publishFate(field.fate, report.veil)),
          ),
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
