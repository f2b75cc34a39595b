import { ObjectType } from 'type-graphql';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import type { CodeListBindingRow, ElementBindingRow } from './field-binding.entity.ts';

@ObjectType({
  description:
    'What binds a field to the dictionary: an element, or a code list of its own, with the origin of the link.',
})
export class FieldBinding extends MarkedRecord {
  elementCode!: string | null;
  codeListCode!: string | null;

  static toElement({ elementCode, mark, source }: ElementBindingRow): FieldBinding {
    return Object.assign(new FieldBinding(), { elementCode, codeListCode: null, mark: mark as RecordMark, source });
  }

  static toCodeList({ codeListCode, mark, source }: CodeListBindingRow): FieldBinding {
    return Object.assign(new FieldBinding(), { elementCode: null, codeListCode, mark: mark as RecordMark, source });
  }
}
