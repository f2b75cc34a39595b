import { Ctx, Field, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { SchemaChange } from '../domain/change-analysis/schema-change.ts';
import { kindOfRef } from '../domain/node-ref.ts';
import type { ImpactedDatasets } from '../projection/queries/impacted-datasets.ts';
import type { Loads } from '../projection/queries/load.ts';
import { HiddenSteps, LineageAnswer, PathStep } from './answer.type.ts';
import { Severity } from './enums.ts';
import { publishJob } from './flow.resolver.ts';
import { Job } from './job.type.ts';
import type { LineageContext } from './lineage.context.ts';
import { NodeRefScalar } from './node-ref.scalar.ts';
import { AgencyLoad, PartnerLoad, SeverityReason, SeverityTotals } from './severity.type.ts';
import { DatasetStub } from './stubs.ts';
import type { Step, Veil } from './veil.ts';
import type { When } from './when.ts';

@ObjectType({ description: 'A column that is reached.' })
export class ImpactedField {
  @Field(() => NodeRefScalar, { description: 'The column.' })
  ref!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Int, { description: 'Fewest column hops from the source.' })
  distance!: number;

  @Field(() => Severity, {
    nullable: true,
    description: 'How badly the change hurts it; null when no change was given.',
  })
  severity!: Severity | null;

  @Field(() => SeverityReason, {
    nullable: true,
    description: 'Why it fares so; null when no change was given.',
  })
  reason!: SeverityReason | null;

  path!: () => readonly Step[];

  @Field(() => [PathStep], {
    name: 'path',
    description:
      'One shortest way from the source: column, flow, column …; 2 × distance + 1 steps, both ends included.',
  })
  steps(): PathStep[] {
    return this.path().map(PathStep.from);
  }
}

@ObjectType({ description: 'A dataset that is reached.' })
export class ImpactedDataset {
  @Field(() => NodeRefScalar, { description: 'The dataset.' })
  ref!: string;

  @Field(() => String, { description: 'Its code, or its name where it is not in the catalog.' })
  name!: string;

  datasetCode!: string | null;

  @Field(() => DatasetStub, {
    nullable: true,
    description: 'The dataset in the catalog; null for a name that is not in it.',
  })
  dataset(): DatasetStub | null {
    return this.datasetCode === null ? null : DatasetStub.of(this.datasetCode);
  }

  @Field(() => Int, {
    description: 'Fewest dataset hops from the source (column hops when a column was asked about); flows do not count.',
  })
  distance!: number;

  @Field(() => Severity, {
    nullable: true,
    description: 'How badly the change hurts it; null when no change was given.',
  })
  severity!: Severity | null;

  @Field(() => SeverityReason, {
    nullable: true,
    description: 'Why it fares so; null when no change was given.',
  })
  reason!: SeverityReason | null;

  path!: () => readonly Step[];

  @Field(() => [PathStep], {
    name: 'path',
    description:
      "One shortest way from the source: node, flow, node …; 2 × distance + 1 steps, both ends included. For a column question it is the nearest column's.",
  })
  steps(): PathStep[] {
    return this.path().map(PathStep.from);
  }

  @Field(() => [Job], {
    name: 'flows',
    description:
      'The flows on `path` that you see, in its order: what each rests on by law, and whether it is mandatory.',
  })
  jobs(@Ctx() context: LineageContext): Job[] {
    return this.path().flatMap(({ ref }) =>
      ref !== null && kindOfRef(ref) === 'JOB' && context.lineage.find(ref, 'JOB') ? publishJob(context, ref) : [],
    );
  }

  list!: () => readonly ImpactedField[];

  @Field(() => [ImpactedField], {
    name: 'fields',
    description:
      'Its columns that are reached from the column (or from the columns of the dataset) asked about, nearest first.',
  })
  columns(): readonly ImpactedField[] {
    return this.list();
  }
}

/** A page of affected datasets. */
export const ImpactedDatasetConnection = connectionOf(ImpactedDataset, 'ImpactedDataset', 'affected datasets');

@ObjectType({ description: 'Exact totals over everything that is reached, whatever the page.' })
export class ImpactTotals {
  @Field(() => Int, { description: 'Datasets of the catalog.' })
  datasets!: number;

  @Field(() => Int, { description: 'Columns. For a question about a dataset: those reached from its columns.' })
  fields!: number;

  @Field(() => Int, { description: 'Distinct publishers of the affected datasets, central bodies included.' })
  agencies!: number;

  @Field(() => Int, { description: 'Distinct lead partners of those agencies at `asOf`.' })
  partners!: number;

  @Field(() => Int, { description: 'Affected datasets that are open.' })
  openDatasets!: number;

  @Field(() => Int, {
    description: 'Affected datasets that are hidden from you and counted: for stewards. No other total counts them.',
  })
  hidden!: number;

  @Field(() => Int, { description: 'Affected names that are not matched to the catalog.' })
  unresolved!: number;
}

@ObjectType({ description: 'What is reached downstream of a node: what has to be looked at before it changes.' })
export class ImpactReport extends LineageAnswer {
  @Field(() => NodeRefScalar, { description: 'What was asked about.' })
  of!: string;

  @Field(() => ImpactTotals, { description: 'Exact totals.' })
  totals!: ImpactTotals;

  @Field(() => [HiddenSteps], {
    description: 'Affected datasets that are hidden from you, by agency; `totals.hidden` of them.',
  })
  hidden!: readonly HiddenSteps[];

  @Field(() => [SeverityTotals], {
    nullable: true,
    description:
      'Totals by severity, all three of them, worst first: together those of `totals`. Null when no change was given.',
  })
  bySeverity!: readonly SeverityTotals[] | null;

  loads!: () => Loads;

  @Field(() => [AgencyLoad], { description: 'What each publisher has to look at, most datasets first.' })
  byAgency(): AgencyLoad[] {
    return this.loads().byAgency.map(AgencyLoad.from);
  }

  @Field(() => [PartnerLoad], {
    description:
      'What each lead partner of these publishers at `asOf` has to look at, most datasets first. A dataset whose publisher has two counts for both.',
  })
  byPartner(): PartnerLoad[] {
    return this.loads().byPartner.map(PartnerLoad.from);
  }

  affected!: ImpactedDatasets;
  changes!: readonly SchemaChange[] | null;
  veil!: Veil;
  when!: When;
}
