import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { CodeList } from './code-list.type.ts';
import { DataElement } from './data-element.type.ts';
import {
  CreateStandardInput,
  RequireElementInput,
  StandardFilter,
  StandardOrder,
  UpdateStandardInput,
  WithdrawRequiredElementInput,
} from './standard.inputs.ts';
import { RequiredElement, Standard, StandardConnection } from './standard.type.ts';
import type { StandardsContext } from './standards.context.ts';

/** Most standards that one is shown to replace. */
const MOST_REPLACED = 100;

@Resolver(() => Standard)
export class StandardResolver {
  @Query(() => Standard, {
    nullable: true,
    description: 'The standard with this number; null and NOT_FOUND when there is none.',
  })
  async standard(
    @Ctx() { standards }: StandardsContext,
    @Arg('code', () => ID, { description: 'Official number, such as QCVN 109:2017.' }) code: string,
  ): Promise<Standard> {
    return Standard.from(await standards.get(code));
  }

  @Query(() => StandardConnection, { description: 'Standards, whatever their status.' })
  async standards(
    @Ctx() { standards }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => StandardFilter, { nullable: true, description: 'Which ones.' }) filter?: StandardFilter | null,
    @Arg('orderBy', () => StandardOrder, { nullable: true, description: 'In which order; by number unless given.' })
    orderBy?: StandardOrder | null,
  ): Promise<object> {
    return StandardConnection.of(
      mapPage(await standards.list(filter ?? null, { first, after, orderBy }), Standard.from),
    );
  }

  @FieldResolver(() => Standard, { nullable: true, description: 'The standard that replaced it, wholly or in part.' })
  async replacedBy(@Root() standard: Standard, @Ctx() { standardLoaders }: StandardsContext): Promise<Standard | null> {
    const row = standard.replacedByCode === null ? null : await standardLoaders.byCode.load(standard.replacedByCode);
    return row === null ? null : Standard.from(row);
  }

  @FieldResolver(() => [Standard], {
    description: 'Standards that it replaced, wholly or in part, by number; at most 100.',
  })
  async replaces(@Root() standard: Standard, @Ctx() { standardLoaders }: StandardsContext): Promise<Standard[]> {
    return (await standardLoaders.replacedBy.load(standard.code)).slice(0, MOST_REPLACED).map(Standard.from);
  }

  @FieldResolver(() => [RequiredElement], { description: 'What data must hold to conform, by name; at most 1,000.' })
  async requiredElements(
    @Root() standard: Standard,
    @Ctx() { standardLoaders }: StandardsContext,
  ): Promise<RequiredElement[]> {
    return (await standardLoaders.requiredElements.load(standard.code)).map(RequiredElement.from);
  }

  @Mutation(() => Standard, { description: 'Creates a standard. Administrators.' })
  async createStandard(
    @Ctx() { standards }: StandardsContext,
    @Arg('input', () => CreateStandardInput, { description: 'The new standard.' }) input: CreateStandardInput,
  ): Promise<Standard> {
    return Standard.from(await standards.create(input));
  }

  @Mutation(() => Standard, { description: 'Changes a standard. Administrators.' })
  async updateStandard(
    @Ctx() { standards }: StandardsContext,
    @Arg('input', () => UpdateStandardInput, { description: 'What to change.' }) input: UpdateStandardInput,
  ): Promise<Standard> {
    return Standard.from(await standards.update(input));
  }

  @Mutation(() => Standard, {
    description: 'Adds an element that a standard requires, or changes how it is required. Administrators.',
  })
  async requireElement(
    @Ctx() { standards }: StandardsContext,
    @Arg('input', () => RequireElementInput, { description: 'The element.' }) input: RequireElementInput,
  ): Promise<Standard> {
    return Standard.from(await standards.requireElement(input));
  }

  @Mutation(() => Standard, { description: 'Takes back that a standard requires an element. Administrators.' })
  async withdrawRequiredElement(
    @Ctx() { standards }: StandardsContext,
    @Arg('input', () => WithdrawRequiredElementInput, { description: 'The element.' })
    input: WithdrawRequiredElementInput,
  ): Promise<Standard> {
    return Standard.from(await standards.withdrawRequiredElement(input));
  }
}

@Resolver(() => RequiredElement)
export class RequiredElementResolver {
  @FieldResolver(() => DataElement, {
    nullable: true,
    description: 'The element of the dictionary; null when the dictionary does not have it.',
  })
  async element(
    @Root() required: RequiredElement,
    @Ctx() { dataElementLoaders }: StandardsContext,
  ): Promise<DataElement | null> {
    const row = await dataElementLoaders.byCode.load(required.name);
    return row === null ? null : DataElement.from(row);
  }

  @FieldResolver(() => CodeList, { nullable: true, description: 'The code list that its values must come from.' })
  async codeList(
    @Root() required: RequiredElement,
    @Ctx() { codeListLoaders }: StandardsContext,
  ): Promise<CodeList | null> {
    const row = required.codeListCode === null ? null : await codeListLoaders.byCode.load(required.codeListCode);
    return row === null ? null : CodeList.from(row);
  }
}
