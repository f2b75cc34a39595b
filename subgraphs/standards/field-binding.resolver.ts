import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { CodeList, CodeListFieldConnection } from './code-list.type.ts';
import { DataElement, DataElementFieldConnection } from './data-element.type.ts';
import { BindCodeListInput, BindFieldsInput, UnbindCodeListInput, UnbindFieldsInput } from './field-binding.inputs.ts';
import { FieldBinding } from './field-binding.type.ts';
import type { StandardsContext } from './standards.context.ts';
import { DatasetField } from './stubs.ts';

@Resolver(() => DataElement)
export class DataElementFieldsResolver {
  @FieldResolver(() => DataElementFieldConnection, {
    description: 'Fields that have its meaning; only those of datasets that you may see.',
  })
  async fields(
    @Root() element: DataElement,
    @Ctx() { fieldBindingLoaders }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await fieldBindingLoaders.fieldsOfElement(element.code, { first, after });
    return DataElementFieldConnection.of(mapPage(page, (row) => DatasetField.of(row.ref)));
  }

  @Mutation(() => DataElement, {
    description:
      "Binds fields to an element of the dictionary. Stewards of their datasets' publishers and administrators.",
  })
  async bindFields(
    @Ctx() { fieldBindings }: StandardsContext,
    @Arg('input', () => BindFieldsInput, { description: 'Element and fields.' }) input: BindFieldsInput,
  ): Promise<DataElement> {
    return DataElement.from(await fieldBindings.bindFields(input));
  }

  @Mutation(() => DataElement, {
    description:
      "Unbinds fields from an element of the dictionary. Stewards of their datasets' publishers and administrators.",
  })
  async unbindFields(
    @Ctx() { fieldBindings }: StandardsContext,
    @Arg('input', () => UnbindFieldsInput, { description: 'Element and fields.' }) input: UnbindFieldsInput,
  ): Promise<DataElement> {
    return DataElement.from(await fieldBindings.unbindFields(input));
  }
}

@Resolver(() => CodeList)
export class CodeListFieldsResolver {
  @FieldResolver(() => CodeListFieldConnection, {
    description:
      'Fields whose values come from it, directly or through their element; only those of datasets that you may see.',
  })
  async fields(
    @Root() list: CodeList,
    @Ctx() { fieldBindingLoaders }: StandardsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await fieldBindingLoaders.fieldsOfCodeList(list.code, { first, after });
    return CodeListFieldConnection.of(mapPage(page, (row) => DatasetField.of(row.ref)));
  }

  @Mutation(() => CodeList, {
    description: "Gives fields a code list of their own. Stewards of their datasets' publishers and administrators.",
  })
  async bindCodeList(
    @Ctx() { fieldBindings }: StandardsContext,
    @Arg('input', () => BindCodeListInput, { description: 'Code list and fields.' }) input: BindCodeListInput,
  ): Promise<CodeList> {
    return CodeList.from(await fieldBindings.bindCodeList(input));
  }

  @Mutation(() => CodeList, {
    description:
      "Takes back that fields have a code list of their own. Stewards of their datasets' publishers and administrators.",
  })
  async unbindCodeList(
    @Ctx() { fieldBindings }: StandardsContext,
    @Arg('input', () => UnbindCodeListInput, { description: 'Code list and fields.' }) input: UnbindCodeListInput,
  ): Promise<CodeList> {
    return CodeList.from(await fieldBindings.unbindCodeList(input));
  }
}

@Resolver(() => DatasetField)
export class FieldDictionaryResolver {
  @FieldResolver(() => DataElement, {
    nullable: true,
    description: 'The element of the dictionary that says what the field means; null when it is bound to none.',
  })
  async element(
    @Root() { ref }: DatasetField,
    @Ctx() { fieldBindingLoaders, dataElementLoaders }: StandardsContext,
  ): Promise<DataElement | null> {
    const binding = await fieldBindingLoaders.elementOfField.load(ref);
    const row = binding === null ? null : await dataElementLoaders.byCode.load(binding.elementCode);
    return row === null ? null : DataElement.from(row);
  }

  @FieldResolver(() => CodeList, {
    nullable: true,
    description: 'The code list that its values come from: its own, else that of its element.',
  })
  async codeList(
    @Root() { ref }: DatasetField,
    @Ctx() { fieldBindingLoaders, codeListLoaders }: StandardsContext,
  ): Promise<CodeList | null> {
    const binding = await fieldBindingLoaders.codeListOfField.load(ref);
    const row = binding === null ? null : await codeListLoaders.byCode.load(binding.codeListCode);
    return row === null ? null : CodeList.from(row);
  }

  @FieldResolver(() => [FieldBinding], {
    description: 'What binds it, with origin: at most one element and one code list of its own.',
  })
  async bindings(
    @Root() { ref }: DatasetField,
    @Ctx() { fieldBindingLoaders }: StandardsContext,
  ): Promise<FieldBinding[]> {
    const [element, codeList] = await Promise.all([
      fieldBindingLoaders.elementOfField.load(ref),
      fieldBindingLoaders.ownCodeListOfField.load(ref),
    ]);
    return [
      ...(element === null ? [] : [FieldBinding.toElement(element)]),
      ...(codeList === null ? [] : [FieldBinding.toCodeList(codeList)]),
    ];
  }
}

@Resolver(() => FieldBinding)
export class FieldBindingResolver {
  @FieldResolver(() => DataElement, {
    nullable: true,
    description: 'The element that it is bound to; null for a code list.',
  })
  async element(
    @Root() binding: FieldBinding,
    @Ctx() { dataElementLoaders }: StandardsContext,
  ): Promise<DataElement | null> {
    const row = binding.elementCode === null ? null : await dataElementLoaders.byCode.load(binding.elementCode);
    return row === null ? null : DataElement.from(row);
  }

  @FieldResolver(() => CodeList, { nullable: true, description: 'The code list of its own; null for an element.' })
  async codeList(
    @Root() binding: FieldBinding,
    @Ctx() { codeListLoaders }: StandardsContext,
  ): Promise<CodeList | null> {
    const row = binding.codeListCode === null ? null : await codeListLoaders.byCode.load(binding.codeListCode);
    return row === null ? null : CodeList.from(row);
  }
}
