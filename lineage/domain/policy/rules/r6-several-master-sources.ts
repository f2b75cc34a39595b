import type { PolicyRule } from '../rule.ts';

/** R6: one single source of truth. */
export const severalMasterSources: PolicyRule = {
  code: 'R6',
  title: 'Several master sources of one element',
  about: 'ELEMENT',
  holds:
    'More than one dataset claims to be the master source of an element of the dictionary, whichever claim is approved.',
  severities: ['ERROR'],
  ground: [{ document: '278/2025/NĐ-CP', article: null }],
  hit: 'Two databases claim to be the master source of the full name.',
  nearMiss: 'One database alone claims the date of birth.',
  find({ graph }, element) {
    const datasets = graph.claimantsOf(element);
    return datasets.length < 2 ? null : { severity: 'ERROR', columns: [], datasets };
  },
};
