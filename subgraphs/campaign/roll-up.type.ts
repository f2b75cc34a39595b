import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AgencyLevel } from '../../kernel/graphql/agency-level.ts';
import { Bloc } from '../../kernel/graphql/bloc.ts';
import { DataBlock } from '../../kernel/graphql/data-block.ts';
import { DataLayer } from '../../kernel/graphql/data-layer.ts';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { groupsBy, sumsOf, type TargetStanding } from './roll-up.ts';
import { Agency, Dataset, Partner } from './stubs.ts';

/** By what progress is grouped. */
export enum RollUpDimension {
  DATASET = 'DATASET',
  AGENCY = 'AGENCY',
  LEVEL = 'LEVEL',
  BLOC = 'BLOC',
  PARTNER = 'PARTNER',
  YEAR = 'YEAR',
  LAYER = 'LAYER',
  BLOCK = 'BLOCK',
}
registerEnumType(RollUpDimension, {
  name: 'RollUpDimension',
  description: 'By what is grouped. Whatever it is, everything is in one group, so that groups add up to the whole.',
  valuesConfig: {
    DATASET: { description: 'Dataset.' },
    AGENCY: { description: 'Responsible agency: the publisher of a dataset.' },
    LEVEL: { description: 'Level of the responsible agency.' },
    BLOC: { description: 'Bloc of the responsible agency.' },
    PARTNER: { description: 'Lead partner of the responsible agency; null is an agency without a partner.' },
    YEAR: { description: 'Year of the deadline.' },
    LAYER: { description: 'Layer of the dataset in the National Data Architecture Framework (2439/QĐ-TTg).' },
    BLOCK: { description: 'Block of the dataset in that framework.' },
  },
});

@ObjectType({ description: 'How many targets are expected to be reached, by what their reports let expect.' })
export class OutlookCounts {
  @Field(() => Int, { description: 'At the target or past it.' })
  reached!: number;

  @Field(() => Int, { description: 'Expected by the deadline.' })
  onTime!: number;

  @Field(() => Int, { description: 'Expected after the deadline.' })
  late!: number;

  @Field(() => Int, { description: 'Not expected at this rate.' })
  notAtThisRate!: number;

  @Field(() => Int, { description: 'With too few reports to say.' })
  unknown!: number;
}

@ObjectType({ description: 'What was reached of several targets.' })
export class ProgressSummary {
  standings!: readonly TargetStanding[];
  asOf!: Date;

  @Field(() => Int, { description: 'Targets.' })
  targets!: number;

  @Field(() => Int, { description: 'Targets of which anything was reported.' })
  reported!: number;

  @Field(() => Int, { description: 'Targets of which nothing was reported; they are in no mean.' })
  notReported!: number;

  @Field(() => Float, { nullable: true, description: 'Share of the targets of which anything was reported.' })
  coverage!: number | null;

  @Field(() => Int, { description: 'Targets that are reached.' })
  reached!: number;

  @Field(() => Int, { description: 'Targets whose deadline has passed and that are not known to be reached.' })
  overdue!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Mean share of the way to the target, over what was reported alone, each taken between 0 and 1; null when nothing was.',
  })
  meanAttainment!: number | null;

  static of(standings: readonly TargetStanding[], asOf: Date): ProgressSummary {
    const sums = sumsOf(standings, asOf);
    return Object.assign(new ProgressSummary(), {
      ...sums,
      notReported: sums.targets - sums.reported,
      standings,
      asOf,
    });
  }
}

/** What a group is of. */
@ObjectType()
export abstract class RollUpKey {
  @Field(() => Dataset, { nullable: true, description: 'By DATASET: the dataset; null for targets of no dataset.' })
  dataset!: Dataset | null;

  @Field(() => Agency, { nullable: true, description: 'By AGENCY: the responsible agency.' })
  agency!: Agency | null;

  @Field(() => AgencyLevel, { nullable: true, description: 'By LEVEL: the level.' })
  level!: AgencyLevel | null;

  @Field(() => Bloc, { nullable: true, description: 'By BLOC: the bloc.' })
  bloc!: Bloc | null;

  @Field(() => Partner, { nullable: true, description: 'By PARTNER: the lead partner; null for agencies without one.' })
  partner!: Partner | null;

  @Field(() => Int, { nullable: true, description: 'By YEAR: the year.' })
  year!: number | null;

  @Field(() => DataLayer, {
    nullable: true,
    description: 'By LAYER: the layer; null where none is said, or of no dataset.',
  })
  layer!: DataLayer | null;

  @Field(() => DataBlock, {
    nullable: true,
    description: 'By BLOCK: the block; null where none is said, or of no dataset.',
  })
  block!: DataBlock | null;
}

/** The key of a group as it is published: one of its fields holds it. */
export function rollUpKey(by: RollUpDimension, key: string | number | null): RollUpKey {
  const text = key === null ? null : String(key);
  const when = <T>(dimension: RollUpDimension, value: (text: string) => T): T | null =>
    by === dimension && text !== null ? value(text) : null;
  return {
    dataset: when(RollUpDimension.DATASET, Dataset.of),
    agency: when(RollUpDimension.AGENCY, Agency.of),
    level: when(RollUpDimension.LEVEL, (level) => level as AgencyLevel),
    bloc: when(RollUpDimension.BLOC, (bloc) => bloc as Bloc),
    partner: when(RollUpDimension.PARTNER, Partner.of),
    year: when(RollUpDimension.YEAR, Number),
    layer: when(RollUpDimension.LAYER, (layer) => layer as DataLayer),
    block: when(RollUpDimension.BLOCK, (block) => block as DataBlock),
  };
}

@ObjectType({ description: 'Targets that belong together, and what was reached of them.' })
export class ProgressGroup extends RollUpKey {
  @Field(() => ProgressSummary, { description: 'What was reached of them.' })
  summary!: ProgressSummary;
}

@ObjectType({ description: 'Progress of a campaign, rolled up over the targets that you may see.' })
export class ProgressRollUp {
  @Field(() => RollUpDimension, { description: 'By what it is grouped.' })
  by!: RollUpDimension;

  @Field(() => DateTime, { description: 'Reports until this instant are counted; partners are those of this instant.' })
  asOf!: Date;

  @Field(() => ProgressSummary, { description: 'Of all together.' })
  total!: ProgressSummary;

  @Field(() => [ProgressGroup], { description: 'The groups in order of what they are of, that of none last.' })
  groups!: ProgressGroup[];

  static of(standings: readonly TargetStanding[], by: RollUpDimension, asOf: Date): ProgressRollUp {
    return Object.assign(new ProgressRollUp(), {
      by,
      asOf,
      total: ProgressSummary.of(standings, asOf),
      groups: groupsBy(standings, by).map(({ key, items }) =>
        Object.assign(new ProgressGroup(), { ...rollUpKey(by, key), summary: ProgressSummary.of(items, asOf) }),
      ),
    });
  }
}
