import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { PartnerAssignmentFilter, PartnerAssignmentOrder } from './assignment.inputs.ts';
import { PartnerAssignment, PartnerAssignmentConnection } from './assignment.type.ts';
import { CreatePartnerInput, PartnerFilter, PartnerOrder, UpdatePartnerInput } from './partner.inputs.ts';
import { Partner, PartnerConnection } from './partner.type.ts';
import type { PartnersContext } from './partners.context.ts';

@Resolver(() => Partner)
export class PartnerResolver {
  @Query(() => Partner, {
    nullable: true,
    description: 'The partner with this code; null and NOT_FOUND when there is none.',
  })
  async partner(
    @Ctx() { partners }: PartnersContext,
    @Arg('code', () => ID, { description: 'Code, such as VNPT.' }) code: string,
  ): Promise<Partner> {
    return Partner.from(await partners.get(code));
  }

  @Query(() => PartnerConnection, { description: 'Technology partners.' })
  async partners(
    @Ctx() { partners }: PartnersContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => PartnerFilter, { nullable: true, description: 'Which ones.' }) filter?: PartnerFilter | null,
    @Arg('orderBy', () => PartnerOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: PartnerOrder | null,
  ): Promise<object> {
    return PartnerConnection.of(mapPage(await partners.list(filter ?? null, { first, after, orderBy }), Partner.from));
  }

  @FieldResolver(() => PartnerAssignmentConnection, {
    description: 'Which agencies it works for: now, unless the filter says otherwise.',
  })
  async assignments(
    @Root() partner: Partner,
    @Ctx() { assignmentLoaders }: PartnersContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => PartnerAssignmentFilter, { nullable: true, description: 'Which ones.' })
    filter?: PartnerAssignmentFilter | null,
    @Arg('orderBy', () => PartnerAssignmentOrder, {
      nullable: true,
      description: 'In which order; by agency unless given.',
    })
    orderBy?: PartnerAssignmentOrder | null,
  ): Promise<object> {
    const page = await assignmentLoaders.ofPartner(partner.code, { first, after, orderBy, filter: filter ?? null });
    return PartnerAssignmentConnection.of(mapPage(page, PartnerAssignment.from));
  }

  @Mutation(() => Partner, { description: 'Creates a partner. Administrators.' })
  async createPartner(
    @Ctx() { partners }: PartnersContext,
    @Arg('input', () => CreatePartnerInput, { description: 'The new partner.' }) input: CreatePartnerInput,
  ): Promise<Partner> {
    return Partner.from(await partners.create(input));
  }

  @Mutation(() => Partner, { description: 'Changes a partner. Administrators.' })
  async updatePartner(
    @Ctx() { partners }: PartnersContext,
    @Arg('input', () => UpdatePartnerInput, { description: 'What to change.' }) input: UpdatePartnerInput,
  ): Promise<Partner> {
    return Partner.from(await partners.update(input));
  }
}
