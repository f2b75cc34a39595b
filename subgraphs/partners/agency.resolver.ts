import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { present } from '../../kernel/subgraph/loaders.ts';
import { PartnerAssignment } from './assignment.type.ts';
import { Partner } from './partner.type.ts';
import type { PartnersContext } from './partners.context.ts';
import { Agency } from './stubs.ts';

const AS_OF = { nullable: true, description: 'At which instant; now unless given.' } as const;

@Resolver(() => Agency)
export class AgencyResolver {
  @FieldResolver(() => [Partner], {
    description: 'Partners that work for the agency: the lead first, then by code; four at most.',
  })
  async partners(
    @Root() { code }: Agency,
    @Ctx() { assignmentLoaders, partnerLoaders }: PartnersContext,
    @Arg('asOf', () => DateTime, AS_OF) asOf?: Date | null,
  ): Promise<Partner[]> {
    const rows = await assignmentLoaders.ofAgency(code, { asOf: asOf ?? null });
    return present(await partnerLoaders.byCode.loadMany(rows.map((row) => row.partnerCode))).map(Partner.from);
  }

  @FieldResolver(() => Partner, {
    nullable: true,
    description: 'The partner that leads; null when the agency has none.',
  })
  async leadPartner(
    @Root() { code }: Agency,
    @Ctx() { assignmentLoaders, partnerLoaders }: PartnersContext,
    @Arg('asOf', () => DateTime, AS_OF) asOf?: Date | null,
  ): Promise<Partner | null> {
    const rows = await assignmentLoaders.ofAgency(code, { asOf: asOf ?? null });
    const lead = rows.find((row) => row.isLead);
    const row = lead === undefined ? null : await partnerLoaders.byCode.load(lead.partnerCode);
    return row === null ? null : Partner.from(row);
  }

  @FieldResolver(() => [PartnerAssignment], {
    description: 'How partners work for the agency: the lead first, then by code; four at most.',
  })
  async assignments(
    @Root() { code }: Agency,
    @Ctx() { assignmentLoaders }: PartnersContext,
    @Arg('asOf', () => DateTime, AS_OF) asOf?: Date | null,
  ): Promise<PartnerAssignment[]> {
    return (await assignmentLoaders.ofAgency(code, { asOf: asOf ?? null })).map(PartnerAssignment.from);
  }
}
