import type { PolicyRule } from '../rule.ts';

/** R5: opened or shared without approval. */
export const notOnTheList: PolicyRule = {
  code: 'R5',
  title: 'Open or shared without being on the approved list',
  about: 'DATASET',
  holds:
    'A dataset is open or shared, and no version in force of a list of that kind names it. A version is in force from its approval until the next one of its list; a proposed one is not.',
  severities: ['WARN'],
  ground: [{ document: '194/2025/NĐ-CP', article: null }],
  hit: 'A dataset is open; the open-data list in force does not name it, a proposed version does.',
  nearMiss: 'A national database has no sharing class: it is outside the lists of the city.',
  find({ graph }, dataset) {
    const sharing = graph.datasetFacts(dataset)?.sharingClass ?? null;
    if (sharing === null || sharing === 'PRIVATE' || graph.isListed(sharing, graph.ref(dataset))) return null;
    return { severity: 'WARN', columns: [] };
  },
};
