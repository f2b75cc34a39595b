import type { BodyReader } from '../body-reader.ts';
import type { Change } from '../change.ts';
import { codeOf } from '../code-of.ts';
import { canonicalRef, datasetRef, kindOfRef, NodeRefError } from '../node-ref.ts';
import type { DictionaryRecord } from './dictionary-facts.ts';

/** Most elements that one standard requires. */
const MOST_REQUIRED = 10_000;

/** The bodies of events that say what the dictionary is and what is bound to it; members not named here may be there. */
export interface DictionaryEventBodies {
  'element.declared': { readonly code: string; readonly type: string; readonly codeList: string | null };
  'code-list.declared': { readonly code: string };
  'standard.declared': {
    readonly code: string;
    readonly status: string;
    readonly requiredElements: readonly { readonly name: string }[];
  };
  'conformance.declared': ConformanceBody;
  'conformance.withdrawn': ConformanceBody;
  /** Null: bound to none any more. */
  'field.bound': { readonly field: string; readonly element: string | null };
  'field.code-list-bound': { readonly field: string; readonly codeList: string | null };
}

interface ConformanceBody {
  /** Code of the dataset. */
  readonly dataset: string;
  readonly standard: string;
}

const stated = (record: DictionaryRecord): readonly Change[] => [{ change: 'fact.stated', record }];

function conformance(body: BodyReader, conforms: boolean): readonly Change[] {
  const [dataset, standard] = [body.parsed('dataset', datasetRef, NodeRefError), body.text('standard')];
  return stated({
    record: 'conformance',
    code: codeOf(dataset, standard),
    facts: { dataset, standard, conforms },
  });
}

const fieldOf = (body: BodyReader): string => {
  const field = body.parsed('field', canonicalRef, NodeRefError);
  return kindOfRef(field) === 'FIELD' ? field : body.fail('field', 'is no column');
};

/** What these events mean. */
export const DICTIONARY_NORMALISERS: Readonly<
  Record<keyof DictionaryEventBodies, (body: BodyReader) => readonly Change[]>
> = {
  'element.declared': (body) =>
    stated({
      record: 'element',
      code: body.text('code'),
      facts: { type: body.text('type'), codeList: body.textOrNull('codeList') },
    }),
  'code-list.declared': (body) => stated({ record: 'codelist', code: body.text('code'), facts: {} }),
  'standard.declared': (body) =>
    stated({
      record: 'standard',
      code: body.text('code'),
      facts: {
        inForce: body.text('status') === 'IN_FORCE',
        requires: body
          .list('requiredElements', MOST_REQUIRED)
          .map((element) => element.text('name'))
          .sort(),
      },
    }),
  'conformance.declared': (body) => conformance(body, true),
  'conformance.withdrawn': (body) => conformance(body, false),
  'field.bound': (body) => [
    { change: 'field.bound', field: fieldOf(body), binding: { element: body.textOrNull('element') } },
  ],
  'field.code-list-bound': (body) => [
    { change: 'field.bound', field: fieldOf(body), binding: { codeList: body.textOrNull('codeList') } },
  ],
};
