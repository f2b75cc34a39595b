import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { compareMembers } from '../../kernel/list-versions/compare-members.ts';
import { DataListState } from '../../kernel/list-versions/list-version-state.ts';
import { MandateItem, MandateList } from './mandate-list.type.ts';
import { MandateListDiff } from './mandate-list-diff.type.ts';
import {
  ApproveMandateListVersionInput,
  ProposeMandateListChangesInput,
  ProposeMandateListVersionInput,
  RejectMandateListVersionInput,
} from './mandate-list-version.inputs.ts';
import { MandateListVersion } from './mandate-list-version.type.ts';
import { PolicyDocument } from './policy-document.type.ts';
import type { StandardsContext } from './standards.context.ts';
import { Dataset } from './stubs.ts';

@Resolver(() => MandateListVersion)
export class MandateListVersionResolver {
  @FieldResolver(() => MandateList, { description: 'The mandate list.' })
  async list(
    @Root() { listCode }: MandateListVersion,
    @Ctx() { mandateListLoaders }: StandardsContext,
  ): Promise<MandateList> {
    const row = await mandateListLoaders.byCode.load(listCode);
    if (row === null) throw new NotFoundError('mandate list', listCode);
    return MandateList.from(row);
  }

  @FieldResolver(() => PolicyDocument, {
    nullable: true,
    description: 'The document that approves or rejects it; null while proposed.',
  })
  async document(
    @Root() { documentCode }: MandateListVersion,
    @Ctx() { policyDocumentLoaders }: StandardsContext,
  ): Promise<PolicyDocument | null> {
    const row = documentCode === null ? null : await policyDocumentLoaders.byCode.load(documentCode);
    return row === null ? null : PolicyDocument.from(row);
  }

  @FieldResolver(() => [Dataset], { description: 'The datasets on it that you may see, by code, at most 1,000.' })
  async items(@Root() { id }: MandateListVersion, @Ctx() { mandateListLoaders }: StandardsContext): Promise<Dataset[]> {
    return (await mandateListLoaders.items.load(id)).map((item) => Dataset.of(item.datasetCode));
  }

  @FieldResolver(() => [MandateItem], { description: 'The same datasets, each with the origin of its naming.' })
  async entries(
    @Root() { id }: MandateListVersion,
    @Ctx() { mandateListLoaders }: StandardsContext,
  ): Promise<MandateItem[]> {
    return (await mandateListLoaders.items.load(id)).map(MandateItem.from);
  }

  @FieldResolver(() => MandateListDiff, {
    description:
      'What it changes: what differs from the approved version that it is based on, or was approved before it.',
  })
  async changes(@Root() version: MandateListVersion, @Ctx() context: StandardsContext): Promise<MandateListDiff> {
    const earlier = (await context.mandateListLoaders.versions.load(version.listCode)).filter((row) =>
      version.basedOn === null
        ? row.state === DataListState.APPROVED && row.version < version.version
        : row.version === version.basedOn,
    );
    const before = earlier.at(-1);
    return diffOf(before === undefined ? null : MandateListVersion.from(before), version, context);
  }

  @Query(() => MandateListDiff, {
    nullable: true,
    description:
      'What differs between two versions of a mandate list; null and NOT_FOUND when there is no such list or version.',
  })
  async mandateListDiff(
    @Ctx() context: StandardsContext,
    @Arg('mandateList', () => ID, { description: 'Code of the mandate list.' }) mandateList: string,
    @Arg('from', () => Int, { description: 'Number of the one version.' }) from: number,
    @Arg('to', () => Int, { description: 'Number of the other one.' }) to: number,
  ): Promise<MandateListDiff> {
    const { mandateListVersions } = context;
    const before = await mandateListVersions.get(mandateList, from);
    const after = await mandateListVersions.get(mandateList, to);
    return diffOf(MandateListVersion.from(before), MandateListVersion.from(after), context);
  }

  @Mutation(() => MandateListVersion, {
    description: 'Proposes all that is to be on a mandate list. Administrators.',
  })
  async proposeMandateListVersion(
    @Ctx() { mandateListVersions }: StandardsContext,
    @Arg('input', () => ProposeMandateListVersionInput, { description: 'The list and its datasets.' })
    input: ProposeMandateListVersionInput,
  ): Promise<MandateListVersion> {
    return MandateListVersion.from(await mandateListVersions.propose(input));
  }

  @Mutation(() => MandateListVersion, {
    description: 'Proposes a change of the newest approved version of a mandate list. Administrators.',
  })
  async proposeMandateListChanges(
    @Ctx() { mandateListVersions }: StandardsContext,
    @Arg('input', () => ProposeMandateListChangesInput, { description: 'What to add and what to remove.' })
    input: ProposeMandateListChangesInput,
  ): Promise<MandateListVersion> {
    return MandateListVersion.from(await mandateListVersions.proposeChanges(input));
  }

  @Mutation(() => MandateListVersion, {
    description: 'Puts a proposed version of a mandate list into force by a document. Administrators.',
  })
  async approveMandateListVersion(
    @Ctx() { mandateListVersions }: StandardsContext,
    @Arg('input', () => ApproveMandateListVersionInput, { description: 'The version, the document, the date.' })
    input: ApproveMandateListVersionInput,
  ): Promise<MandateListVersion> {
    return MandateListVersion.from(await mandateListVersions.approve(input));
  }

  @Mutation(() => MandateListVersion, {
    description: 'Rejects a proposed version of a mandate list by a document. Administrators.',
  })
  async rejectMandateListVersion(
    @Ctx() { mandateListVersions }: StandardsContext,
    @Arg('input', () => RejectMandateListVersionInput, { description: 'The version, the document, the reason.' })
    input: RejectMandateListVersionInput,
  ): Promise<MandateListVersion> {
    return MandateListVersion.from(await mandateListVersions.reject(input));
  }
}

/** The difference of two versions of one list, of what the viewer may see. */
async function diffOf(
  from: MandateListVersion | null,
  to: MandateListVersion,
  { mandateListLoaders }: StandardsContext,
): Promise<MandateListDiff> {
  const codesOf = async (version: MandateListVersion | null): Promise<readonly string[]> =>
    version === null ? [] : (await mandateListLoaders.items.load(version.id)).map(({ datasetCode }) => datasetCode);
  const [before, after] = await Promise.all([codesOf(from), codesOf(to)]);
  return MandateListDiff.of(from, to, compareMembers(before, after));
}
