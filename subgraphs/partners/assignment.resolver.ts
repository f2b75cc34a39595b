import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import {
  AddPartnerAssignmentInput,
  AssignPartnersInput,
  EndPartnerAssignmentInput,
  SetLeadPartnerInput,
} from './assignment.inputs.ts';
import { PartnerAssignment } from './assignment.type.ts';
import { Partner } from './partner.type.ts';
import type { PartnersContext } from './partners.context.ts';
import { Agency } from './stubs.ts';

@Resolver(() => PartnerAssignment)
export class AssignmentResolver {
  @FieldResolver(() => Agency, { nullable: true, description: 'The agency; null when no agency has this code.' })
  agency(@Root() { agencyCode }: PartnerAssignment): Agency {
    return Agency.of(agencyCode);
  }

  @FieldResolver(() => Partner, { description: 'The partner.' })
  async partner(
    @Root() { partnerCode }: PartnerAssignment,
    @Ctx() { partnerLoaders, partners }: PartnersContext,
  ): Promise<Partner> {
    return Partner.from((await partnerLoaders.byCode.load(partnerCode)) ?? (await partners.get(partnerCode)));
  }

  @Mutation(() => Agency, {
    description:
      'Sets all partners of an agency from an instant on, in one step; given again, it changes nothing. At most four, one lead. Administrators.',
  })
  async assignPartners(
    @Ctx() { assignments }: PartnersContext,
    @Arg('input', () => AssignPartnersInput, { description: 'The agency and its partners.' })
    input: AssignPartnersInput,
  ): Promise<Agency> {
    await assignments.assign(input);
    return Agency.of(input.agency);
  }

  @Mutation(() => Agency, {
    description: 'Adds a partner to those of an agency; given again, it changes nothing. Administrators.',
  })
  async addPartnerAssignment(
    @Ctx() { assignments }: PartnersContext,
    @Arg('input', () => AddPartnerAssignmentInput, { description: 'The agency, the partner and the time.' })
    input: AddPartnerAssignmentInput,
  ): Promise<Agency> {
    await assignments.add(input);
    return Agency.of(input.agency);
  }

  @Mutation(() => Agency, {
    description:
      'Ends the work of a partner for an agency. Whoever is left alone leads; among several, hand the lead over first. Administrators.',
  })
  async endPartnerAssignment(
    @Ctx() { assignments }: PartnersContext,
    @Arg('input', () => EndPartnerAssignmentInput, { description: 'The agency, the partner and the end.' })
    input: EndPartnerAssignmentInput,
  ): Promise<Agency> {
    await assignments.end(input);
    return Agency.of(input.agency);
  }

  @Mutation(() => Agency, {
    description: 'Makes one of the partners of an agency the lead, in the place of the present one. Administrators.',
  })
  async setLeadPartner(
    @Ctx() { assignments }: PartnersContext,
    @Arg('input', () => SetLeadPartnerInput, { description: 'The agency, the new lead and the time.' })
    input: SetLeadPartnerInput,
  ): Promise<Agency> {
    await assignments.setLead(input);
    return Agency.of(input.agency);
  }
}
