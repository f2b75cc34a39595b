import { Arg, Ctx, Directive, Int, Query, Resolver } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MOST_CHANGES } from '../domain/change-analysis/schema-change.ts';
import { MOST_WAYS } from '../projection/queries/ways.ts';
import { PathStep } from './answer.type.ts';
import { CatalogTotals } from './catalog-totals.type.ts';
import { ColumnTransformation, LineageDirection, LineageLevel, LineageNodeKind } from './enums.ts';
import { ImpactReport } from './impact.type.ts';
import { publishImpact } from './impact-report.resolver.ts';
import type { LineageContext } from './lineage.context.ts';
import { LineageEdge, LineageGraph, LineageNode, LineagePaths } from './lineage-graph.type.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { publishHead } from './publish.ts';
import { AS_OF, AS_RECORDED, AT_REVISION, LEVEL, MIN_REVISION, TRANSFORMATIONS } from './question.arguments.ts';
import { SchemaChangeInput } from './schema-change.inputs.ts';
import { changesOf } from './schema-changes.ts';
import { checkWays } from './ways.service.ts';

@Resolver()
export class LineageResolver {
  @Directive('@cost(weight: 50)')
  @Query(() => ImpactReport, {
    nullable: true,
    description:
      'What is reached downstream of a dataset, column or flow, or of all columns that are bound to an element of the dictionary, a code list or a standard, with exact totals: what has to be looked at before it changes. The node itself never counts, even on a cycle; what is bound to it counts, at distance 1. With `changes`, what those reach, and whether it breaks, is at risk or goes on as before.',
  })
  async impact(
    @Ctx() { lineage }: LineageContext,
    @Arg('of', () => NodeRefScalar, {
      description: 'Dataset, column, flow, element:…, codelist:… or standard:….',
    })
    of: string,
    @Arg('changes', () => [SchemaChangeInput], {
      nullable: true,
      description: `What is to change, at most ${MOST_CHANGES} changes of any datasets, all at once; each is of \`of\` unless it names its target. Changes of the dictionary and changes of columns and datasets are asked about apart.`,
    })
    changes?: SchemaChangeInput[] | null,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
    @Arg('transformations', () => [ColumnTransformation], { nullable: true, description: TRANSFORMATIONS })
    transformations?: ColumnTransformation[] | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
    @Arg('atRevision', () => String, { nullable: true, description: AT_REVISION }) atRevision?: string | null,
  ): Promise<ImpactReport> {
    const when = { asOf, asRecorded, minRevision, atRevision };
    const wanted = changesOf(of, changes);
    const answer = await lineage.impact({ of, transformations: transformations ?? null, changes: wanted }, when);
    return publishImpact(lineage, answer, of, when, wanted);
  }

  @Directive('@cost(weight: 50)')
  @Query(() => LineageGraph, { nullable: true, description: 'The graph around a dataset, column or flow.' })
  async lineage(
    @Ctx() { lineage }: LineageContext,
    @Arg('of', () => NodeRefScalar, { description: 'Dataset, column or flow.' }) of: string,
    @Arg('direction', () => LineageDirection, { defaultValue: LineageDirection.BOTH, description: 'Which way.' })
    direction: LineageDirection,
    @Arg('depth', () => Int, { defaultValue: 3, description: 'How many hops, 1 to 50.' }) depth: number,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
    @Arg('level', () => LineageLevel, {
      nullable: true,
      description: LEVEL,
    })
    level?: LineageLevel | null,
    @Arg('kinds', () => [LineageNodeKind], {
      nullable: true,
      description: 'Lists nodes of these kinds only; the others are walked through all the same.',
    })
    kinds?: LineageNodeKind[] | null,
    @Arg('transformations', () => [ColumnTransformation], { nullable: true, description: TRANSFORMATIONS })
    transformations?: ColumnTransformation[] | null,
    @Arg('after', () => String, { nullable: true, description: 'Goes on where an answer was cut (`endCursor`).' })
    after?: string | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
  ): Promise<LineageGraph> {
    const question = {
      of,
      direction,
      depth,
      level: level ?? null,
      kinds: kinds ?? null,
      transformations: transformations ?? null,
    };
    const answer = await lineage.lineage(question, { asOf, asRecorded, minRevision }, after);
    const head = publishHead(answer, lineage.revisionOf(answer));
    return Object.assign(new LineageGraph(), head, {
      when: { asOf: head.asOf, asRecorded },
      nodes: answer.nodes.map(LineageNode.from),
      edges: answer.edges.map(LineageEdge.from),
      truncated: answer.truncated,
      endCursor: answer.endCursor,
    });
  }

  @Directive('@cost(weight: 50)')
  @Query(() => LineagePaths, {
    nullable: true,
    description: 'The ways that data takes from one node to another.',
  })
  async paths(
    @Ctx() { lineage }: LineageContext,
    @Arg('from', () => NodeRefScalar, { description: 'Where it comes from.' }) from: string,
    @Arg('to', () => NodeRefScalar, { description: 'Where it flows to.' }) to: string,
    @Arg('first', () => Int, {
      defaultValue: 10,
      description: `How many of the ways in \`shortestWays\`, 1 to ${MOST_WAYS}.`,
    })
    first: number,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, { nullable: true, description: AS_RECORDED }) asRecorded?: Date | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
  ): Promise<LineagePaths> {
    const when = { asOf, asRecorded, minRevision };
    const answer = await lineage.paths(from, to, when);
    return Object.assign(new LineagePaths(), publishHead(answer, lineage.revisionOf(answer)), {
      distance: answer.distance,
      shortest: answer.shortest.map(PathStep.from),
      ends: { from, to, when },
      first: checkWays(first),
    });
  }

  @Directive('@cost(weight: 20)')
  @Query(() => CatalogTotals, { description: 'How much the catalog holds, of what you may see, now.' })
  catalogTotals(@Ctx() { lineage }: LineageContext): CatalogTotals {
    const { agencies, centralBodies, partners, datasets, fields, flows, columnEdges, assignments } = lineage.totals();
    return { agencies, centralBodies, partners, datasets, fields, flows, columnEdges, assignments };
  }
}
