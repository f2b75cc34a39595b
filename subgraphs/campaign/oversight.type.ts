import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { OversightRow } from './oversight.entity.ts';
import { Agency } from './stubs.ts';

/** What an agency watches over in a campaign. */
export enum OversightRole {
  COORDINATOR = 'COORDINATOR',
  INSPECTOR = 'INSPECTOR',
  SECURITY = 'SECURITY',
}
registerEnumType(OversightRole, {
  name: 'OversightRole',
  description: 'What an agency watches over in a campaign. It gives no right to see or write anything.',
  valuesConfig: {
    COORDINATOR: { description: 'Coordinates what the agencies do.' },
    INSPECTOR: { description: 'Inspects whether it is done, and how.' },
    SECURITY: { description: 'Watches over the security of information.' },
  },
});

@ObjectType({ description: 'That an agency watches over a campaign for a time.' })
export class Oversight extends MarkedRecord {
  campaignCode!: string;

  @Field(() => OversightRole, { description: 'What it watches over.' })
  role!: OversightRole;

  @Field(() => Agency, { nullable: true, description: 'The agency; null when the catalog does not have it.' })
  agency!: Agency;

  @Field(() => DateTime, { description: 'From this instant on.' })
  validFrom!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Until before this instant; null while in force.' })
  validTo!: Date | null;

  static from(row: OversightRow): Oversight {
    return Object.assign(new Oversight(), {
      campaignCode: row.campaignCode,
      role: row.role as OversightRole,
      agency: Agency.of(row.agencyCode),
      validFrom: row.validFrom,
      validTo: row.validTo,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}
