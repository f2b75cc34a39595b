/**
 * What retention remembers beside the log (ADR 27); both tables belong to the log and are backed up with it.
 *
 * `kept_columns`: which event says a column lineage for all later ones that say the same; one row for each that a job ever
 * had. `folded_job`: what was folded of a job, one row each.
 */
export const RETENTION_DDL: readonly string[] = [
  `create table lineage.kept_columns (
    code bytea primary key,
    seq bigint not null,
    event_time bigint not null
  )`,
  `create table lineage.folded_job (
    code text primary key,
    job text not null,
    events bigint not null,
    bytes_before bigint not null,
    bytes_after bigint not null,
    -- Time of the last event that was folded, in microseconds since 1970.
    until bigint not null
  )`,
  // Nobody can ask for what they said, but how many there were in a time.
  `create index event_folded_by_time on lineage.event (lineage.event_time(body), seq) where kind = 'openlineage.folded'`,
];
