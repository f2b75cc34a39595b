import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { DeclareHomonymInput, WithdrawHomonymInput } from './homonym.inputs.ts';
import { Homonym, HomonymConnection, HomonymFieldConnection } from './homonym.type.ts';
import type { StandardsContext } from './standards.context.ts';
import { DatasetField } from './stubs.ts';

@Resolver(() => Homonym)
export class HomonymResolver {
  @Query(() => HomonymConnection, { description: 'Names that columns bear with different meanings, by name.' })
  async homonyms(
    @Ctx() { homonyms }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    return HomonymConnection.of(mapPage(await homonyms.list({ first, after }), Homonym.from));
  }

  @FieldResolver(() => HomonymFieldConnection, {
    description: 'Fields that bear the name; only those of datasets that you may see.',
  })
  async fields(
    @Root() { name }: Homonym,
    @Ctx() { describedFieldLoaders }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await describedFieldLoaders.named(name, { first, after });
    return HomonymFieldConnection.of(mapPage(page, (row) => DatasetField.of(row.ref)));
  }

  @Mutation(() => Homonym, {
    description: 'Declares that columns bear a name with different meanings. Administrators.',
  })
  async declareHomonym(
    @Ctx() { homonyms }: StandardsContext,
    @Arg('input', () => DeclareHomonymInput, { description: 'The name.' }) input: DeclareHomonymInput,
  ): Promise<Homonym> {
    return Homonym.from(await homonyms.declare(input));
  }

  @Mutation(() => Homonym, {
    description: 'Takes back that a name is a homonym; answers what was said of it. Administrators.',
  })
  async withdrawHomonym(
    @Ctx() { homonyms }: StandardsContext,
    @Arg('input', () => WithdrawHomonymInput, { description: 'The name.' }) input: WithdrawHomonymInput,
  ): Promise<Homonym> {
    return Homonym.from(await homonyms.withdraw(input));
  }
}
