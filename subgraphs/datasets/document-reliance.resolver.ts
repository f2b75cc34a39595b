import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { Classification, ClassificationConnection } from './classification.type.ts';
import { DataListVersion } from './data-list-version.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { ExchangeListing, ExchangeListingConnection } from './exchange-listing.type.ts';
import { DatasetField } from './field.type.ts';
import { Processing, ProcessingConnection } from './processing.type.ts';
import { DocumentReliance } from './stubs.ts';

/** A page of versions of lists. */
const DataListVersionConnection = connectionOf(DataListVersion, 'DataListVersion', 'versions of lists');

/** A page of columns. */
const FieldConnection = connectionOf(DatasetField, 'Field', 'columns');

@Resolver(() => DocumentReliance)
export class DocumentRelianceResolver {
  @FieldResolver(() => DataListVersionConnection, {
    description: 'Versions of lists that it approved or rejected, by list and number as text.',
  })
  async listVersions(
    @Root() { code }: DocumentReliance,
    @Ctx() { documentRelianceLoaders }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await documentRelianceLoaders.listVersions(code, { first, after: after ?? null });
    return DataListVersionConnection.of(mapPage(page, DataListVersion.from));
  }

  @FieldResolver(() => ClassificationConnection, {
    description: 'Decisions on the class of datasets that you see, by dataset and kind.',
  })
  async classifications(
    @Root() { code }: DocumentReliance,
    @Ctx() { documentRelianceLoaders }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await documentRelianceLoaders.classifications(code, { first, after: after ?? null });
    return ClassificationConnection.of(mapPage(page, Classification.from));
  }

  @FieldResolver(() => ProcessingConnection, {
    description: 'Why data is processed for which it is the legal ground, of datasets that you see, by dataset.',
  })
  async processings(
    @Root() { code }: DocumentReliance,
    @Ctx() { documentRelianceLoaders }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await documentRelianceLoaders.processings(code, { first, after: after ?? null });
    return ProcessingConnection.of(mapPage(page, Processing.from));
  }

  @FieldResolver(() => FieldConnection, {
    description: 'Columns with personal data that are published by it, of datasets that you see: exemptions.',
  })
  async publishedFields(
    @Root() { code }: DocumentReliance,
    @Ctx() { documentRelianceLoaders }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await documentRelianceLoaders.publishedFields(code, { first, after: after ?? null });
    return FieldConnection.of(mapPage(page, DatasetField.from));
  }

  @FieldResolver(() => ExchangeListingConnection, {
    description:
      'Listings on the market place, withdrawn ones too, of datasets that you see, whose de-identification or consent it documents; by code.',
  })
  async exchangeListings(
    @Root() { code }: DocumentReliance,
    @Ctx() { documentRelianceLoaders }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): Promise<object> {
    const page = await documentRelianceLoaders.exchangeListings(code, { first, after: after ?? null });
    return ExchangeListingConnection.of(mapPage(page, ExchangeListing.from));
  }
}
