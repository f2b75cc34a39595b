import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { Basis } from './computed-metrics.ts';
import { seenDatasets } from './seen-datasets.ts';

/** Channels that are sharing platforms (278/2025/NĐ-CP, 2439/QĐ-TTg). */
const PLATFORM_CHANNELS = "('NDOP', 'NDXP', 'LGSP')";

interface FieldCounts {
  code: string;
  fields: number;
  bound: number;
  compared: number;
  agreeing: number;
}

interface Ends {
  code: string;
  consumers: number;
  connected: boolean;
}

interface Info {
  code: string;
  update_interval: string | null;
  data_layer: string | null;
  data_block: string | null;
  survey_state: string | null;
  distributions: number;
  served: boolean;
  last_update: string | null;
}

/**
 * What the catalog knows of datasets by itself, of those that the viewer sees: three statements for any number. Master
 * sources, consumers and flows that the viewer does not see are none.
 */
export async function basisOf(
  { em, viewer }: RequestScope,
  codes: readonly string[],
  asOf: string,
): Promise<(Basis | null)[]> {
  const asked = JSON.stringify(codes);
  const { sql: seen, parameters } = seenDatasets(em, viewer);
  const among = 'in (select jsonb_array_elements_text(?::jsonb))';
  const [infos, counts, ends] = await Promise.all([
    em.execute<Info[]>(
      `select i.dataset_code as code, i.update_interval, i.data_layer, i.data_block, i.survey_state,
         (select count(*)::int from quality.distribution d where d.dataset_code = i.dataset_code) as distributions,
         exists (select from quality.distribution d where d.dataset_code = i.dataset_code and d.access_service is not null) as served,
         (select max(u.updated_at) from quality.dataset_update u
          where u.dataset_code = i.dataset_code and u.updated_at <= ?::timestamptz) as last_update
       from quality.dataset_info i where i.dataset_code ${among} and i.dataset_code in (${seen})`,
      [asOf, asked, ...parameters],
    ),
    em.execute<FieldCounts[]>(
      `select f.dataset_code as code, count(*)::int as fields, count(b.element_code)::int as bound,
         count(mf.type)::int as compared, (count(*) filter (where mf.type = f.type))::int as agreeing
       from quality.dataset_field f
       left join quality.element_binding b using (dataset_code, field_name)
       left join quality.master_claim m on m.element_code = b.element_code and m.approved and m.dataset_code <> f.dataset_code
         and m.dataset_code in (${seen})
       left join lateral (
         select of_master.type from quality.element_binding bound
         join quality.dataset_field of_master using (dataset_code, field_name)
         where bound.element_code = m.element_code and bound.dataset_code = m.dataset_code
         order by of_master.position limit 1) mf on true
       where f.dataset_code ${among} and f.dataset_code in (${seen})
       group by f.dataset_code`,
      [...parameters, asked, ...parameters],
    ),
    em.execute<Ends[]>(
      `select code, count(distinct consumer)::int as consumers, bool_or(channel in ${PLATFORM_CHANNELS}) as connected
       from (
         select dataset_code as code, consumer_code as consumer, channel, valid_from, valid_to, consumer_code as other from quality.flow
         union all
         select consumer_code, null, channel, valid_from, valid_to, dataset_code from quality.flow) as ends
       where code ${among} and code in (${seen}) and other in (${seen}) and other <> code
         and valid_from <= ?::timestamptz and (valid_to is null or ?::timestamptz < valid_to)
       group by code`,
      [asked, ...parameters, ...parameters, asOf, asOf],
    ),
  ]);
  const infoOf = new Map(infos.map((info) => [info.code, info]));
  const countsOf = new Map(counts.map((count) => [count.code, count]));
  const endsOf = new Map(ends.map((end) => [end.code, end]));
  return codes.map((code) => {
    const info = infoOf.get(code);
    if (info === undefined) return null;
    const counted = countsOf.get(code);
    const end = endsOf.get(code);
    return {
      updateInterval: info.update_interval,
      dataLayer: info.data_layer,
      dataBlock: info.data_block,
      surveyState: info.survey_state,
      fields: counted?.fields ?? 0,
      boundFields: counted?.bound ?? 0,
      comparedFields: counted?.compared ?? 0,
      agreeingFields: counted?.agreeing ?? 0,
      distributions: info.distributions,
      isConnected: info.served || (end?.connected ?? false),
      consumers: end?.consumers ?? 0,
      lastUpdate: info.last_update === null ? null : new Date(info.last_update),
    };
  });
}
