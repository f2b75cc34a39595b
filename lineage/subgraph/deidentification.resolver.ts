import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { DeidentificationFacts } from '../domain/policy/policy-facts.ts';
import { RecordDeidentificationInput, WithdrawDeidentificationInput } from './deidentification.inputs.ts';
import { FlowDeidentification, FlowDeidentificationConnection } from './deidentification.type.ts';
import { Job } from './job.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { dateOrNull } from './publish.ts';
import { DocumentRelianceStub, PolicyDocumentStub } from './stubs.ts';

const publish = ({ approver, approvedOn, ...record }: DeidentificationFacts): FlowDeidentification =>
  Object.assign(new FlowDeidentification(), {
    ...record,
    approver: PolicyDocumentStub.of(approver),
    approvedOn: dateOrNull(approvedOn),
  });

@Resolver(() => Job)
export class DeidentificationResolver {
  @FieldResolver(() => [FlowDeidentification], {
    description:
      'Columns that it writes de-identified, by record; for stewards, architects and administrators, empty for others.',
  })
  deidentifications(@Root() { ref }: Job, @Ctx() { deidentifications }: LineageContext): FlowDeidentification[] {
    return deidentifications.ofJob(ref).map(publish);
  }

  @Mutation(() => FlowDeidentification, {
    description:
      'Records that what a flow hashes or masks into a column is de-identified, by which method and approval; from then on it is no personal data to the rules. Stewards of the publisher of the column and administrators.',
  })
  async recordDeidentification(
    @Ctx() { deidentifications }: LineageContext,
    @Arg('input', () => RecordDeidentificationInput, { description: 'Flow, column, method and approval.' })
    input: RecordDeidentificationInput,
  ): Promise<FlowDeidentification> {
    return publish(await deidentifications.record(input));
  }

  @Mutation(() => FlowDeidentification, {
    description: 'Takes a record of de-identification back. As `recordDeidentification`.',
  })
  async withdrawDeidentification(
    @Ctx() { deidentifications }: LineageContext,
    @Arg('input', () => WithdrawDeidentificationInput, { description: 'Flow and column.' })
    input: WithdrawDeidentificationInput,
  ): Promise<FlowDeidentification> {
    return publish(await deidentifications.withdraw(input));
  }
}

@Resolver(() => DocumentRelianceStub)
export class DeidentificationRelianceResolver {
  @FieldResolver(() => FlowDeidentificationConnection, {
    description:
      'Records of de-identification that it approves, of flows and columns that you see; for stewards, architects and administrators, empty for others.',
  })
  deidentifications(
    @Root() { code }: DocumentRelianceStub,
    @Ctx() { deidentifications }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): object {
    return FlowDeidentificationConnection.of(mapPage(deidentifications.approvedBy(code, first, after), publish));
  }
}
