import type { Consumption } from '../../kernel/subgraph/definition.ts';
import { newestOf } from './follow-datasets.ts';
import { keepApprovedVersions } from './list-versions.ts';

/** Follows the outbox of standards: what fields mean, which dataset is the master source of what, mandate lists. */
export const followStandards: Consumption = {
  from: 'standards',
  async apply(em, facts) {
    const bound = newestOf(facts, 'field.bound');
    if (bound !== undefined) {
      await em.execute(
        `merge into quality.element_binding as held
         using (select split_part(told ->> 'field', '.', 1) as dataset_code,
                  substr(told ->> 'field', strpos(told ->> 'field', '.') + 1) as field_name, told ->> 'element' as element_code
                from jsonb_array_elements(?::jsonb) as told) as told
         on held.dataset_code = told.dataset_code and held.field_name = told.field_name
         when matched and told.element_code is null then delete
         when matched then update set element_code = told.element_code
         when not matched and told.element_code is not null then
           insert (dataset_code, field_name, element_code) values (told.dataset_code, told.field_name, told.element_code)`,
        [bound],
      );
    }
    // In order: a claim that was withdrawn may be made again.
    for (const { kind, body } of facts) {
      if (kind === 'master.withdrawn') {
        await em.execute('delete from quality.master_claim where element_code = ? and dataset_code = ?', [
          body['element'],
          body['dataset'],
        ]);
      } else if (kind === 'master.claimed' || kind === 'master.approved') {
        await em.execute(
          `insert into quality.master_claim (element_code, dataset_code, approved) values (?, ?, ?)
           on conflict (element_code, dataset_code) do update set approved = excluded.approved`,
          [body['element'], body['dataset'], body['approved']],
        );
      }
    }
    await keepApprovedVersions(em, newestOf(facts, 'mandate-list-version.approved'));
  },
};
