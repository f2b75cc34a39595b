import { Arg, Ctx, Directive, Int, Query, Resolver } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { PathStep } from './answer.type.ts';
import { CatalogTotals } from './catalog-totals.type.ts';
import { type ColumnTransformation, LineageDirection, type LineageNodeKind } from './enums.ts';
import { ImpactReport, ImpactTotals } from './impact.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { LineageEdge, LineageGraph, LineageNode, LineagePaths } from './lineage-graph.type.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { datasetCodeOf, publishHead } from './publish.ts';

const AS_OF = 'At which instant; now unless given.';
const AS_RECORDED = 'As it was known at this instant; as known now unless given.';

@Resolver()
export class LineageResolver {
  @Directive('@cost(weight: 50)')
  @Query(() => ImpactReport, {
    nullable: true,
    description:
      'What is reached downstream of a dataset, column or flow, with exact totals: what has to be looked at before it changes. The node itself never counts, even on a cycle.',
  })
  impact(
    @Ctx() { lineage }: LineageContext,
    @Arg('of', () => NodeRefScalar, { description: 'Dataset, column or flow.' }) of: string,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
  ): ImpactReport {
    const when = { asOf, asRecorded };
    const answer = lineage.impact(of, when);
    return Object.assign(new ImpactReport(), publishHead(answer), {
      of,
      totals: Object.assign(new ImpactTotals(), answer.totals, { hidden: 0 }),
      affected: answer.datasets,
      when,
    });
  }

  @Directive('@cost(weight: 50)')
  @Query(() => LineageGraph, { nullable: true, description: 'The graph around a dataset, column or flow.' })
  lineage(
    @Ctx() { lineage }: LineageContext,
    @Arg('of', () => NodeRefScalar, { description: 'Dataset, column or flow.' }) of: string,
    @Arg('direction', () => LineageDirection, { defaultValue: LineageDirection.BOTH, description: 'Which way.' })
    direction: LineageDirection,
    @Arg('depth', () => Int, { defaultValue: 3, description: 'How many hops, 1 to 50.' }) depth: number,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
  ): LineageGraph {
    const answer = lineage.lineage(of, direction, depth, { asOf, asRecorded });
    return Object.assign(new LineageGraph(), publishHead(answer), {
      nodes: answer.nodes.map(({ ref, kind, distance, dataset, inCatalog }) =>
        Object.assign(new LineageNode(), {
          ref,
          kind: kind as LineageNodeKind,
          distance,
          datasetCode: dataset !== null && inCatalog ? datasetCodeOf(dataset) : null,
        }),
      ),
      edges: answer.edges.map((edge) =>
        Object.assign(new LineageEdge(), edge, { transformation: edge.transformation as ColumnTransformation | null }),
      ),
      truncated: answer.truncated,
    });
  }

  @Directive('@cost(weight: 50)')
  @Query(() => LineagePaths, {
    nullable: true,
    description: 'The shortest way that data takes from one node to another.',
  })
  paths(
    @Ctx() { lineage }: LineageContext,
    @Arg('from', () => NodeRefScalar, { description: 'Where it comes from.' }) from: string,
    @Arg('to', () => NodeRefScalar, { description: 'Where it flows to.' }) to: string,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
  ): LineagePaths {
    const answer = lineage.paths(from, to, { asOf, asRecorded });
    return Object.assign(new LineagePaths(), publishHead(answer), {
      distance: answer.distance,
      shortest: answer.shortest.map((ref) => PathStep.to(ref)),
    });
  }

  @Directive('@cost(weight: 20)')
  @Query(() => CatalogTotals, { description: 'How much the catalog holds, of what you may see, now.' })
  catalogTotals(@Ctx() { lineage }: LineageContext): CatalogTotals {
    const { agencies, centralBodies, partners, datasets, fields, flows, columnEdges, assignments } = lineage.totals();
    return { agencies, centralBodies, partners, datasets, fields, flows, columnEdges, assignments };
  }
}
