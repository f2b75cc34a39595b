import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import type { Reconciled } from './reconciliation.loader.ts';
import type { Feed, ReconciledField as Row } from './reconciliation.ts';
import { Dataset, DatasetField } from './stubs.ts';

/** What a field is to the element that it is bound to. */
export enum MasterSourceRole {
  MASTER = 'MASTER',
  CLAIMANT = 'CLAIMANT',
  FED_BY_MASTER = 'FED_BY_MASTER',
  FED_BY_OTHER = 'FED_BY_OTHER',
  NOT_FED = 'NOT_FED',
}
registerEnumType(MasterSourceRole, {
  name: 'MasterSourceRole',
  description: 'What a field is to the element that it is bound to.',
  valuesConfig: {
    MASTER: { description: 'It belongs to the approved master source.' },
    CLAIMANT: { description: 'Its dataset claims to be the master source, and is not approved.' },
    FED_BY_MASTER: { description: 'It comes from the master source, in one step or several.' },
    FED_BY_OTHER: { description: 'It comes from elsewhere.' },
    NOT_FED: { description: 'No flow is known that feeds it: collected anew, or not declared.' },
  },
});

@ObjectType({ description: 'A claim to be the master source of an element.' })
export class ReconciledClaim {
  @Field(() => Dataset, { description: 'The dataset that claims it.' })
  dataset!: Dataset;

  @Field(() => Boolean, { description: 'Whether the claim is approved.' })
  approved!: boolean;
}

@ObjectType({ description: 'A field of an element that feeds another one directly.' })
export class ReconciledFeed {
  @Field(() => DatasetField, { description: 'The field that feeds.' })
  field!: DatasetField;

  @Field(() => String, { description: 'Code of the flow.' })
  flow!: string;

  @Field(() => String, { description: 'IDENTITY or TRANSFORMATION; other ways do not keep the value.' })
  transformation!: string;

  static of({ from, flow, transformation }: Feed): ReconciledFeed {
    return Object.assign(new ReconciledFeed(), { field: DatasetField.of(from), flow, transformation });
  }
}

@ObjectType({ description: 'A field that is bound to an element, and where its values come from.' })
export class ReconciledField {
  @Field(() => DatasetField, { description: 'The field.' })
  field!: DatasetField;

  @Field(() => Dataset, { description: 'Its dataset.' })
  dataset!: Dataset;

  @Field(() => MasterSourceRole, { description: 'What it is to the element.' })
  role!: MasterSourceRole;

  @Field(() => [ReconciledFeed], { description: 'Fields of the element that feed it directly.' })
  fedBy!: ReconciledFeed[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether its type is that of the master source; null for the master itself and where there is none.',
  })
  typeAgrees!: boolean | null;

  static of({ ref, dataset, role, fedBy, typeAgrees }: Row): ReconciledField {
    return Object.assign(new ReconciledField(), {
      field: DatasetField.of(ref),
      dataset: Dataset.of(dataset),
      role: MasterSourceRole[role],
      fedBy: fedBy.map(ReconciledFeed.of),
      typeAgrees,
    });
  }
}

@ObjectType({
  description: 'Who claims an element and who feeds whom, of what you may see (278/2025/NĐ-CP: one source).',
})
export class Reconciliation {
  @Field(() => DateTime, { description: 'At which instant flows are looked at; claims as they are now.' })
  asOf!: Date;

  @Field(() => [ReconciledClaim], { description: 'Claims, the approved one first.' })
  claims!: ReconciledClaim[];

  @Field(() => Boolean, { description: 'Whether several datasets claim it (finding R6).' })
  contested!: boolean;

  @Field(() => [ReconciledField], { description: 'Fields that are bound to it, by reference; at most 1,000.' })
  fields!: ReconciledField[];

  @Field(() => Int, { description: 'How many of them come from the master source.' })
  fedByMaster!: number;

  @Field(() => Int, { description: 'How many of them come from elsewhere.' })
  fedByOther!: number;

  @Field(() => Int, {
    description: 'How many of them nothing is known to feed, the master source and claimants aside.',
  })
  notFed!: number;

  @Field(() => Boolean, { description: 'Whether there are more fields or flows than were looked at.' })
  truncated!: boolean;

  static of({ claims, fields, truncated }: Reconciled, asOf: Date): Reconciliation {
    const having = (role: Row['role']): number => fields.filter((field) => field.role === role).length;
    return Object.assign(new Reconciliation(), {
      asOf,
      claims: claims.map(({ dataset, approved }) =>
        Object.assign(new ReconciledClaim(), { dataset: Dataset.of(dataset), approved }),
      ),
      contested: claims.length > 1,
      fields: fields.map(ReconciledField.of),
      fedByMaster: having('FED_BY_MASTER'),
      fedByOther: having('FED_BY_OTHER'),
      notFed: having('NOT_FED'),
      truncated,
    });
  }
}
