import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { Dataset } from './dataset.type.ts';
import type { DatasetsContext } from './datasets.context.ts';
import { exchangeVerdicts } from './exchange-eligibility.ts';
import { ExchangeEligibility } from './exchange-eligibility.type.ts';
import { onRecordOf } from './exchange-facts.ts';
import type { ExchangeListingRow } from './exchange-listing.entity.ts';
import {
  ConfirmExchangeEligibilityInput,
  DraftExchangeListingInput,
  ExchangeListingFilter,
  ExchangeListingOrder,
  ListOnExchangeInput,
  UpdateExchangeListingInput,
  WithdrawExchangeListingInput,
} from './exchange-listing.inputs.ts';
import { ExchangeListing, ExchangeListingConnection, ExchangeTransition } from './exchange-listing.type.ts';
import { Platform } from './platform.type.ts';

/** What stands for and against a dataset, with what is on record for its listing. */
async function eligibilityOf(
  dataset: string,
  listing: ExchangeListingRow | null,
  { exchangeListingLoaders }: DatasetsContext,
): Promise<ExchangeEligibility> {
  const facts = await exchangeListingLoaders.facts.load(dataset);
  if (facts === null) throw new NotFoundError('dataset', dataset);
  return ExchangeEligibility.of(exchangeVerdicts({ ...facts, ...onRecordOf(listing) }));
}

@Resolver(() => Dataset)
export class DatasetExchangeResolver {
  @FieldResolver(() => ExchangeEligibility, {
    description: 'Whether it may be offered on the market place for data, with what is on record for its listing.',
  })
  async exchangeEligibility(@Root() { code }: Dataset, @Ctx() context: DatasetsContext): Promise<ExchangeEligibility> {
    return eligibilityOf(code, await context.exchangeListingLoaders.activeOf.load(code), context);
  }

  @FieldResolver(() => ExchangeListing, {
    nullable: true,
    description: 'Its listing on the market place that is not withdrawn; one at most.',
  })
  async exchangeListing(
    @Root() { code }: Dataset,
    @Ctx() { exchangeListingLoaders }: DatasetsContext,
  ): Promise<ExchangeListing | null> {
    const row = await exchangeListingLoaders.activeOf.load(code);
    return row === null ? null : ExchangeListing.from(row);
  }
}

@Resolver(() => ExchangeListing)
export class ExchangeListingResolver {
  @Query(() => ExchangeListing, {
    nullable: true,
    description:
      'The listing with this code; null and NOT_FOUND when there is none, or none of a dataset that you may see.',
  })
  async exchangeListing(
    @Ctx() { exchangeListings }: DatasetsContext,
    @Arg('code', () => ID, { description: 'Code of the listing.' }) code: string,
  ): Promise<ExchangeListing> {
    return ExchangeListing.from(await exchangeListings.get(code));
  }

  @Query(() => ExchangeListingConnection, {
    description: 'Listings on the market place for data, of datasets that you may see.',
  })
  async exchangeListings(
    @Ctx() { exchangeListings }: DatasetsContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => ExchangeListingFilter, { nullable: true, description: 'Which ones.' })
    filter?: ExchangeListingFilter | null,
    @Arg('orderBy', () => ExchangeListingOrder, {
      nullable: true,
      description: 'In which order; by code unless given.',
    })
    orderBy?: ExchangeListingOrder | null,
  ): Promise<object> {
    const page = await exchangeListings.list(filter ?? null, { first, after, orderBy });
    return ExchangeListingConnection.of(mapPage(page, ExchangeListing.from));
  }

  @FieldResolver(() => Dataset, { description: 'The dataset that is offered.' })
  async dataset(@Root() { row }: ExchangeListing, @Ctx() { datasetLoaders }: DatasetsContext): Promise<Dataset> {
    const dataset = await datasetLoaders.byCode.load(row.dataset);
    if (dataset === null) throw new NotFoundError('dataset', row.dataset);
    return Dataset.from(dataset);
  }

  @FieldResolver(() => Platform, { description: 'The market place.' })
  async platform(@Root() { row }: ExchangeListing, @Ctx() { platformLoaders }: DatasetsContext): Promise<Platform> {
    const platform = await platformLoaders.byCode.load(row.platformCode);
    if (platform === null) throw new NotFoundError('platform', row.platformCode);
    return Platform.from(platform);
  }

  @FieldResolver(() => ExchangeEligibility, { description: 'What stands for and against it now.' })
  eligibility(@Root() { row }: ExchangeListing, @Ctx() context: DatasetsContext): Promise<ExchangeEligibility> {
    return eligibilityOf(row.dataset, row, context);
  }

  @FieldResolver(() => [ExchangeTransition], { description: 'Every step so far, the draft first; about 100 at most.' })
  async history(
    @Root() { code }: ExchangeListing,
    @Ctx() { exchangeListingLoaders }: DatasetsContext,
  ): Promise<ExchangeTransition[]> {
    return (await exchangeListingLoaders.history.load(code)).map(ExchangeTransition.from);
  }

  @Mutation(() => ExchangeListing, {
    description: 'Drafts a listing on the market place. Stewards of the publisher of the dataset and administrators.',
  })
  async draftExchangeListing(
    @Ctx() { exchangeListings }: DatasetsContext,
    @Arg('input', () => DraftExchangeListingInput, { description: 'The draft.' }) input: DraftExchangeListingInput,
  ): Promise<ExchangeListing> {
    return ExchangeListing.from(await exchangeListings.draft(input));
  }

  @Mutation(() => ExchangeListing, {
    description: 'Changes what a draft rests on. Stewards of the publisher of the dataset and administrators.',
  })
  async updateExchangeListing(
    @Ctx() { exchangeListings }: DatasetsContext,
    @Arg('input', () => UpdateExchangeListingInput, { description: 'What to change.' })
    input: UpdateExchangeListingInput,
  ): Promise<ExchangeListing> {
    return ExchangeListing.from(await exchangeListings.update(input));
  }

  @Mutation(() => ExchangeListing, {
    description:
      'Confirms that nothing stands against a draft. Stewards of the publisher of the dataset and administrators.',
  })
  async confirmExchangeEligibility(
    @Ctx() { exchangeListings }: DatasetsContext,
    @Arg('input', () => ConfirmExchangeEligibilityInput, { description: 'Which draft.' })
    input: ConfirmExchangeEligibilityInput,
  ): Promise<ExchangeListing> {
    return ExchangeListing.from(await exchangeListings.confirm(input.code));
  }

  @Mutation(() => ExchangeListing, { description: 'Offers what was found eligible. Administrators.' })
  async listOnExchange(
    @Ctx() { exchangeListings }: DatasetsContext,
    @Arg('input', () => ListOnExchangeInput, { description: 'Which listing.' }) input: ListOnExchangeInput,
  ): Promise<ExchangeListing> {
    return ExchangeListing.from(await exchangeListings.offer(input.code));
  }

  @Mutation(() => ExchangeListing, {
    description: 'Withdraws a listing for a reason. Stewards of the publisher of the dataset and administrators.',
  })
  async withdrawExchangeListing(
    @Ctx() { exchangeListings }: DatasetsContext,
    @Arg('input', () => WithdrawExchangeListingInput, { description: 'The withdrawal.' })
    input: WithdrawExchangeListingInput,
  ): Promise<ExchangeListing> {
    return ExchangeListing.from(await exchangeListings.withdraw(input));
  }
}
