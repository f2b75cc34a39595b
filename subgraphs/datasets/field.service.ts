import type { EntityManager } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { BadInputError, NotFoundError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { definedOnly } from '../../kernel/subgraph/defined-only.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import { FieldEntity, type FieldRow } from './field.entity.ts';
import { basisSet, fieldClassified } from './field.facts.ts';
import type { SetPublicBasisInput, UpdateFieldInput } from './field.inputs.ts';
import { fieldRef, parseFieldRef } from './field-ref.ts';
import { amendSchemaVersion } from './field-rows.ts';
import { fieldState } from './field-state.ts';
import { PiiClass, strongestClass } from './pii-class.ts';
import { schemaWritten } from './schema-version.facts.ts';
import { ownDataset, visibleDataset } from './visible-dataset.ts';

/** Names longer than this are not suggested. */
const LONGEST_SUGGESTION = 128;

const noSuchField = (dataset: string, name: string, fields: readonly FieldRow[]): NotFoundError => {
  const names = fields.map((field) => field.name).filter((candidate) => candidate.length <= LONGEST_SUGGESTION);
  return new NotFoundError(
    'field',
    fieldRef(dataset, name),
    didYouMean(name, names).map((near) => fieldRef(dataset, near)),
  );
};

const fieldsOf = (em: EntityManager, dataset: string): Promise<FieldRow[]> =>
  em.find(FieldEntity, { dataset }, { orderBy: { position: 'asc' } });

const parsed = (ref: string): { readonly dataset: string; readonly name: string } => {
  const parts = parseFieldRef(ref);
  if (parts !== null) return parts;
  throw new BadInputError(
    `A field is named by its dataset, a dot and its name, such as N01.ngay_sinh; given: ${JSON.stringify(ref.slice(0, 80))}.`,
    { argument: 'field', given: ref.slice(0, 80) },
  );
};

/** The verbs of single fields: their class, their public basis. Their structure changes by a schema version. */
export class FieldService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** @throws NotFoundError when there is no such field, or its dataset does not exist for the viewer. */
  async get(ref: string): Promise<FieldRow> {
    const { em, viewer } = this.#scope;
    const { dataset, name } = parsed(ref);
    await visibleDataset(em, viewer, dataset);
    const field = await em.findOne(FieldEntity, { ref });
    if (field === null) throw noSuchField(dataset, name, await fieldsOf(em, dataset));
    return field;
  }

  /**
   * Classifies a field. Classification is not structure: the schema version in force is amended, versions before it
   * keep the class that they had, and no version is added.
   */
  classify({ dataset: code, name, piiClass, directIdentifier }: UpdateFieldInput): Promise<FieldRow> {
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const dataset = await ownDataset(em, this.#scope.viewer, code, 'classify a field');
      const fields = await fieldsOf(em, code);
      const field = fields.find((candidate) => candidate.name === name);
      if (field === undefined) throw noSuchField(code, name, fields);
      em.assign(
        field,
        definedOnly({ piiClass: piiClass ?? undefined, directIdentifier: directIdentifier ?? undefined }),
      );
      if (field.directIdentifier && field.piiClass === PiiClass.NONE) {
        throw new BadInputError(
          `${field.ref} would be a direct identifier without a class: a direct identifier is personal data. Give it the class BASIC or SENSITIVE, or directIdentifier: false as well.`,
          { argument: 'piiClass' },
        );
      }
      dataset.piiClass = strongestClass(fields);
      if (await flushChanges(em)) {
        const states = fields.map(fieldState);
        await amendSchemaVersion(em, code, dataset.schemaVersion, states);
        emit(fieldClassified(field));
        emit(schemaWritten(code, dataset.schemaVersion, states));
      }
      return field;
    });
  }

  /** Says by which document and article a field is published, or by none. */
  async setPublicBasis(input: SetPublicBasisInput): Promise<FieldRow> {
    const { dataset: code, name } = parsed(input.field);
    if (input.document === undefined) {
      throw new BadInputError(
        'Say by which document the field is published, or document: null to remove its public basis.',
        {
          argument: 'document',
        },
      );
    }
    const document = input.document;
    const article = input.article ?? null;
    return this.#transact(this.#scope, async ({ em, emit }) => {
      await ownDataset(em, this.#scope.viewer, code, 'set the public basis of a field');
      if ((document === null) !== (article === null)) {
        throw new BadInputError(
          'A public basis is a document and an article. Give both, or document: null and no article to remove it.',
          { argument: document === null ? 'document' : 'article' },
        );
      }
      const field = await em.findOne(FieldEntity, { ref: input.field });
      if (field === null) throw noSuchField(code, name, await fieldsOf(em, code));
      const { mark, source } = document === null ? { mark: null, source: null } : markOf(input);
      em.assign(field, { basisDocument: document, basisArticle: article, basisMark: mark, basisSource: source });
      if (await flushChanges(em)) {
        emit(basisSet(code, name, document === null || article === null ? null : { document, article }));
      }
      return field;
    });
  }
}
