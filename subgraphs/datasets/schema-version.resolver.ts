import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { WriteSchemaVersionInput } from './schema-version.inputs.ts';
import { SchemaChanges, SchemaVersion, SchemaVersionConnection, SchemaVersionField } from './schema-version.type.ts';

@Resolver(() => Dataset)
export class DatasetSchemaVersionsResolver {
  @FieldResolver(() => SchemaVersionConnection, { description: 'Its schema versions, newest first.' })
  async schemaVersions(
    @Root() dataset: Dataset,
    @Ctx() { schemaVersionLoaders }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await schemaVersionLoaders.ofDataset(dataset.code, { first, after: after ?? null });
    return SchemaVersionConnection.of(mapPage(page, SchemaVersion.from));
  }
}

@Resolver(() => SchemaVersion)
export class SchemaVersionResolver {
  @FieldResolver(() => Dataset, { description: 'The dataset.' })
  async dataset(@Root() { datasetCode }: SchemaVersion, @Ctx() { datasetLoaders }: DatasetsContext): Promise<Dataset> {
    const row = await datasetLoaders.byCode.load(datasetCode);
    if (row === null) throw new NotFoundError('dataset', datasetCode);
    return Dataset.from(row);
  }

  @FieldResolver(() => [SchemaVersionField], { description: 'The fields in order, at most 10,000.' })
  async fields(
    @Root() { id }: SchemaVersion,
    @Ctx() { schemaVersionLoaders }: DatasetsContext,
  ): Promise<SchemaVersionField[]> {
    const contents = await schemaVersionLoaders.contents.load(id);
    return (contents?.fields ?? []).map(SchemaVersionField.from);
  }

  @FieldResolver(() => SchemaChanges, {
    nullable: true,
    description: 'What it changed against the version before; all is added in version 1.',
  })
  async changes(
    @Root() { id }: SchemaVersion,
    @Ctx() { schemaVersionLoaders }: DatasetsContext,
  ): Promise<SchemaChanges | null> {
    const contents = await schemaVersionLoaders.contents.load(id);
    return contents === null ? null : SchemaChanges.from(contents.changes);
  }

  @Mutation(() => SchemaVersion, {
    description:
      'Replaces the field list of a dataset and records it as the next version; the list in force already adds none. Stewards of the publisher and administrators.',
  })
  async writeSchemaVersion(
    @Ctx() { schemaVersions }: DatasetsContext,
    @Arg('input', () => WriteSchemaVersionInput, { description: 'The dataset and all its fields.' })
    input: WriteSchemaVersionInput,
  ): Promise<SchemaVersion> {
    return SchemaVersion.from(await schemaVersions.write(input));
  }
}
