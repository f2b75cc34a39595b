import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { present } from '../../kernel/subgraph/loaders.ts';
import { computedConformance } from './computed-conformance.ts';
import { DeclareConformanceInput, WithdrawConformanceInput } from './conformance.inputs.ts';
import { ComputedConformance, Conformance, StandardConformanceConnection } from './conformance.type.ts';
import { Standard, StandardDatasetConnection } from './standard.type.ts';
import type { StandardsContext } from './standards.context.ts';
import { Dataset } from './stubs.ts';

@Resolver(() => Standard)
export class StandardConformanceResolver {
  @FieldResolver(() => StandardDatasetConnection, {
    description: 'Datasets that conform to it, by code; only those that you may see.',
  })
  async datasets(
    @Root() standard: Standard,
    @Ctx() { conformanceLoaders }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await conformanceLoaders.datasetsOfStandard(standard.code, { first, after });
    return StandardDatasetConnection.of(mapPage(page, (row) => Dataset.of(row.datasetCode)));
  }

  @FieldResolver(() => StandardConformanceConnection, {
    description: 'The same declarations with level, evidence and what is computed; only of datasets that you may see.',
  })
  async conformances(
    @Root() standard: Standard,
    @Ctx() { conformanceLoaders }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await conformanceLoaders.ofStandard(standard.code, { first, after });
    return StandardConformanceConnection.of(mapPage(page, Conformance.from));
  }

  @Mutation(() => Standard, {
    description: 'Declares that datasets conform to a standard. Stewards of their publishers and administrators.',
  })
  async declareConformance(
    @Ctx() { conformances }: StandardsContext,
    @Arg('input', () => DeclareConformanceInput, { description: 'Standard and datasets.' })
    input: DeclareConformanceInput,
  ): Promise<Standard> {
    return Standard.from(await conformances.declare(input));
  }

  @Mutation(() => Standard, {
    description: 'Takes back that datasets conform to a standard. Stewards of their publishers and administrators.',
  })
  async withdrawConformance(
    @Ctx() { conformances }: StandardsContext,
    @Arg('input', () => WithdrawConformanceInput, { description: 'Standard and datasets.' })
    input: WithdrawConformanceInput,
  ): Promise<Standard> {
    return Standard.from(await conformances.withdraw(input));
  }
}

@Resolver(() => Conformance)
export class ConformanceResolver {
  @FieldResolver(() => Standard, { description: 'The standard that it conforms to.' })
  async standard(
    @Root() conformance: Conformance,
    @Ctx() { standardLoaders }: StandardsContext,
  ): Promise<Standard | null> {
    const row = await standardLoaders.byCode.load(conformance.standardCode);
    return row === null ? null : Standard.from(row);
  }

  @FieldResolver(() => ComputedConformance, {
    description: 'What the catalog computes of it from the fields of the dataset, whatever was declared.',
  })
  computed(@Root() conformance: Conformance, @Ctx() context: StandardsContext): Promise<ComputedConformance> {
    return computedConformance(context, conformance.dataset.code, conformance.standardCode);
  }
}

@Resolver(() => Dataset)
export class DatasetConformanceResolver {
  @FieldResolver(() => [Standard], { description: 'Standards that the dataset conforms to, by number; at most 100.' })
  async standards(
    @Root() dataset: Dataset,
    @Ctx() { conformanceLoaders, standardLoaders }: StandardsContext,
  ): Promise<Standard[]> {
    const links = await conformanceLoaders.ofDataset.load(dataset.code);
    return present(await standardLoaders.byCode.loadMany(links.map((link) => link.standardCode))).map(Standard.from);
  }

  @FieldResolver(() => [Conformance], { description: 'The same declarations one by one, each with its origin.' })
  async conformances(
    @Root() dataset: Dataset,
    @Ctx() { conformanceLoaders }: StandardsContext,
  ): Promise<Conformance[]> {
    return (await conformanceLoaders.ofDataset.load(dataset.code)).map(Conformance.from);
  }

  @FieldResolver(() => ComputedConformance, {
    description:
      'What the catalog computes of its conformance to a standard, declared or not. NOT_FOUND for none such.',
  })
  async conformanceTo(
    @Root() dataset: Dataset,
    @Ctx() context: StandardsContext,
    @Arg('standard', () => ID, { description: 'Official number, such as QCVN 109:2017.' }) standard: string,
  ): Promise<ComputedConformance> {
    const { code } = await context.standards.get(standard);
    return computedConformance(context, dataset.code, code);
  }
}
