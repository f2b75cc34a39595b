import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { nameOfField } from '../domain/node-ref.ts';
import type { Ground } from '../domain/policy/rule.ts';
import { POLICY_RULES, ruleOf } from '../domain/policy/rules.ts';
import { IncompleteReason, type LineageAnswer } from './answer.type.ts';
import { LegalGround } from './job.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { AcceptFindingInput, PolicyFindingFilter, WithdrawAcceptanceInput } from './policy.inputs.ts';
import type { Accepted, VeiledFinding } from './policy.service.ts';
import {
  FindingAcceptance,
  FindingAcceptanceConnection,
  ObservedSchemaField,
  PolicyAcceptance,
  PolicyFinding,
  PolicyFindingConnection,
  PolicyFindingField,
  PolicyRule,
} from './policy.type.ts';
import type { PolicyReopening } from './policy-enums.ts';
import { dateOrNull, publishHead } from './publish.ts';
import { DatasetStub, DocumentRelianceStub, PolicyDocumentStub } from './stubs.ts';

/** What the connection says of the answer that it is a page of. */
interface OfAnswer {
  readonly answer: LineageAnswer;
}

@Resolver(() => PolicyFindingConnection)
export class PolicyResolver {
  @Query(() => PolicyFindingConnection, {
    description:
      'What the rules of policy and of integrity find, by rule, then target; every finding about data that you see. Stewards, architects and administrators.',
  })
  async policyFindings(
    @Ctx() { lineage, policy }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => PolicyFindingFilter, { nullable: true, description: 'Which findings; all unless given.' })
    filter?: PolicyFindingFilter | null,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant; now unless given.' })
    asOf?: Date | null,
  ): Promise<object> {
    const { head, page } = await policy.findings(filter ?? null, asOf ?? null, first, after);
    const answer = publishHead(head, lineage.revisionOf(head));
    return Object.assign(PolicyFindingConnection.of(mapPage(page, publishFinding)), { answer } satisfies OfAnswer);
  }

  @FieldResolver(() => Boolean, {
    description: 'True: the list is all that is found, for you. False: `reasons` say what is missing.',
  })
  complete(@Root() { answer }: OfAnswer): boolean {
    return answer.complete;
  }

  @FieldResolver(() => [IncompleteReason], { description: 'Why the list is not complete; empty when it is.' })
  reasons(@Root() { answer }: OfAnswer): readonly IncompleteReason[] {
    return answer.reasons;
  }

  @FieldResolver(() => DateTime, { description: 'The instant that the findings are of.' })
  asOf(@Root() { answer }: OfAnswer): Date {
    return answer.asOf;
  }

  @FieldResolver(() => String, {
    description: 'The state of the graph that was looked at, as far as you may see it: opaque, equal for equal states.',
  })
  revision(@Root() { answer }: OfAnswer): string {
    return answer.revision;
  }

  @Query(() => [PolicyRule], { description: 'The rules that findings come from, in the order in which they are told.' })
  policyRules(): PolicyRule[] {
    return POLICY_RULES.map(({ code, title, holds, severities, ground, hit, nearMiss }) =>
      Object.assign(new PolicyRule(), {
        ...{ code, title, holds, severities, hit, nearMiss },
        legalGround: ground.map(publishGround),
      }),
    );
  }

  @Mutation(() => FindingAcceptance, {
    description:
      'Answers for a finding of now, with a document and until when: it counts as accepted as long as it rests on the same columns, flows and sources. Stewards of the publisher of what it is about (of a flow: of its target) and administrators; about an element administrators alone.',
  })
  async acceptFinding(
    @Ctx() { policy }: LineageContext,
    @Arg('input', () => AcceptFindingInput, { description: 'Which finding, with which document.' })
    input: AcceptFindingInput,
  ): Promise<FindingAcceptance> {
    return publishAccepted(await policy.accept(input));
  }

  @Mutation(() => FindingAcceptance, {
    description: 'Takes back that a finding is accepted. As `acceptFinding`.',
  })
  async withdrawAcceptance(
    @Ctx() { policy }: LineageContext,
    @Arg('input', () => WithdrawAcceptanceInput, { description: 'Which finding.' }) input: WithdrawAcceptanceInput,
  ): Promise<FindingAcceptance> {
    return publishAccepted(await policy.withdraw(input));
  }
}

@Resolver(() => DocumentRelianceStub)
export class AcceptanceRelianceResolver {
  @FieldResolver(() => FindingAcceptanceConnection, {
    description:
      'Policy findings of now that it accepts, of those that you see, by rule and target; for stewards, architects and administrators, empty for others.',
  })
  acceptedFindings(
    @Root() { code }: DocumentRelianceStub,
    @Ctx() { policy }: LineageContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
  ): object {
    return FindingAcceptanceConnection.of(mapPage(policy.acceptedBy(code, first, after), publishAccepted));
  }
}

const publishGround = ({ document, article }: Ground): LegalGround =>
  Object.assign(new LegalGround(), { document: PolicyDocumentStub.of(document), article });

const publishAcceptance = ({ document, article, until }: NonNullable<Accepted['accepted']>): PolicyAcceptance =>
  Object.assign(new PolicyAcceptance(), { document: PolicyDocumentStub.of(document), article, until });

const publishAccepted = ({ rule, target, accepted }: Accepted): FindingAcceptance =>
  Object.assign(new FindingAcceptance(), {
    rule,
    target,
    accepted: accepted === null ? null : publishAcceptance(accepted),
  });

/** A finding as it is published. */
export function publishFinding({ finding, prove, seen, observed }: VeiledFinding): PolicyFinding {
  const { rule, severity, target, dataset, datasets, columns } = finding;
  const acceptance = finding.acceptance();
  const { title = rule, ground = [] } = ruleOf(rule) ?? {};
  return Object.assign(new PolicyFinding(), {
    ...{ rule, title, severity, target, seen },
    datasetCode: dataset?.includes('|') ? null : dataset,
    concerns: datasets.filter((ref) => !ref.includes('|')).map(DatasetStub.of),
    fields: columns.map((column) =>
      Object.assign(new PolicyFindingField(), {
        ref: column.ref,
        name: nameOfField(column.ref),
        prove: () => prove(column),
      }),
    ),
    observedSchema: rule === 'I4' ? observed().map((column) => Object.assign(new ObservedSchemaField(), column)) : null,
    legalGround: ground.map(publishGround),
    accepted:
      acceptance?.state === 'IN_FORCE'
        ? publishAcceptance({ ...acceptance, until: dateOrNull(acceptance.until) })
        : null,
    reopened: acceptance === null || acceptance.state === 'IN_FORCE' ? null : (acceptance.state as PolicyReopening),
  });
}
