import type { Transact } from '../../kernel/database/transact.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { CodeListRow } from './code-list.entity.ts';
import type { CodeListService } from './code-list.service.ts';
import type { DataElementRow } from './data-element.entity.ts';
import type { DataElementService } from './data-element.service.ts';
import { requireStewardOfDatasets } from './dataset-stewards.ts';
import { fieldBound, fieldCodeListBound } from './field-binding.facts.ts';
import type {
  BindCodeListInput,
  BindFieldsInput,
  UnbindCodeListInput,
  UnbindFieldsInput,
} from './field-binding.inputs.ts';
import { type FieldRef, writtenField } from './field-ref.ts';
import { dropRows, type LinkTable, putRows } from './link-rows.ts';

const ELEMENT_BINDINGS: LinkTable = {
  table: 'element_binding',
  key: ['dataset_code', 'field_name'],
  values: ['element_code', 'mark', 'source'],
};

const CODE_LIST_BINDINGS: LinkTable = {
  table: 'code_list_binding',
  key: ['dataset_code', 'field_name'],
  values: ['code_list_code', 'mark', 'source'],
};

interface FieldKey extends Record<string, string> {
  dataset_code: string;
  field_name: string;
}

const refOf = ({ dataset_code, field_name }: FieldKey): string => `${dataset_code}.${field_name}`;
const keyOf = ({ dataset, name }: FieldRef): FieldKey => ({ dataset_code: dataset, field_name: name });

/** The verbs that bind fields to the dictionary: stewards bind the fields of their own datasets. */
export class FieldBindingService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;
  readonly #elements: DataElementService;
  readonly #codeLists: CodeListService;

  constructor(scope: RequestScope, transact: Transact, elements: DataElementService, codeLists: CodeListService) {
    this.#scope = scope;
    this.#transact = transact;
    this.#elements = elements;
    this.#codeLists = codeLists;
  }

  async bindFields(input: BindFieldsInput): Promise<DataElementRow> {
    const fields = await this.#writable(input.fields, 'bind a field');
    const element = await this.#elements.get(input.element);
    const rows = fields.map((field) => ({ ...keyOf(field), element_code: element.code, ...markOf(input) }));
    return this.#transact(this.#scope, async ({ em, emit }) => {
      for (const key of await putRows<FieldKey>(em, ELEMENT_BINDINGS, rows)) emit(fieldBound(refOf(key), element.code));
      return element;
    });
  }

  async unbindFields(input: UnbindFieldsInput): Promise<DataElementRow> {
    const fields = await this.#writable(input.fields, 'unbind a field');
    const element = await this.#elements.get(input.element);
    const rows = fields.map((field) => ({ ...keyOf(field), element_code: element.code }));
    const where = [...ELEMENT_BINDINGS.key, 'element_code'];
    return this.#transact(this.#scope, async ({ em, emit }) => {
      for (const key of await dropRows<FieldKey>(em, ELEMENT_BINDINGS, rows, where)) emit(fieldBound(refOf(key), null));
      return element;
    });
  }

  async bindCodeList(input: BindCodeListInput): Promise<CodeListRow> {
    const fields = await this.#writable(input.fields, 'bind a field');
    const list = await this.#codeLists.get(input.codeList);
    const rows = fields.map((field) => ({ ...keyOf(field), code_list_code: list.code, ...markOf(input) }));
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const written = await putRows<FieldKey>(em, CODE_LIST_BINDINGS, rows);
      for (const key of written) emit(fieldCodeListBound(refOf(key), list.code));
      return list;
    });
  }

  async unbindCodeList(input: UnbindCodeListInput): Promise<CodeListRow> {
    const fields = await this.#writable(input.fields, 'unbind a field');
    const list = await this.#codeLists.get(input.codeList);
    const rows = fields.map((field) => ({ ...keyOf(field), code_list_code: list.code }));
    const where = [...CODE_LIST_BINDINGS.key, 'code_list_code'];
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const dropped = await dropRows<FieldKey>(em, CODE_LIST_BINDINGS, rows, where);
      for (const key of dropped) emit(fieldCodeListBound(refOf(key), null));
      return list;
    });
  }

  async #writable(refs: readonly string[], what: string): Promise<FieldRef[]> {
    const fields = refs.map((ref) => writtenField(ref, 'fields'));
    const datasets = fields.map((field) => field.dataset);
    await requireStewardOfDatasets(this.#scope.em, this.#scope.viewer, datasets, what);
    return fields;
  }
}
