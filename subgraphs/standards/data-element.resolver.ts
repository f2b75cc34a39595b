import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { CodeList } from './code-list.type.ts';
import {
  CreateDataElementInput,
  DataElementFilter,
  DataElementOrder,
  UpdateDataElementInput,
} from './data-element.inputs.ts';
import { DataElement, DataElementConnection } from './data-element.type.ts';
import type { StandardsContext } from './standards.context.ts';

@Resolver(() => DataElement)
export class DataElementResolver {
  @Query(() => DataElement, {
    nullable: true,
    description: 'The element of the dictionary with this code; null and NOT_FOUND when there is none.',
  })
  async dataElement(
    @Ctx() { dataElements }: StandardsContext,
    @Arg('code', () => ID, { description: 'Code, such as so_dinh_danh.' }) code: string,
  ): Promise<DataElement> {
    return DataElement.from(await dataElements.get(code));
  }

  @Query(() => DataElementConnection, { description: 'Elements of the shared data dictionary.' })
  async dataElements(
    @Ctx() { dataElements }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => DataElementFilter, { nullable: true, description: 'Which ones.' })
    filter?: DataElementFilter | null,
    @Arg('orderBy', () => DataElementOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: DataElementOrder | null,
  ): Promise<object> {
    return DataElementConnection.of(
      mapPage(await dataElements.list(filter ?? null, { first, after, orderBy }), DataElement.from),
    );
  }

  @FieldResolver(() => CodeList, { nullable: true, description: 'The code list that its values come from.' })
  async codeList(@Root() element: DataElement, @Ctx() { codeListLoaders }: StandardsContext): Promise<CodeList | null> {
    const row = element.codeListCode === null ? null : await codeListLoaders.byCode.load(element.codeListCode);
    return row === null ? null : CodeList.from(row);
  }

  @Mutation(() => DataElement, { description: 'Creates an element of the dictionary. Administrators.' })
  async createDataElement(
    @Ctx() { dataElements }: StandardsContext,
    @Arg('input', () => CreateDataElementInput, { description: 'The new element.' }) input: CreateDataElementInput,
  ): Promise<DataElement> {
    return DataElement.from(await dataElements.create(input));
  }

  @Mutation(() => DataElement, { description: 'Changes an element of the dictionary. Administrators.' })
  async updateDataElement(
    @Ctx() { dataElements }: StandardsContext,
    @Arg('input', () => UpdateDataElementInput, { description: 'What to change.' }) input: UpdateDataElementInput,
  ): Promise<DataElement> {
    return DataElement.from(await dataElements.update(input));
  }
}
