import { registerEnumType } from 'type-graphql';

/** Whether a seeded record states a fact of a public source or is sample data. */
export enum RecordMark {
  FACT = 'FACT',
  ILLUSTRATIVE = 'ILLUSTRATIVE',
}

registerEnumType(RecordMark, {
  name: 'RecordMark',
  description: 'Whether a record states a fact of a public source or is sample data.',
  valuesConfig: {
    FACT: { description: 'Stated in the public source that `source` cites.' },
    ILLUSTRATIVE: { description: 'Sample data, composed for illustration.' },
  },
});
