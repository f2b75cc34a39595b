import type { PolicyRule } from '../rule.ts';

/** I3: data goes round, so that nobody can say where it comes from. */
export const dataGoesRound: PolicyRule = {
  code: 'I3',
  title: 'Data goes round',
  about: 'GRAPH',
  holds:
    'Columns feed one another in a circle, or a column feeds itself. The target is the dataset of the least of them by reference; each is proven by a shortest way round.',
  severities: ['REVIEW'],
  ground: [],
  hit: 'A name is copied from a first dataset to a second, and from there back.',
  nearMiss: 'Two datasets that feed each other with different columns.',
};
