/** When findings were seen first, and when no more: one row each time that one opens. */
export const FINDING_DDL: readonly string[] = [
  `create table lineage.policy_finding (
    rule text not null,
    target text not null,
    severity text not null,
    first_seen timestamptz not null,
    resolved timestamptz,
    primary key (rule, target, first_seen)
  )`,
  'create unique index policy_finding_open on lineage.policy_finding (rule, target) where resolved is null',
];
