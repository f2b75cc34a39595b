import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import {
  AddContactPointInput,
  AgencyFilter,
  AgencyOrder,
  AppointStewardInput,
  CreateAgencyInput,
  LinkPredecessorInput,
  UpdateAgencyInput,
} from './agency.inputs.ts';
import { Agency, AgencyConnection, ContactPoint, Steward } from './agency.type.ts';
import type { OwnersContext } from './owners.context.ts';

@Resolver(() => Agency)
export class AgencyResolver {
  @Query(() => Agency, {
    nullable: true,
    description: 'The agency with this code; null and NOT_FOUND when there is none.',
  })
  async agency(
    @Ctx() { agencies }: OwnersContext,
    @Arg('code', () => ID, { description: 'Code, such as A11.' }) code: string,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'Only if it exists at this instant.' })
    asOf?: Date | null,
  ): Promise<Agency> {
    return Agency.from(await agencies.get(code, asOf ?? null));
  }

  @Query(() => AgencyConnection, {
    description: 'Agencies that exist at an instant, now unless given: city agencies and central bodies.',
  })
  async agencies(
    @Ctx() { agencies }: OwnersContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => AgencyFilter, { nullable: true, description: 'Which ones.' }) filter?: AgencyFilter | null,
    @Arg('orderBy', () => AgencyOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: AgencyOrder | null,
    @Arg('asOf', () => DateTime, {
      nullable: true,
      description: 'At which instant; former agencies are found in their time.',
    })
    asOf?: Date | null,
  ): Promise<object> {
    return AgencyConnection.of(
      mapPage(await agencies.list(filter ?? null, asOf ?? null, { first, after, orderBy }), Agency.from),
    );
  }

  @FieldResolver(() => Agency, { nullable: true, description: 'The agency above it.' })
  async parent(@Root() agency: Agency, @Ctx() { agencyLoaders }: OwnersContext): Promise<Agency | null> {
    const row = agency.parentCode === null ? null : await agencyLoaders.byCode.load(agency.parentCode);
    return row === null ? null : Agency.from(row);
  }

  @FieldResolver(() => [Agency], { description: 'Agencies directly under it, by code; at most 1,000.' })
  async children(@Root() agency: Agency, @Ctx() { agencyLoaders }: OwnersContext): Promise<Agency[]> {
    return (await agencyLoaders.children.load(agency.code)).map(Agency.from);
  }

  @FieldResolver(() => [Agency], { description: 'Former agencies whose work it took over.' })
  async predecessors(@Root() agency: Agency, @Ctx() { agencyLoaders }: OwnersContext): Promise<Agency[]> {
    return (await agencyLoaders.predecessors(agency.code)).map(Agency.from);
  }

  @FieldResolver(() => [Agency], { description: 'Agencies that took over its work.' })
  async successors(@Root() agency: Agency, @Ctx() { agencyLoaders }: OwnersContext): Promise<Agency[]> {
    return (await agencyLoaders.successors(agency.code)).map(Agency.from);
  }

  @FieldResolver(() => [ContactPoint], { description: 'Posts to turn to.' })
  async contactPoints(@Root() agency: Agency, @Ctx() { agencyLoaders }: OwnersContext): Promise<ContactPoint[]> {
    return (await agencyLoaders.contactPoints.load(agency.code)).map(ContactPoint.from);
  }

  @FieldResolver(() => [Steward], { description: 'Posts that are or were answerable for its data, with their time.' })
  async stewards(@Root() agency: Agency, @Ctx() { agencyLoaders }: OwnersContext): Promise<Steward[]> {
    return (await agencyLoaders.stewards.load(agency.code)).map(Steward.from);
  }

  @Mutation(() => Agency, { description: 'Creates an agency. Administrators.' })
  async createAgency(
    @Ctx() { agencies }: OwnersContext,
    @Arg('input', () => CreateAgencyInput, { description: 'The new agency.' }) input: CreateAgencyInput,
  ): Promise<Agency> {
    return Agency.from(await agencies.create(input));
  }

  @Mutation(() => Agency, { description: 'Changes an agency. Its stewards and administrators.' })
  async updateAgency(
    @Ctx() { agencies }: OwnersContext,
    @Arg('input', () => UpdateAgencyInput, { description: 'What to change.' }) input: UpdateAgencyInput,
  ): Promise<Agency> {
    return Agency.from(await agencies.update(input));
  }

  @Mutation(() => Agency, {
    description: 'Records who took over the work of a former agency; returns the successor. Administrators.',
  })
  async linkPredecessor(
    @Ctx() { agencies }: OwnersContext,
    @Arg('input', () => LinkPredecessorInput, { description: 'Predecessor and successor.' })
    input: LinkPredecessorInput,
  ): Promise<Agency> {
    return Agency.from(await agencies.linkPredecessor(input));
  }

  @Mutation(() => Agency, { description: 'Adds a contact point to an agency. Its stewards and administrators.' })
  async addContactPoint(
    @Ctx() { agencies }: OwnersContext,
    @Arg('input', () => AddContactPointInput, { description: 'The contact point.' }) input: AddContactPointInput,
  ): Promise<Agency> {
    return Agency.from(await agencies.addContactPoint(input));
  }

  @Mutation(() => Agency, { description: 'Appoints a steward of an agency. Its stewards and administrators.' })
  async appointSteward(
    @Ctx() { agencies }: OwnersContext,
    @Arg('input', () => AppointStewardInput, { description: 'The post and its time.' }) input: AppointStewardInput,
  ): Promise<Agency> {
    return Agency.from(await agencies.appointSteward(input));
  }
}
