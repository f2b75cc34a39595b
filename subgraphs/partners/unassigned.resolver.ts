import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { PartnersContext } from './partners.context.ts';
import { Agency } from './stubs.ts';

/** A page of agencies without a partner. */
const UnassignedAgencyConnection = connectionOf(Agency, 'UnassignedAgency', 'agencies without a partner');

@Resolver()
export class UnassignedResolver {
  @Query(() => UnassignedAgencyConnection, {
    description: 'Agencies that have no technology partner, by code. Central bodies need none and are left out.',
  })
  async unassignedAgencies(
    @Ctx() { unassigned }: PartnersContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant; now unless given.' })
    asOf?: Date | null,
  ): Promise<object> {
    const page = await unassigned.page(asOf ?? null, { first, after });
    return UnassignedAgencyConnection.of(mapPage(page, ({ code }) => Agency.of(code)));
  }
}
