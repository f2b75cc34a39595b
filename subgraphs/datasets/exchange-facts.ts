import type { EntityManager } from '@mikro-orm/postgresql';
import type { ExchangeFacts } from './exchange-eligibility.ts';
import type { ExchangeListingRow } from './exchange-listing.entity.ts';

/** Facts of a dataset, without what is on record for a listing. */
export type DatasetExchangeFacts = Omit<ExchangeFacts, 'isDeidentified' | 'hasConsent'>;

interface FactsRow {
  readonly code: string;
  readonly sharingClass: string | null;
  readonly importanceClass: string;
  readonly dataBlock: string | null;
  readonly isOnList: boolean;
  readonly fields: ExchangeFacts['fields'];
}

/**
 * What decides on datasets at an instant, in one statement however many they are. Says nothing of who may see them: ask
 * for those that were found for the viewer.
 */
export async function exchangeFactsOf(
  em: EntityManager,
  codes: readonly string[],
  at: Date,
): Promise<Map<string, DatasetExchangeFacts>> {
  if (codes.length === 0) return new Map();
  const rows = await em.execute<FactsRow[]>(
    `select d.code, d.sharing_class as "sharingClass", d.importance_class as "importanceClass",
       d.data_block as "dataBlock",
       exists (select from datasets.data_list_member m
         join datasets.data_list_version v on v.id = m.version_id
         join datasets.data_list l on l.code = v.list_code
         where m.dataset_code = d.code and l.kind = d.sharing_class
           and v.approved_on <= ?::timestamptz and (v.superseded_on is null or v.superseded_on > ?::timestamptz)) as "isOnList",
       coalesce((select jsonb_agg(jsonb_build_object('ref', f.ref, 'piiClass', f.pii_class,
           'directIdentifier', f.direct_identifier) order by f.position)
         from datasets.field f where f.dataset_code = d.code and f.pii_class <> 'NONE'), '[]') as fields
     from datasets.dataset d where d.code in (select jsonb_array_elements_text(?::jsonb))`,
    [at.toISOString(), at.toISOString(), JSON.stringify(codes)],
  );
  return new Map(rows.map(({ code, ...facts }) => [code, facts]));
}

/** What is on record for a listing, as eligibility asks for it. */
export const onRecordOf = (
  listing: Pick<ExchangeListingRow, 'deidentifiedOn' | 'consentedOn'> | null,
): { isDeidentified: boolean; hasConsent: boolean } => ({
  isDeidentified: listing !== null && listing.deidentifiedOn !== null,
  hasConsent: listing !== null && listing.consentedOn !== null,
});
