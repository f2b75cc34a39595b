import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { DeidentificationFacts } from '../domain/policy/policy-facts.ts';
import { RecordDeidentificationInput, WithdrawDeidentificationInput } from './deidentification.inputs.ts';
import {
  DeidentificationStatement,
  DeidentificationStatementConnection,
  FlowDeidentification,
  FlowDeidentificationConnection,
} from './deidentification.type.ts';
import { Job } from './job.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { dateOf, dateOrNull } from './publish.ts';
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

  @Query(() => DeidentificationStatementConnection, {
    description:
      'All that was ever said of de-identifications, the newest first: who, when, by which method and document, and what was taken back; of flows and columns that you see. Stewards, architects and administrators.',
  })
  async deidentificationHistory(
    @Ctx() { deidentifications }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('job', () => NodeRefScalar, {
      nullable: true,
      description: 'Of this flow, such as job:F48; of any unless given.',
    })
    job?: string | null,
    @Arg('field', () => NodeRefScalar, {
      nullable: true,
      description: 'Into this column, such as O03.ma_nguoi_nop_hash; into any unless given.',
    })
    field?: string | null,
  ): Promise<object> {
    const page = await deidentifications.history({ job: job ?? null, field: field ?? null }, first, after);
    return DeidentificationStatementConnection.of(
      mapPage(page, ({ recordedAt, by, ...facts }) =>
        Object.assign(new DeidentificationStatement(), publish(facts), {
          withdrawn: facts.approvedOn === null,
          recordedAt: dateOf(recordedAt),
          recordedBy: by,
        }),
      ),
    );
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
