import type { PolicyRule } from '../rule.ts';
import { findPersonalData } from './personal-data.ts';

/** R3: a published figure over personal data may stand for a handful of people. */
export const cellsAreTooSmall: PolicyRule = {
  code: 'R3',
  title: 'Published figures over too few people',
  about: 'DATASET',
  holds:
    'A personal column reaches a column of an open dataset over a path with an AGGREGATION whose flow declares a minimum cell size below k (10 unless configured) or none, and without DEIDENTIFICATION; neither R1 nor R2 holds for the column.',
  severities: ['WARN'],
  ground: [{ document: '91/2025/QH15', article: null }],
  hit: 'Pupils are counted for an open dataset in cells of 3.',
  nearMiss: 'Number plates are counted for an open dataset in cells of 20.',
  find: (view, dataset) => findPersonalData(view, dataset, 'R3', 'WARN'),
};
