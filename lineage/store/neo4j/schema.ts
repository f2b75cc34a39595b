/**
 * What is made before the first write, in order. Without uniqueness two writers that MERGE at once can make two.
 *
 * ```
 * (:Record:Dataset {key, ref, code, dataset, publisher, tier, sharingClass, importanceClass})
 * (:Record:Field {key, ref, dataset, name, type, position, piiClass, directIdentifier, dropped, nullable, isKey,
 *   element, codeList}), those that are known
 * (:Record:Job {key, ref, code, type, channel, mandatory, minimumCellSize, legalGround, mark, validFrom, validTo})
 * (:Record:Agency {key, code, level, …})   (:Record:Partner {key, code})
 * (:Record:Assignment {key, code, agency, partner, isLead, validFrom, validTo})
 * (:Record:Name {key, code, name, firstSeen, lastSeen})   (:Record:Link {key, code, name, dataset, ignored})
 * (:Record:Place {key, code, name, place, shared})   (:Record:Alias {key, code, name, family})
 * (:Record:Family {key, code, root, members, symlinks, erased})   (:Record:NameRule {key, code, namespace, rules})
 * (:Record:Ends {key, code, job, inputs, outputs, crowded}), what events say that a job reads and writes
 * (:Record:Policy {key, code, kind, …}), what policy findings look at beside the graph; the kind of a list is `listKind`
 * (:Record:Dictionary {key, code, kind, …}): elements, code lists, standards, and which datasets conform
 * (:Record:Memory {key, code, kind}), what only folding looks at
 * (:Dataset)-[:HAS_FIELD]->(:Field)
 * (:Dataset)-[:FLOWS_TO {key, job, transformation, validFrom, validTo, recordedFrom, recordedTo}]->(:Dataset), so for fields
 * (:GraphRevision {only: 1, revision, epoch, resetting})
 * ```
 * References can be longer than an index takes, so records are unique by a hash. `facts` is the record as it was folded;
 * the properties beside it are for people who ask. Every record carries the revision that last wrote it: what changed
 * since a revision is a range of an index.
 */
export const SCHEMA: readonly string[] = [
  'CREATE CONSTRAINT graph_revision_only IF NOT EXISTS FOR (r:GraphRevision) REQUIRE r.only IS UNIQUE',
  'CREATE CONSTRAINT record_key IF NOT EXISTS FOR (n:Record) REQUIRE n.key IS UNIQUE',
  'CREATE CONSTRAINT flows_to_key IF NOT EXISTS FOR ()-[e:FLOWS_TO]-() REQUIRE e.key IS UNIQUE',
  'CREATE INDEX record_revision IF NOT EXISTS FOR (n:Record) ON (n.revision)',
  'CREATE INDEX flows_to_revision IF NOT EXISTS FOR ()-[e:FLOWS_TO]-() ON (e.revision)',
  'CREATE INDEX flows_to_job IF NOT EXISTS FOR ()-[e:FLOWS_TO]-() ON (e.jobKey, e.recordedTo)',
  'CREATE INDEX dataset_code IF NOT EXISTS FOR (n:Dataset) ON (n.code)',
  'CREATE INDEX dataset_publisher IF NOT EXISTS FOR (n:Dataset) ON (n.publisher)',
  'CREATE INDEX field_element IF NOT EXISTS FOR (n:Field) ON (n.element)',
  'CREATE INDEX field_code_list IF NOT EXISTS FOR (n:Field) ON (n.codeList)',
  'CREATE INDEX job_code IF NOT EXISTS FOR (n:Job) ON (n.code)',
  'CREATE INDEX name_code IF NOT EXISTS FOR (n:Name) ON (n.code)',
  'CREATE INDEX place_code IF NOT EXISTS FOR (n:Place) ON (n.code)',
  'CREATE INDEX alias_code IF NOT EXISTS FOR (n:Alias) ON (n.code)',
  'CREATE INDEX ends_code IF NOT EXISTS FOR (n:Ends) ON (n.code)',
  'CREATE INDEX memory_code IF NOT EXISTS FOR (n:Memory) ON (n.code)',
  'CREATE INDEX assignment_partner IF NOT EXISTS FOR (n:Assignment) ON (n.partner)',
  'CALL db.awaitIndexes(30)',
];
