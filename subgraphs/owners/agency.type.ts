import { Arg, Ctx, Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { AgencyLevel } from '../../kernel/graphql/agency-level.ts';
import { Bloc } from '../../kernel/graphql/bloc.ts';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import { PostRecord } from '../../kernel/graphql/post-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { AgencyRow, ContactPointRow, StewardRow } from './agency.entity.ts';

/** Whose line of command an agency stands in. */
export enum AgencyLine {
  CITY = 'CITY',
  CENTRAL_VERTICAL = 'CENTRAL_VERTICAL',
  PARTY = 'PARTY',
  FRONT = 'FRONT',
}
registerEnumType(AgencyLine, {
  name: 'AgencyLine',
  description: 'Line of command.',
  valuesConfig: {
    CITY: { description: "The city's own." },
    CENTRAL_VERTICAL: { description: 'Led by a central body, such as public security.' },
    PARTY: { description: 'Party line.' },
    FRONT: { description: 'Fatherland Front and mass organisations.' },
  },
});

@ObjectType({ description: 'How an agency is reached: a post, never a person.' })
export class ContactPoint extends PostRecord {
  @Field(() => String, { nullable: true, description: 'Address of the office, where one is published.' })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the office, where one is published.' })
  phone!: string | null;

  static from({ postVi, postEn, email, phone }: ContactPointRow): ContactPoint {
    return Object.assign(new ContactPoint(), { postVi, postEn, email, phone });
  }
}

@ObjectType({ description: "A post that is answerable for an agency's data, for a time." })
export class Steward extends PostRecord {
  @Field(() => DateTime, { description: 'From this instant on.' })
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until before this instant; null while in force.' })
  validTo!: Date | null;

  static from({ postVi, postEn, validFrom, validTo }: StewardRow): Steward {
    return Object.assign(new Steward(), { postVi, postEn, validFrom, validTo });
  }
}

@ObjectType({
  description:
    'An agency: of the city, a central body that publishes databases, or a former one (W3C ORG Organization).',
})
@Directive('@key(fields: "code")')
export class Agency extends MarkedRecord {
  nameVi!: string;
  nameEn!: string;
  parentCode!: string | null;

  @Field(() => ID, { description: 'Code of the agency, such as A11.' })
  code!: string;

  @Field(() => String, { description: 'Name of the agency.' })
  name(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the name.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.nameVi, en: this.nameEn }, lang, preferred);
  }

  @Field(() => Bloc, { description: 'Bloc of the political system.' })
  bloc!: Bloc;

  @Field(() => AgencyLevel, { description: 'Level of administration.' })
  level!: AgencyLevel;

  @Field(() => AgencyLine, { description: 'Line of command.' })
  line!: AgencyLine;

  @Field(() => DateTime, { description: 'The agency exists from this instant on.' })
  validFrom!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The agency exists until before this instant; null while it exists.',
  })
  validTo!: Date | null;

  static from(row: AgencyRow): Agency {
    return Object.assign(new Agency(), {
      code: row.code,
      nameVi: row.nameVi,
      nameEn: row.nameEn,
      bloc: row.bloc as Bloc,
      level: row.level as AgencyLevel,
      line: row.line as AgencyLine,
      parentCode: row.parentCode,
      validFrom: row.validFrom,
      validTo: row.validTo,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of agencies. */
export const AgencyConnection = connectionOf(Agency, 'Agency', 'agencies');
