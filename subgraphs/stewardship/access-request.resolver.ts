import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import {
  AccessRequestFilter,
  AccessRequestOrder,
  ApproveAccessRequestInput,
  GrantAccessInput,
  RefuseAccessRequestInput,
  RequestAccessInput,
  RevokeAccessInput,
} from './access-request.inputs.ts';
import { AccessRequest, AccessRequestConnection, AccessTransition } from './access-request.type.ts';
import type { StewardshipContext } from './stewardship.context.ts';
import { Agency, Dataset } from './stubs.ts';

@Resolver(() => AccessRequest)
export class AccessRequestResolver {
  @Query(() => AccessRequest, {
    nullable: true,
    description: 'The access request with this code; null and NOT_FOUND when there is none that you may see.',
  })
  async accessRequest(
    @Ctx() { accessRequests }: StewardshipContext,
    @Arg('code', () => ID, { description: 'Code, such as AR-2026-0001.' }) code: string,
  ): Promise<AccessRequest> {
    return AccessRequest.from(await accessRequests.get(code));
  }

  @Query(() => AccessRequestConnection, {
    description: 'Access requests that you may see: of your agencies, and for the datasets that they publish.',
  })
  async accessRequests(
    @Ctx() { accessRequests }: StewardshipContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => AccessRequestFilter, { nullable: true, description: 'Which ones.' })
    filter?: AccessRequestFilter | null,
    @Arg('orderBy', () => AccessRequestOrder, { nullable: true, description: 'In which order; by code unless given.' })
    orderBy?: AccessRequestOrder | null,
  ): Promise<object> {
    const page = await accessRequests.list(filter ?? null, { first, after, orderBy });
    return AccessRequestConnection.of(mapPage(page, AccessRequest.from));
  }

  @FieldResolver(() => Dataset, { nullable: true, description: 'The dataset; null when it is hidden from you.' })
  async dataset(
    @Root() { datasetCode }: AccessRequest,
    @Ctx() { accessRequestLoaders }: StewardshipContext,
  ): Promise<Dataset | null> {
    const code = await accessRequestLoaders.visibleDataset.load(datasetCode);
    return code === null ? null : Dataset.of(code);
  }

  @FieldResolver(() => Agency, {
    nullable: true,
    description: 'The agency that asks; null when no agency has this code.',
  })
  requester(@Root() { requesterCode }: AccessRequest): Agency {
    return Agency.of(requesterCode);
  }

  @FieldResolver(() => [AccessTransition], {
    description: 'Every step so far, the request itself first; four at most.',
  })
  async history(
    @Root() { code }: AccessRequest,
    @Ctx() { accessRequestLoaders }: StewardshipContext,
  ): Promise<AccessTransition[]> {
    return (await accessRequestLoaders.history.load(code)).map(AccessTransition.from);
  }

  @Mutation(() => AccessRequest, {
    description: 'Requests access to a dataset that you see. Stewards of the agency that asks and administrators.',
  })
  async requestAccess(
    @Ctx() { accessRequests }: StewardshipContext,
    @Arg('input', () => RequestAccessInput, { description: 'The request.' }) input: RequestAccessInput,
  ): Promise<AccessRequest> {
    return AccessRequest.from(await accessRequests.request(input));
  }

  @Mutation(() => AccessRequest, {
    description: 'Approves an open access request. Stewards of the publisher of the dataset and administrators.',
  })
  async approveAccessRequest(
    @Ctx() { accessRequests }: StewardshipContext,
    @Arg('input', () => ApproveAccessRequestInput, { description: 'The approval.' }) input: ApproveAccessRequestInput,
  ): Promise<AccessRequest> {
    return AccessRequest.from(await accessRequests.approve(input));
  }

  @Mutation(() => AccessRequest, {
    description:
      'Refuses an open access request, with a written legal ground. Stewards of the publisher of the dataset and administrators.',
  })
  async refuseAccessRequest(
    @Ctx() { accessRequests }: StewardshipContext,
    @Arg('input', () => RefuseAccessRequestInput, { description: 'The refusal.' }) input: RefuseAccessRequestInput,
  ): Promise<AccessRequest> {
    return AccessRequest.from(await accessRequests.refuse(input));
  }

  @Mutation(() => AccessRequest, {
    description:
      'Grants what an approved request asks for. Stewards of the publisher of the dataset and administrators.',
  })
  async grantAccess(
    @Ctx() { accessRequests }: StewardshipContext,
    @Arg('input', () => GrantAccessInput, { description: 'Which request.' }) input: GrantAccessInput,
  ): Promise<AccessRequest> {
    return AccessRequest.from(await accessRequests.grant(input));
  }

  @Mutation(() => AccessRequest, {
    description:
      'Takes away access that was granted, for a reason. Stewards of the publisher of the dataset and administrators.',
  })
  async revokeAccess(
    @Ctx() { accessRequests }: StewardshipContext,
    @Arg('input', () => RevokeAccessInput, { description: 'The revocation.' }) input: RevokeAccessInput,
  ): Promise<AccessRequest> {
    return AccessRequest.from(await accessRequests.revoke(input));
  }
}
