import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { CodeList } from './code-list.type.ts';
import { ReportObservedCodesInput } from './observed-codes.inputs.ts';
import { ObservedCodes } from './observed-codes.type.ts';
import type { StandardsContext } from './standards.context.ts';
import { DatasetField } from './stubs.ts';

@Resolver(() => DatasetField)
export class FieldObservedCodesResolver {
  @FieldResolver(() => ObservedCodes, {
    nullable: true,
    description: 'The codes that were found in it; null when none were reported.',
  })
  async observedCodes(
    @Root() { ref }: DatasetField,
    @Ctx() { observedCodesLoaders }: StandardsContext,
  ): Promise<ObservedCodes | null> {
    const row = await observedCodesLoaders.ofField.load(ref);
    return row === null ? null : ObservedCodes.from(row);
  }

  @Mutation(() => ObservedCodes, {
    description:
      "Reports which codes were found in a field that has a code list. Stewards of its dataset's publisher and administrators.",
  })
  async reportObservedCodes(
    @Ctx() { observedCodes }: StandardsContext,
    @Arg('input', () => ReportObservedCodesInput, { description: 'The field and the codes.' })
    input: ReportObservedCodesInput,
  ): Promise<ObservedCodes> {
    return ObservedCodes.from(await observedCodes.report(input));
  }
}

@Resolver(() => ObservedCodes)
export class ObservedCodesResolver {
  @FieldResolver(() => CodeList, {
    nullable: true,
    description: 'The code list that they are compared with; null when the field has none any more.',
  })
  async codeList(
    @Root() { codeListCode }: ObservedCodes,
    @Ctx() { codeListLoaders }: StandardsContext,
  ): Promise<CodeList | null> {
    const row = codeListCode === null ? null : await codeListLoaders.byCode.load(codeListCode);
    return row === null ? null : CodeList.from(row);
  }
}
