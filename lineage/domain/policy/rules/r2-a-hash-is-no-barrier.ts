import type { PolicyRule } from '../rule.ts';
import { findPersonalData } from './personal-data.ts';

/** R2: personal data reaches an open dataset, hashed. The law knows no pseudonymised middle class. */
export const aHashIsNoBarrier: PolicyRule = {
  code: 'R2',
  title: 'Hashed personal data is published',
  about: 'DATASET',
  holds:
    'A personal column reaches a column of an open dataset over a path with a HASH and without AGGREGATION or DEIDENTIFICATION, and over none that R1 names. Masking in an OpenLineage event is a HASH unless a de-identification record stands for it. A column that a law publishes is exempt.',
  severities: ['CRITICAL'],
  ground: [
    { document: '91/2025/QH15', article: '14' },
    { document: '356/2025/NĐ-CP', article: null },
  ],
  hit: 'An identity number is hashed on its way into an open dataset.',
  nearMiss: 'The same with a DEIDENTIFICATION in place of the HASH, or with a de-identification record for it.',
  find: (view, dataset) => findPersonalData(view, dataset, 'R2', 'CRITICAL'),
};
