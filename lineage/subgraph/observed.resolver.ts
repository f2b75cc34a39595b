import { Arg, Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { mapPage } from '../../kernel/pagination/page.ts';
import { DatasetName, DatasetNameConnection } from './dataset-name.type.ts';
import { LineageNodeKind } from './enums.ts';
import { publishJob } from './flow.resolver.ts';
import { Job, JobConnection } from './job.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { LineageGraph, LineageNode } from './lineage-graph.type.ts';
import { LineageNamespace, LineageNamespaceConnection } from './namespace.type.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { ObservedJob } from './observed-job.type.ts';
import { publishHead } from './publish.ts';
import { publishDatasetName, publishObservedJob } from './publish-observed.ts';
import { publishedPage } from './published-page.ts';
import { SkippingArgs } from './skip.arguments.ts';
import { DatasetStub } from './stubs.ts';

const NAMESPACE = 'Those of this namespace; of all unless given.';
const TEXT = 'Those whose name holds this text, in whatever case; all unless given.';

@Resolver()
export class ObservedResolver {
  @Directive('@cost(weight: 5)')
  @Query(() => LineageNamespaceConnection, {
    description: 'Namespaces of datasets and jobs, by name; the catalog is in nguon.',
  })
  lineageNamespaces(
    @Ctx() { observed }: LineageContext,
    @Args(() => SkippingArgs) { first, after, skip }: SkippingArgs,
  ): object {
    return LineageNamespaceConnection.of(
      mapPage(observed.namespaces(first, after, skip), (space) => Object.assign(new LineageNamespace(), space)),
    );
  }

  @Directive('@cost(weight: 5)')
  @Query(() => JobConnection, {
    description: 'Jobs by reference: flows that were declared, and jobs that lineage events tell of.',
  })
  jobs(
    @Ctx() context: LineageContext,
    @Args(() => SkippingArgs) { first, after, skip }: SkippingArgs,
    @Arg('namespace', () => String, { nullable: true, description: NAMESPACE }) namespace?: string | null,
    @Arg('text', () => String, { nullable: true, description: TEXT }) text?: string | null,
  ): object {
    const question = { kind: 'JOB', namespace: namespace ?? null, text: text ?? null } as const;
    const page = context.observed.names(question, first, after, skip);
    const head = context.observed.headOfJobs();
    return Object.assign(
      JobConnection.of(mapPage(page, (ref) => publishJob(context, ref))),
      publishHead(head, context.lineage.revisionOf(head)),
    );
  }

  @Directive('@cost(weight: 5)')
  @Query(() => DatasetNameConnection, {
    description: 'Datasets as lineage names them, by reference: names of producers, and the catalog as nguon.',
  })
  async datasetNames(
    @Ctx() { observed }: LineageContext,
    @Args(() => SkippingArgs) { first, after, skip }: SkippingArgs,
    @Arg('namespace', () => String, { nullable: true, description: NAMESPACE }) namespace?: string | null,
    @Arg('text', () => String, { nullable: true, description: TEXT }) text?: string | null,
  ): Promise<object> {
    const question = { kind: 'DATASET', namespace: namespace ?? null, text: text ?? null } as const;
    const page = observed.names(question, first, after, skip);
    return DatasetNameConnection.of(await publishedPage(page, (ref) => publishDatasetName(ref, observed)));
  }

  @Query(() => DatasetName, {
    nullable: true,
    description: 'The dataset that lineage calls so; null and NOT_FOUND when there is none.',
  })
  async datasetName(
    @Ctx() { observed, lineage }: LineageContext,
    @Arg('ref', () => NodeRefScalar, { description: '<namespace>|<name>, or the code of a dataset.' }) ref: string,
  ): Promise<DatasetName> {
    if (lineage.find(ref, 'DATASET') === undefined || !observed.tells(ref)) throw lineage.notFound(ref);
    return publishDatasetName(ref, observed);
  }
}

@Resolver(() => Job)
export class ObservedJobResolver {
  @FieldResolver(() => ObservedJob, {
    nullable: true,
    description:
      'What producers say of it; null where none does, and for whoever is not told: stewards see what is said of jobs of which they see all datasets.',
  })
  async observed(@Root() { ref }: Job, @Ctx() { observed }: LineageContext): Promise<ObservedJob | null> {
    return publishObservedJob(await observed.saidOfJob(ref), observed);
  }
}

@Resolver(() => DatasetStub)
export class ObservedDatasetResolver {
  @Directive('@cost(weight: 5)')
  @FieldResolver(() => [DatasetName], {
    nullable: true,
    description: 'Names of lineage events that are this dataset, with what producers say of each.',
  })
  async observed(@Root() { code }: DatasetStub, @Ctx() { observed }: LineageContext): Promise<readonly DatasetName[]> {
    return Promise.all(observed.namesOf(code).map((name) => publishDatasetName(name, observed)));
  }
}

@Resolver(() => LineageNode)
export class ObservedNodeResolver {
  @FieldResolver(() => DatasetName, {
    nullable: true,
    description: 'What is said of the dataset under this name; null for columns, flows and what is hidden from you.',
  })
  async named(@Root() { ref, kind }: LineageNode, @Ctx() { observed }: LineageContext): Promise<DatasetName | null> {
    if (ref === null || kind !== LineageNodeKind.DATASET || !observed.tells(ref)) return null;
    return publishDatasetName(ref, observed);
  }
}

@Resolver(() => LineageGraph)
export class ObservedGraphResolver {
  @Directive('@listSize(assumedSize: 50)')
  @FieldResolver(() => [Job], { description: 'The jobs of its edges, by reference; none for edges at what is hidden.' })
  jobs(@Root() { edges }: LineageGraph, @Ctx() context: LineageContext): readonly Job[] {
    const refs = new Set(edges.map(({ job }) => job).filter((job) => job !== null));
    return [...refs].sort().map((ref) => publishJob(context, ref));
  }
}
