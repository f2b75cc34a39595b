import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { type BoundField, type Claim, type Feed, type ReconciledField, reconcile } from './reconciliation.ts';
import { seenDatasets } from './seen-datasets.ts';

/** Most fields of one element that are looked at, by reference. */
export const MOST_FIELDS = 1_000;
/** Most feeds between fields that are looked at. */
const MOST_FEEDS = 50_000;

/** The fields of an element, who claims it, and whether there are more than were looked at. */
export interface Reconciled {
  readonly claims: readonly Claim[];
  readonly fields: readonly ReconciledField[];
  readonly truncated: boolean;
}

/**
 * Reconciles elements from what the viewer sees: fields, claims and flows of hidden datasets are none. Three statements
 * for any number of elements.
 */
export async function reconciledElements(
  { em, viewer }: RequestScope,
  elements: readonly string[],
  asOf: string,
): Promise<Reconciled[]> {
  const asked = JSON.stringify(elements);
  const { sql: seen, parameters } = seenDatasets(em, viewer);
  const among = 'element_code in (select jsonb_array_elements_text(?::jsonb))';
  const [fields, claims, feeds] = await Promise.all([
    em.execute<(BoundField & { element: string; place: number })[]>(
      `select element, ref, dataset, type, place::int as place from (
         select b.element_code as element, b.dataset_code || '.' || b.field_name as ref, b.dataset_code as dataset, f.type,
           row_number() over (partition by b.element_code order by b.dataset_code, b.field_name) as place
         from quality.element_binding b left join quality.dataset_field f using (dataset_code, field_name)
         where b.${among} and b.dataset_code in (${seen})) as numbered
       where place <= ? order by element, place`,
      [asked, ...parameters, MOST_FIELDS + 1],
    ),
    em.execute<(Claim & { element: string })[]>(
      `select element_code as element, dataset_code as dataset, approved from quality.master_claim
       where ${among} and dataset_code in (${seen}) order by element_code, approved desc, dataset_code`,
      [asked, ...parameters],
    ),
    em.execute<Feed[]>(
      `select c.dataset_code || '.' || c.field_name as "from", c.consumer_code || '.' || c.consumer_field as "to",
         c.flow_code as flow, c.transformation
       from quality.column_flow c join quality.flow f on f.code = c.flow_code
       where c.dataset_code in (${seen}) and c.consumer_code in (${seen})
         and c.transformation in ('IDENTITY', 'TRANSFORMATION')
         and f.valid_from <= ?::timestamptz and (f.valid_to is null or ?::timestamptz < f.valid_to)
       order by c.flow_code, c.place limit ?`,
      [...parameters, ...parameters, asOf, asOf, MOST_FEEDS + 1],
    ),
  ]);
  const fieldsOf = Map.groupBy(fields, ({ element }) => element);
  const claimsOf = Map.groupBy(claims, ({ element }) => element);
  return elements.map((element) => {
    const own = fieldsOf.get(element) ?? [];
    const claimed = claimsOf.get(element) ?? [];
    return {
      claims: claimed,
      fields: reconcile(own.slice(0, MOST_FIELDS), claimed, feeds.slice(0, MOST_FEEDS)),
      truncated: own.length > MOST_FIELDS || feeds.length > MOST_FEEDS,
    };
  });
}
