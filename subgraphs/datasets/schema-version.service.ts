import type { Transact } from '../../kernel/database/transact.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { FieldEntity } from './field.entity.ts';
import { basisSet } from './field.facts.ts';
import { checkedFields } from './field-list.ts';
import { insertSchemaVersion, replaceFields } from './field-rows.ts';
import { fieldState } from './field-state.ts';
import { strongestClass } from './pii-class.ts';
import { isUnchanged, schemaChanges } from './schema-changes.ts';
import { SchemaVersionEntity, type SchemaVersionRow, schemaVersionId } from './schema-version.entity.ts';
import { schemaWritten } from './schema-version.facts.ts';
import type { WriteSchemaVersionInput } from './schema-version.inputs.ts';
import { ownDataset } from './visible-dataset.ts';

/** The verb of schema versions. */
export class SchemaVersionService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /**
   * Replaces the field list of a dataset and records it as the next version; the list that is in force already changes
   * nothing. Fields that stay by name keep their public basis.
   * @returns the version in force afterwards.
   */
  async write({ dataset: code, fields: given }: WriteSchemaVersionInput): Promise<SchemaVersionRow> {
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const dataset = await ownDataset(em, this.#scope.viewer, code, 'write a schema version');
      const fields = checkedFields(given);
      const before = await em.find(FieldEntity, { dataset: code }, { orderBy: { position: 'asc' } });
      const changes = schemaChanges(before.map(fieldState), fields);
      if (!isUnchanged(changes)) {
        dataset.schemaVersion += 1;
        dataset.piiClass = strongestClass(fields);
        await em.flush();
        await replaceFields(em, code, fields, before);
        const recordedAt = this.#scope.clock.now();
        await insertSchemaVersion(em, code, dataset.schemaVersion, { fields, changes, recordedAt });
        emit(schemaWritten(code, dataset.schemaVersion, fields));
        const removed = new Set(changes.removed);
        for (const { name, basisDocument } of before) {
          if (basisDocument !== null && removed.has(name)) emit(basisSet(code, name, null));
        }
      }
      return em.findOneOrFail(SchemaVersionEntity, { id: schemaVersionId(code, dataset.schemaVersion) });
    });
  }
}
