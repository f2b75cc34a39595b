import type { EntityManager } from '@mikro-orm/postgresql';
import { asProcess } from '../database/acting-as.ts';
import { DEVELOPER_SEES } from '../dataset-visibility/row-policies.ts';
import { MOST_TARGETS } from './body.ts';
import { appendRecords } from './seal.ts';
import type { WriteNoted } from './trail.ts';

/**
 * Which of the references that were shown are restricted: those of datasets that a developer does not see, and of what
 * belongs to them. References are as they were noted; codes, and whatever names what is restricted, are given back.
 */
export type RestrictedAmong = (refs: readonly string[]) => readonly string[];

/** Where a subgraph knows what is restricted: a table with the columns of a dataset, or a function of what it has in memory. */
export type RestrictedBy = { readonly table: string } | RestrictedAmong;

/** The code of the dataset that a reference is of, or that of a column's dataset; codes hold no dot. */
const datasetOf = (ref: string): string => {
  const dot = ref.indexOf('.');
  return dot < 0 ? ref : ref.slice(0, dot);
};

/** Writes records as they are. */
export const writeRecords =
  (fork: () => EntityManager, schema: string): WriteNoted =>
  (bodies) =>
    asProcess(() => fork().transactional((em) => appendRecords(em, schema, bodies)));

/**
 * Writes reads, of what is restricted only, in one statement, asked when they are written and not when they are shown: a
 * read never waits for the question whether it is recorded. A dataset that the table does not know counts as restricted.
 */
export function writeReads(fork: () => EntityManager, schema: string, by: RestrictedBy): WriteNoted {
  const write = writeRecords(fork, schema);
  if (typeof by === 'function') {
    return (bodies) =>
      write(
        bodies.flatMap((body) => {
          const codes = [...new Set(by(body.targets))].sort();
          return codes.length === 0
            ? []
            : [{ ...body, targets: codes.slice(0, MOST_TARGETS), targetCount: codes.length }];
        }),
      );
  }
  const statement = `with asked as (
      select body, at from jsonb_array_elements(?::jsonb) with ordinality as t(body, at)
    ), restricted as (
      select at, array_agg(code order by code) as codes
      from asked, jsonb_array_elements_text(body -> 'targets') as shown(code)
      where not exists (select from "${schema}"."${by.table}" as d where d.code = shown.code and ${DEVELOPER_SEES})
      group by at
    )
    select "${schema}".audit_append(jsonb_agg(body || jsonb_build_object(
      'targets', to_jsonb(codes[1:${MOST_TARGETS}]), 'targetCount', cardinality(codes)) order by at))
    from asked join restricted using (at)`;
  return (bodies) =>
    asProcess(() =>
      fork().transactional(async (em) => {
        const asked = bodies.map((body) => ({ ...body, targets: [...new Set(body.targets.map(datasetOf))] }));
        await em.execute(statement, [JSON.stringify(asked)]);
      }),
    );
}
