import { registerEnumType } from 'type-graphql';

/** Class of personal data of a field, weakest first (Law 91/2025/QH15, Decree 356/2025/NĐ-CP). */
export enum PiiClass {
  NONE = 'NONE',
  BASIC = 'BASIC',
  SENSITIVE = 'SENSITIVE',
}
registerEnumType(PiiClass, {
  name: 'PiiClass',
  description: 'Class of personal data (Decree 356/2025/NĐ-CP), weakest first.',
  valuesConfig: {
    NONE: { description: 'No personal data.' },
    BASIC: { description: 'Basic personal data.' },
    SENSITIVE: { description: 'Sensitive personal data.' },
  },
});

const STRENGTH: readonly string[] = [PiiClass.NONE, PiiClass.BASIC, PiiClass.SENSITIVE];

/** The strongest class among fields: that of their dataset. NONE when there are none. */
export const strongestClass = (fields: readonly { readonly piiClass: string }[]): PiiClass =>
  fields.reduce<PiiClass>(
    (strongest, { piiClass }) =>
      STRENGTH.indexOf(piiClass) > STRENGTH.indexOf(strongest) ? (piiClass as PiiClass) : strongest,
    PiiClass.NONE,
  );
