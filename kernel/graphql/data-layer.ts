import { registerEnumType } from 'type-graphql';

/** Layer of the National Data Architecture Framework (2439/QĐ-TTg). */
export enum DataLayer {
  SOURCE = 'SOURCE',
  METADATA = 'METADATA',
  MASTER = 'MASTER',
  REFERENCE = 'REFERENCE',
  TRANSACTION = 'TRANSACTION',
  AGGREGATE = 'AGGREGATE',
  ANALYTICAL = 'ANALYTICAL',
  OPEN = 'OPEN',
}
registerEnumType(DataLayer, {
  name: 'DataLayer',
  description: 'Layer of the National Data Architecture Framework (2439/QĐ-TTg).',
  valuesConfig: {
    SOURCE: { description: 'Source data.' },
    METADATA: { description: 'Metadata.' },
    MASTER: { description: 'Master data.' },
    REFERENCE: { description: 'Reference data: shared code lists.' },
    TRANSACTION: { description: 'Transaction data.' },
    AGGREGATE: { description: 'Aggregate data.' },
    ANALYTICAL: { description: 'Analytical data.' },
    OPEN: { description: 'Open data.' },
  },
});
