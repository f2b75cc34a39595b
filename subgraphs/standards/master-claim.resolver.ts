import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { DataElement } from './data-element.type.ts';
import { ApproveMasterSourceInput, ClaimMasterSourceInput, WithdrawMasterClaimInput } from './master-claim.inputs.ts';
import { MasterClaim } from './master-claim.type.ts';
import type { StandardsContext } from './standards.context.ts';

@Resolver(() => DataElement)
export class DataElementClaimsResolver {
  @FieldResolver(() => [MasterClaim], {
    description: 'Datasets that claim to be its master source, by code, at most 100; only those that you may see.',
  })
  async claims(@Root() element: DataElement, @Ctx() { masterClaimLoaders }: StandardsContext): Promise<MasterClaim[]> {
    return (await masterClaimLoaders.ofElement.load(element.code)).map(MasterClaim.from);
  }

  @FieldResolver(() => MasterClaim, {
    nullable: true,
    description: 'The approved claim; null when there is none, or none that you may see.',
  })
  async masterSource(
    @Root() element: DataElement,
    @Ctx() { masterClaimLoaders }: StandardsContext,
  ): Promise<MasterClaim | null> {
    const approved = (await masterClaimLoaders.ofElement.load(element.code)).find((claim) => claim.approved);
    return approved === undefined ? null : MasterClaim.from(approved);
  }

  @Mutation(() => DataElement, {
    description:
      "Claims that a dataset is the master source of an element. Stewards of the dataset's publisher and administrators.",
  })
  async claimMasterSource(
    @Ctx() { masterClaims }: StandardsContext,
    @Arg('input', () => ClaimMasterSourceInput, { description: 'Element and dataset.' }) input: ClaimMasterSourceInput,
  ): Promise<DataElement> {
    return DataElement.from(await masterClaims.claim(input));
  }

  @Mutation(() => DataElement, {
    description: 'Approves a claim to be master source, or takes the approval back. Administrators.',
  })
  async approveMasterSource(
    @Ctx() { masterClaims }: StandardsContext,
    @Arg('input', () => ApproveMasterSourceInput, { description: 'Element and dataset.' })
    input: ApproveMasterSourceInput,
  ): Promise<DataElement> {
    return DataElement.from(await masterClaims.approve(input));
  }

  @Mutation(() => DataElement, {
    description:
      "Gives up a claim to be master source that is not approved. Stewards of the dataset's publisher and administrators.",
  })
  async withdrawMasterClaim(
    @Ctx() { masterClaims }: StandardsContext,
    @Arg('input', () => WithdrawMasterClaimInput, { description: 'Element and dataset.' })
    input: WithdrawMasterClaimInput,
  ): Promise<DataElement> {
    return DataElement.from(await masterClaims.withdraw(input));
  }
}

@Resolver(() => MasterClaim)
export class MasterClaimResolver {
  @FieldResolver(() => DataElement, { description: 'The element that is claimed.' })
  async element(
    @Root() claim: MasterClaim,
    @Ctx() { dataElementLoaders }: StandardsContext,
  ): Promise<DataElement | null> {
    const row = await dataElementLoaders.byCode.load(claim.elementCode);
    return row === null ? null : DataElement.from(row);
  }
}
