import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import {
  AddCodesInput,
  CheckedCodesArgs,
  CodeListFilter,
  CodeListOrder,
  CreateCodeListInput,
  RemoveCodesInput,
  UpdateCodeListInput,
} from './code-list.inputs.ts';
import { CheckedCode, CodeList, CodeListConnection, ListedCode } from './code-list.type.ts';
import type { StandardsContext } from './standards.context.ts';

@Resolver(() => CodeList)
export class CodeListResolver {
  @Query(() => CodeList, {
    nullable: true,
    description: 'The code list with this code; null and NOT_FOUND when there is none.',
  })
  async codeList(
    @Ctx() { codeLists }: StandardsContext,
    @Arg('code', () => ID, { description: 'Code, such as ma_phuong.' }) code: string,
  ): Promise<CodeList> {
    return CodeList.from(await codeLists.get(code));
  }

  @Query(() => CodeListConnection, { description: 'Code lists.' })
  async codeLists(
    @Ctx() { codeLists }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => CodeListFilter, { nullable: true, description: 'Which ones.' }) filter?: CodeListFilter | null,
    @Arg('orderBy', () => CodeListOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: CodeListOrder | null,
  ): Promise<object> {
    return CodeListConnection.of(
      mapPage(await codeLists.list(filter ?? null, { first, after, orderBy }), CodeList.from),
    );
  }

  @FieldResolver(() => [ListedCode], { description: 'Its values in their order; at most 10,000.' })
  async codes(@Root() list: CodeList, @Ctx() { codeListLoaders }: StandardsContext): Promise<ListedCode[]> {
    return (await codeListLoaders.codes.load(list.code)).map(ListedCode.from);
  }

  @FieldResolver(() => [CheckedCode], {
    description: 'Whether it has these values, each as data hold it, in the order asked; at most 1,000.',
  })
  async check(
    @Root() list: CodeList,
    @Ctx() { codeListLoaders }: StandardsContext,
    @Args(() => CheckedCodesArgs) { codes }: CheckedCodesArgs,
  ): Promise<CheckedCode[]> {
    const listed = new Map((await codeListLoaders.codes.load(list.code)).map((row) => [row.code, row]));
    return codes.map((code) => CheckedCode.of(code, listed));
  }

  @Mutation(() => CodeList, { description: 'Creates a code list with its values. Administrators.' })
  async createCodeList(
    @Ctx() { codeLists }: StandardsContext,
    @Arg('input', () => CreateCodeListInput, { description: 'The new code list.' }) input: CreateCodeListInput,
  ): Promise<CodeList> {
    return CodeList.from(await codeLists.create(input));
  }

  @Mutation(() => CodeList, { description: 'Changes the titles of a code list. Administrators.' })
  async updateCodeList(
    @Ctx() { codeLists }: StandardsContext,
    @Arg('input', () => UpdateCodeListInput, { description: 'What to change.' }) input: UpdateCodeListInput,
  ): Promise<CodeList> {
    return CodeList.from(await codeLists.update(input));
  }

  @Mutation(() => CodeList, { description: 'Adds values to a code list, or gives them other labels. Administrators.' })
  async addCodes(
    @Ctx() { codeLists }: StandardsContext,
    @Arg('input', () => AddCodesInput, { description: 'List and values.' }) input: AddCodesInput,
  ): Promise<CodeList> {
    return CodeList.from(await codeLists.addCodes(input));
  }

  @Mutation(() => CodeList, { description: 'Takes values out of a code list. Administrators.' })
  async removeCodes(
    @Ctx() { codeLists }: StandardsContext,
    @Arg('input', () => RemoveCodesInput, { description: 'List and values.' }) input: RemoveCodesInput,
  ): Promise<CodeList> {
    return CodeList.from(await codeLists.removeCodes(input));
  }
}
