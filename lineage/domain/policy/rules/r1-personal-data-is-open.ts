import type { PolicyRule } from '../rule.ts';
import { findPersonalData } from './personal-data.ts';

/** R1: personal data reaches an open dataset as it is. */
export const personalDataIsOpen: PolicyRule = {
  code: 'R1',
  title: 'Personal data is published',
  about: 'DATASET',
  holds:
    'A personal column (basic or sensitive) reaches a column of an open dataset over column edges that are all IDENTITY or TRANSFORMATION. A column that a law publishes (public basis) is exempt.',
  severities: ['CRITICAL'],
  ground: [
    { document: '91/2025/QH15', article: null },
    { document: '356/2025/NĐ-CP', article: null },
  ],
  hit: 'A date of birth is copied over two datasets into an open one, every edge IDENTITY.',
  nearMiss: 'The name of a representative is copied into an open dataset: the column has a public basis.',
  find: (view, dataset) => findPersonalData(view, dataset, 'R1', 'CRITICAL'),
};
