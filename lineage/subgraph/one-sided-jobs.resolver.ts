import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { LineageNodeKind } from './enums.ts';
import { ImpactReport } from './impact.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { LineageGraph } from './lineage-graph.type.ts';
import { OneSidedJobs } from './one-sided-jobs.type.ts';

@Resolver(() => ImpactReport)
export class ImpactReadersResolver {
  @Directive('@cost(weight: 20)')
  @FieldResolver(() => OneSidedJobs, {
    description:
      'Jobs that read what was asked about, or what is affected, and write nothing that anybody told of: reports and models that a change reaches too. Nearest datasets first; no total counts them.',
  })
  readers(@Root() report: ImpactReport, @Ctx() { oneSidedJobs }: LineageContext): OneSidedJobs {
    return OneSidedJobs.from(oneSidedJobs.readersOf(report, { ...report.when, asOf: report.asOf }));
  }
}

@Resolver(() => LineageGraph)
export class OneSidedJobsResolver {
  @Directive('@cost(weight: 20)')
  @FieldResolver(() => OneSidedJobs, {
    description: 'Jobs that read or write datasets of this answer, and of which no edge tells.',
  })
  oneSidedJobs(@Root() { nodes, when }: LineageGraph, @Ctx() { oneSidedJobs }: LineageContext): OneSidedJobs {
    const refs = nodes.flatMap(({ kind, ref }) => (kind === LineageNodeKind.DATASET && ref !== null ? [ref] : []));
    return OneSidedJobs.from(oneSidedJobs.at(refs, when));
  }
}
