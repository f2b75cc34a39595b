/** A question that an architect asks in Cypher. */
export interface SavedQuery {
  readonly question: string;
  readonly cypher: string;
}

/** What is so now, as we know it now; the number is the open end of an interval, in microseconds since 1970. */
const now = (edge: string): string =>
  `${edge}.recordedTo = 9007199254740991 AND ${edge}.validFrom <= timestamp() * 1000 AND timestamp() * 1000 < ${edge}.validTo`;

/**
 * Questions to begin with, in the sample catalogue's codes; `docs/cypher.md` shows them. Whatever walks far asks for the
 * least length only, never for paths: so Neo4j walks breadth-first.
 */
export const SAVED_QUERIES: readonly SavedQuery[] = [
  {
    question: 'What does a partner touch? The datasets of the agencies that VNPT works with.',
    cypher: `MATCH (a:Assignment {partner: 'VNPT'})
WHERE coalesce(a.validFrom, 0) <= timestamp() * 1000 AND timestamp() * 1000 < coalesce(a.validTo, 9007199254740991)
MATCH (d:Dataset {publisher: a.agency})
RETURN a.agency AS agency, max(a.isLead) AS leads, collect(DISTINCT d.code) AS datasets
ORDER BY agency`,
  },
  {
    question: 'Which is the shortest way from a national dataset to an open one?',
    cypher: `MATCH (from:Dataset {code: 'N01'}), (to:Dataset {code: 'O14'})
MATCH p = shortestPath((from)-[:FLOWS_TO*1..30]->(to))
WHERE all(e IN relationships(p) WHERE ${now('e')})
RETURN length(p) AS distance, [n IN nodes(p) | n.code] AS datasets, [e IN relationships(p) | e.job] AS flows`,
  },
  {
    question: 'What depends on a column, and how far away is it?',
    cypher: `MATCH (:Dataset {code: 'N01'})-[:HAS_FIELD]->(source:Field {name: 'ngay_sinh'})
MATCH p = (source)-[edges:FLOWS_TO*1..]->(reached)
WHERE all(e IN edges WHERE ${now('e')})
WITH source, reached, min(length(p)) AS distance
WHERE reached <> source
RETURN reached.ref AS column, distance
ORDER BY distance, column`,
  },
  {
    question: 'Which open datasets have a column that is fed, however indirectly, from sensitive personal data?',
    cypher: `MATCH (open:Dataset {tier: 'OPEN'})-[:HAS_FIELD]->(target:Field)
MATCH p = (target)<-[edges:FLOWS_TO*1..]-(source)
WHERE all(e IN edges WHERE ${now('e')})
WITH open, target, source, min(length(p)) AS distance
WHERE source.piiClass = 'SENSITIVE'
RETURN open.code AS dataset, target.name AS column, source.ref AS source, distance
ORDER BY dataset, column, source`,
  },
  {
    question:
      'Whom do most other agencies depend on? Agencies by the number of others that their datasets feed directly.',
    cypher: `MATCH (from:Dataset)-[e:FLOWS_TO]->(to:Dataset)
WHERE ${now('e')} AND from.publisher <> to.publisher
RETURN from.publisher AS agency, count(DISTINCT to.publisher) AS others, count(DISTINCT from) AS datasets
ORDER BY others DESC, agency
LIMIT 10`,
  },
];
