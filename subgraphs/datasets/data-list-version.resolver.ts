import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { compareMembers } from '../../kernel/list-versions/compare-members.ts';
import { DataListState } from '../../kernel/list-versions/list-version-state.ts';
import { present } from '../../kernel/subgraph/loaders.ts';
import { DataList, DataListKind } from './data-list.type.ts';
import { DataListDiff } from './data-list-diff.type.ts';
import {
  ApproveDataListVersionInput,
  ProposeDataListChangesInput,
  ProposeDataListVersionInput,
  RejectDataListVersionInput,
} from './data-list-version.inputs.ts';
import { DataListVersion } from './data-list-version.type.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { Platform } from './platform.type.ts';
import { calendarAfter } from './review-due.ts';

/** The list of a version. */
export const listOf = async (code: string, { dataListLoaders }: DatasetsContext): Promise<DataList> => {
  const row = await dataListLoaders.byCode.load(code);
  if (row === null) throw new NotFoundError('list', code);
  return DataList.from(row);
};

@Resolver(() => DataListVersion)
export class DataListVersionResolver {
  @FieldResolver(() => DataList, { description: 'The list.' })
  list(@Root() { listCode }: DataListVersion, @Ctx() context: DatasetsContext): Promise<DataList> {
    return listOf(listCode, context);
  }

  @FieldResolver(() => [ID], { description: 'Codes of the datasets on it that you may see, at most 10,000.' })
  async members(@Root() { id }: DataListVersion, @Ctx() { dataListLoaders }: DatasetsContext): Promise<string[]> {
    return (await dataListLoaders.members.load(id)).map((member) => member.dataset);
  }

  @FieldResolver(() => [Dataset], { description: 'The datasets on it that you may see, by code, at most 10,000.' })
  async datasets(
    @Root() { id }: DataListVersion,
    @Ctx() { dataListLoaders, datasetLoaders }: DatasetsContext,
  ): Promise<Dataset[]> {
    const members = await dataListLoaders.members.load(id);
    return present(await datasetLoaders.byCode.loadMany(members.map((member) => member.dataset))).map(Dataset.from);
  }

  @FieldResolver(() => [Platform], { description: 'The platforms on it, by code, at most 10,000.' })
  async platforms(
    @Root() { id }: DataListVersion,
    @Ctx() { dataListLoaders, platformLoaders }: DatasetsContext,
  ): Promise<Platform[]> {
    const named = await dataListLoaders.platforms.load(id);
    return present(await platformLoaders.byCode.loadMany(named.map(({ platformCode }) => platformCode))).map(
      Platform.from,
    );
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When it is to be reviewed: so long after its approval as the list says; null unless approved.',
  })
  async reviewDueOn(
    @Root() { approvedOn, listCode }: DataListVersion,
    @Ctx() context: DatasetsContext,
  ): Promise<Date | null> {
    if (approvedOn === null) return null;
    return calendarAfter(approvedOn, (await listOf(listCode, context)).reviewInterval);
  }

  @FieldResolver(() => DataListDiff, {
    description:
      'What it changes: what differs from the approved version that it is based on, or was approved before it.',
  })
  async changes(@Root() version: DataListVersion, @Ctx() context: DatasetsContext): Promise<DataListDiff> {
    const earlier = (await context.dataListLoaders.versions.load(version.listCode)).filter((row) =>
      version.basedOn === null
        ? row.state === DataListState.APPROVED && row.version < version.version
        : row.version === version.basedOn,
    );
    const before = earlier.at(-1);
    return diffOf(before === undefined ? null : DataListVersion.from(before), version, context);
  }

  @Query(() => DataListDiff, {
    nullable: true,
    description:
      'What differs between two versions of a list; null and NOT_FOUND when there is no such list or version.',
  })
  async dataListDiff(
    @Ctx() context: DatasetsContext,
    @Arg('list', () => ID, { description: 'Code of the list.' }) list: string,
    @Arg('from', () => Int, { description: 'Number of the one version.' }) from: number,
    @Arg('to', () => Int, { description: 'Number of the other one.' }) to: number,
  ): Promise<DataListDiff> {
    const { dataListVersions } = context;
    const [before, after] = [await dataListVersions.get(list, from), await dataListVersions.get(list, to)];
    return diffOf(DataListVersion.from(before), DataListVersion.from(after), context);
  }

  @Mutation(() => DataListVersion, { description: 'Proposes all that is to be on a list. Administrators.' })
  async proposeDataListVersion(
    @Ctx() { dataListVersions }: DatasetsContext,
    @Arg('input', () => ProposeDataListVersionInput, { description: 'The list and its members.' })
    input: ProposeDataListVersionInput,
  ): Promise<DataListVersion> {
    return DataListVersion.from(await dataListVersions.propose(input));
  }

  @Mutation(() => DataListVersion, { description: 'Puts a proposed version into force by a document. Administrators.' })
  async approveDataListVersion(
    @Ctx() { dataListVersions }: DatasetsContext,
    @Arg('input', () => ApproveDataListVersionInput, { description: 'The version, the document, the date.' })
    input: ApproveDataListVersionInput,
  ): Promise<DataListVersion> {
    return DataListVersion.from(await dataListVersions.approve(input));
  }

  @Mutation(() => DataListVersion, {
    description:
      'Proposes a change of the newest approved version. Stewards of the publisher (of the owner, for platforms) of all that is named, and administrators.',
  })
  async proposeDataListChanges(
    @Ctx() { dataListVersions }: DatasetsContext,
    @Arg('input', () => ProposeDataListChangesInput, { description: 'What to add and what to remove.' })
    input: ProposeDataListChangesInput,
  ): Promise<DataListVersion> {
    return DataListVersion.from(await dataListVersions.proposeChanges(input));
  }

  @Mutation(() => DataListVersion, { description: 'Rejects a proposed version by a document. Administrators.' })
  async rejectDataListVersion(
    @Ctx() { dataListVersions }: DatasetsContext,
    @Arg('input', () => RejectDataListVersionInput, { description: 'The version, the document, the reason.' })
    input: RejectDataListVersionInput,
  ): Promise<DataListVersion> {
    return DataListVersion.from(await dataListVersions.reject(input));
  }
}

/** The difference of two versions of one list, of what the viewer may see. */
async function diffOf(
  from: DataListVersion | null,
  to: DataListVersion,
  context: DatasetsContext,
): Promise<DataListDiff> {
  const { dataListLoaders } = context;
  const isOfPlatforms = (await listOf(to.listCode, context)).kind === DataListKind.PLATFORM;
  const codesOf = async (version: DataListVersion | null): Promise<readonly string[]> => {
    if (version === null) return [];
    return isOfPlatforms
      ? (await dataListLoaders.platforms.load(version.id)).map(({ platformCode }) => platformCode)
      : (await dataListLoaders.members.load(version.id)).map(({ dataset }) => dataset);
  };
  const [before, after] = await Promise.all([codesOf(from), codesOf(to)]);
  return DataListDiff.of(from, to, compareMembers(before, after), isOfPlatforms);
}
