import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { present } from '../../kernel/subgraph/loaders.ts';
import { DataListDiff } from './data-list-diff.type.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { Platform } from './platform.type.ts';

const datasetsOf = async (codes: readonly string[], { datasetLoaders }: DatasetsContext): Promise<Dataset[]> =>
  present(await datasetLoaders.byCode.loadMany([...codes])).map(Dataset.from);

const platformsOf = async (codes: readonly string[], { platformLoaders }: DatasetsContext): Promise<Platform[]> =>
  present(await platformLoaders.byCode.loadMany([...codes])).map(Platform.from);

@Resolver(() => DataListDiff)
export class DataListDiffResolver {
  @FieldResolver(() => [Dataset], { description: 'Datasets on the later one only, by code, at most 10,000.' })
  added(@Root() diff: DataListDiff, @Ctx() context: DatasetsContext): Promise<Dataset[]> {
    return datasetsOf(diff.isOfPlatforms ? [] : diff.addedCodes, context);
  }

  @FieldResolver(() => [Dataset], { description: 'Datasets on the earlier one only, by code, at most 10,000.' })
  removed(@Root() diff: DataListDiff, @Ctx() context: DatasetsContext): Promise<Dataset[]> {
    return datasetsOf(diff.isOfPlatforms ? [] : diff.removedCodes, context);
  }

  @FieldResolver(() => [Platform], { description: 'Platforms on the later one only, by code, at most 10,000.' })
  addedPlatforms(@Root() diff: DataListDiff, @Ctx() context: DatasetsContext): Promise<Platform[]> {
    return platformsOf(diff.isOfPlatforms ? diff.addedCodes : [], context);
  }

  @FieldResolver(() => [Platform], { description: 'Platforms on the earlier one only, by code, at most 10,000.' })
  removedPlatforms(@Root() diff: DataListDiff, @Ctx() context: DatasetsContext): Promise<Platform[]> {
    return platformsOf(diff.isOfPlatforms ? diff.removedCodes : [], context);
  }
}
