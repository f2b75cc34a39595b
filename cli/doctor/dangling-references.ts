import type { Sql } from '../../lineage/log/sql.ts';
import { type Check, problem } from './check.ts';

/** A column, schema and table first, that holds codes owned by another subgraph, and the column that owns them. */
interface Reference {
  readonly column: `${string}.${string}.${string}`;
  readonly to: `${string}.${string}.${string}`;
  /** True when the column holds an array of them. */
  readonly many?: true;
}

/** Every reference between subgraphs; within one, foreign keys hold them. */
export const REFERENCES: readonly Reference[] = [
  { column: 'datasets.dataset.publisher_code', to: 'owners.agency.code' },
  { column: 'datasets.platform.owner_code', to: 'owners.agency.code' },
  { column: 'datasets.field.basis_document', to: 'standards.policy_document.code' },
  { column: 'datasets.classification.document', to: 'standards.policy_document.code' },
  { column: 'datasets.processing.document', to: 'standards.policy_document.code' },
  { column: 'datasets.data_list_version.document', to: 'standards.policy_document.code' },
  { column: 'datasets.exchange_listing.deidentification_document', to: 'standards.policy_document.code' },
  { column: 'datasets.exchange_listing.consent_document', to: 'standards.policy_document.code' },
  { column: 'standards.conformance.dataset_code', to: 'datasets.dataset.code' },
  { column: 'standards.element_binding.ref', to: 'datasets.field.ref' },
  { column: 'standards.observed_code.dataset_code', to: 'datasets.dataset.code' },
  { column: 'standards.binding_decision.dataset_code', to: 'datasets.dataset.code' },
  { column: 'standards.code_list_binding.ref', to: 'datasets.field.ref' },
  { column: 'standards.master_claim.dataset_code', to: 'datasets.dataset.code' },
  { column: 'standards.mandate_item.dataset_code', to: 'datasets.dataset.code' },
  { column: 'partners.partner_assignment.agency_code', to: 'owners.agency.code' },
  { column: 'campaign.campaign.document_codes', to: 'standards.policy_document.code', many: true },
  { column: 'campaign.milestone.document_code', to: 'standards.policy_document.code' },
  { column: 'campaign.oversight.agency_code', to: 'owners.agency.code' },
  { column: 'campaign.task.agency_code', to: 'owners.agency.code' },
  { column: 'campaign.task.authority_code', to: 'standards.policy_document.code' },
  { column: 'campaign.task_dataset.dataset_code', to: 'datasets.dataset.code' },
  { column: 'campaign.progress_target.dataset_code', to: 'datasets.dataset.code' },
  { column: 'campaign.progress_target.agency_code', to: 'owners.agency.code' },
  { column: 'campaign.progress_report.dataset_code', to: 'datasets.dataset.code' },
  { column: 'campaign.progress_report.agency_code', to: 'owners.agency.code' },
  { column: 'stewardship.access_request.dataset_code', to: 'datasets.dataset.code' },
  { column: 'stewardship.access_request.requester_code', to: 'owners.agency.code' },
  { column: 'stewardship.access_request.document_code', to: 'standards.policy_document.code' },
  { column: 'stewardship.access_transition.document_code', to: 'standards.policy_document.code' },
  { column: 'quality.profile.document_code', to: 'standards.policy_document.code' },
  { column: 'quality.record_group_count.dataset_code', to: 'datasets.dataset.code' },
  { column: 'quality.dataset_update.dataset_code', to: 'datasets.dataset.code' },
];

/** Most dangling codes that are named for one column. */
const MOST_NAMED = 10;

/** References between subgraphs that lead nowhere: subgraphs cannot hold them with foreign keys. */
export const danglingReferences = (sql: Sql): Check => ({
  name: 'references between subgraphs',
  async run() {
    const findings = [];
    for (const { column, to, many } of REFERENCES) {
      const [schema, table, name] = column.split('.');
      const [owningSchema, owningTable, owning] = to.split('.');
      const held = many ? `unnest(r."${name}")` : `r."${name}"`;
      const rows = await sql.query<{ code: string; total: string }>(
        `select code, count(*) over () as total
         from (select distinct ${held} collate "C" as code from "${schema}"."${table}" r) as used
         where code is not null and not exists (select 1 from "${owningSchema}"."${owningTable}" t
           where t."${owning}" collate "C" = used.code) order by code limit ${MOST_NAMED}`,
      );
      if (rows.length > 0) {
        const more = Number(rows[0]?.total) > MOST_NAMED ? ` and ${Number(rows[0]?.total) - MOST_NAMED} more` : '';
        findings.push(
          problem(
            `${column} names ${rows.map(({ code }) => code).join(', ')}${more}, which ${owningSchema}.${owningTable} does not have. Create them, or correct the records.`,
          ),
        );
      }
    }
    return findings;
  },
});
