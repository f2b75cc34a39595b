import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { ImpactedDataset, ImpactedDatasetConnection, ImpactedField, ImpactReport } from './impact.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { datasetCodeOf } from './publish.ts';

@Resolver(() => ImpactReport)
export class ImpactReportResolver {
  @FieldResolver(() => ImpactedDatasetConnection, { description: 'What is reached, nearest first, then by reference.' })
  datasets(
    @Root() report: ImpactReport,
    @Ctx() { lineage }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): object {
    const page = lineage.impactPage(report.affected, report.veil, report.of, report.when, first, after);
    return ImpactedDatasetConnection.of(
      mapPage(page, ({ ref, inCatalog, distance, path, fields }) =>
        Object.assign(new ImpactedDataset(), {
          ref,
          name: ref,
          datasetCode: inCatalog ? datasetCodeOf(ref) : null,
          distance,
          severity: null,
          path,
          fields: fields().map((field) => Object.assign(new ImpactedField(), field, { severity: null })),
        }),
      ),
    );
  }
}
