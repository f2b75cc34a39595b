import { registerEnumType } from 'type-graphql';

/** Type of the values of a field, as the catalog declares it. */
export enum FieldType {
  STR = 'STR',
  NUM = 'NUM',
  INT = 'INT',
  DATE = 'DATE',
  DT = 'DT',
  GEO = 'GEO',
  TEXT = 'TEXT',
  BOOL = 'BOOL',
}

registerEnumType(FieldType, {
  name: 'FieldType',
  description: 'Type of the values of a field.',
  valuesConfig: {
    STR: { description: 'Short text, a code or a name.' },
    NUM: { description: 'Number with decimals.' },
    INT: { description: 'Whole number.' },
    DATE: { description: 'Calendar date.' },
    DT: { description: 'Date and time.' },
    GEO: { description: 'Point or shape on the map.' },
    TEXT: { description: 'Long free text.' },
    BOOL: { description: 'Yes or no.' },
  },
});
