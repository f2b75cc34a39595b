import { Ctx, Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import { kindOfRef } from '../domain/node-ref.ts';
import { PathStep } from './answer.type.ts';
import { publishJob } from './flow.resolver.ts';
import { Job, LegalGround } from './job.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { PolicyReopening, PolicyRuleCode, PolicySeverity } from './policy-enums.ts';
import { DatasetStub, PolicyDocumentStub } from './stubs.ts';
import type { Step } from './veil.ts';

@ObjectType({ description: 'A rule of policy, or of the integrity of the graph.' })
export class PolicyRule {
  @Field(() => PolicyRuleCode, { description: 'Its code.' })
  code!: string;

  @Field(() => String, { description: 'What is wrong where it holds.' })
  title!: string;

  @Field(() => String, { description: 'When it holds.' })
  holds!: string;

  @Field(() => [PolicySeverity], { description: 'How grave its findings can be, the gravest first.' })
  severities!: readonly string[];

  @Field(() => [LegalGround], { description: 'What it rests on; empty for the integrity of the graph.' })
  legalGround!: readonly LegalGround[];

  @Field(() => String, { description: 'A case in which it holds.' })
  hit!: string;

  @Field(() => String, { description: 'A near one in which it does not.' })
  nearMiss!: string;
}

@ObjectType({ description: 'Who answers for a finding.' })
export class PolicyAcceptance {
  @Field(() => PolicyDocumentStub, { description: 'The document that accepts it.' })
  document!: PolicyDocumentStub;

  @Field(() => String, { nullable: true, description: 'Article, where one is named.' })
  article!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Until before this instant; null: until it is withdrawn.' })
  until!: Date | null;
}

@ObjectType({ description: 'A column that a finding is about.' })
export class PolicyFindingField {
  @Field(() => NodeRefScalar, { description: 'The column.' })
  ref!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  prove!: () => readonly Step[] | null;

  @Field(() => [PathStep], {
    nullable: true,
    description:
      'One path that proves it: column, flow, column and so on, from where the data comes to the column. Null when none was found within the budget.',
  })
  path(): PathStep[] | null {
    return this.prove()?.map(PathStep.from) ?? null;
  }

  @Field(() => [Job], {
    name: 'flows',
    description:
      'The flows on `path` that you see, in its order: what each rests on by law, and whether it is mandatory.',
  })
  jobs(@Ctx() context: LineageContext): Job[] {
    return (this.prove() ?? []).flatMap(({ ref }) =>
      ref !== null && kindOfRef(ref) === 'JOB' && context.lineage.find(ref, 'JOB') ? publishJob(context, ref) : [],
    );
  }
}

@ObjectType({ description: 'A column as events see it; impactOfSchema takes such as proposedSchema.' })
export class ObservedSchemaField {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'Its type, as events list it, or as declared.' })
  type!: string;
}

@ObjectType({ description: 'Something that a rule finds: at most one for a rule and what it is about.' })
export class PolicyFinding {
  @Field(() => PolicyRuleCode, { description: 'The rule.' })
  rule!: string;

  @Field(() => String, { description: 'What is wrong, in a few words.' })
  title!: string;

  @Field(() => PolicySeverity, { description: 'How grave it is.' })
  severity!: string;

  @Field(() => NodeRefScalar, { description: 'What it is about: a dataset, an element (R6) or a flow (R8, I2).' })
  target!: string;

  datasetCode!: string | null;

  @Field(() => DatasetStub, { nullable: true, description: 'The dataset that it is about; null for others.' })
  dataset(): DatasetStub | null {
    return this.datasetCode === null ? null : DatasetStub.of(this.datasetCode);
  }

  @Field(() => [DatasetStub], {
    description:
      'Datasets that a finding about an element or a flow concerns: who claims it, or what it reads and writes.',
  })
  concerns!: readonly DatasetStub[];

  @Field(() => [PolicyFindingField], { description: 'The columns that you see of it, by name, each with its proof.' })
  fields!: readonly PolicyFindingField[];

  @Field(() => [ObservedSchemaField], {
    nullable: true,
    description:
      'Of I4: the columns in force with the types that events list, then those that only events list; given to impactOfSchema as proposedSchema it tells what breaks when the schema becomes that. Null for others.',
  })
  observedSchema!: readonly ObservedSchemaField[] | null;

  @Field(() => [LegalGround], { description: 'What the rule rests on.' })
  legalGround!: readonly LegalGround[];

  seen!: () => Promise<{ readonly firstSeen: Date; readonly resolved: Date | null } | null>;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When it was first seen, the last time that it opened. Null for what was never seen at the time that it held: in an `asOf` of the future, and for I3.',
  })
  async firstSeen(): Promise<Date | null> {
    return (await this.seen())?.firstSeen ?? null;
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was seen to hold no more; null while it holds. Given for an `asOf` at which it still held.',
  })
  async resolved(): Promise<Date | null> {
    return (await this.seen())?.resolved ?? null;
  }

  @Field(() => PolicyAcceptance, {
    nullable: true,
    description: 'Who answers for it; null when nobody does, or no more.',
  })
  accepted!: PolicyAcceptance | null;

  @Field(() => PolicyReopening, {
    nullable: true,
    description: 'Why it is open although somebody answered for it; null when nobody did, or does.',
  })
  reopened!: PolicyReopening | null;
}

/** A page of findings. */
export const PolicyFindingConnection = connectionOf(PolicyFinding, 'PolicyFinding', 'policy findings');

@ObjectType({ description: 'Whether a finding is accepted now.' })
export class FindingAcceptance {
  @Field(() => PolicyRuleCode, { description: 'The rule.' })
  rule!: string;

  @Field(() => NodeRefScalar, { description: 'What was found.' })
  target!: string;

  @Field(() => PolicyAcceptance, { nullable: true, description: 'Who answers for it; null once it is withdrawn.' })
  accepted!: PolicyAcceptance | null;
}

/** A page of acceptances. */
export const FindingAcceptanceConnection = connectionOf(FindingAcceptance, 'FindingAcceptance', 'accepted findings');
