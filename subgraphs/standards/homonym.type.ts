import { Arg, Ctx, Field, ID, ObjectType } from 'type-graphql';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { HomonymRow } from './homonym.entity.ts';
import { DatasetField } from './stubs.ts';

@ObjectType({
  description:
    'A name that columns bear with different meanings. No element has it as its code, and none is suggested by it.',
})
export class Homonym extends MarkedRecord {
  noteVi!: string;
  noteEn!: string;

  @Field(() => ID, { description: 'The name of the columns.' })
  name!: string;

  @Field(() => String, { description: 'What it means where.' })
  note(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the note.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.noteVi, en: this.noteEn }, lang, preferred);
  }

  static from({ name, noteVi, noteEn, mark, source }: HomonymRow): Homonym {
    return Object.assign(new Homonym(), { name, noteVi, noteEn, mark: mark as RecordMark, source });
  }
}

/** A page of homonyms. */
export const HomonymConnection = connectionOf(Homonym, 'Homonym', 'homonyms');

/** A page of the fields that bear a name. */
export const HomonymFieldConnection = connectionOf(DatasetField, 'HomonymField', 'fields that bear the name');
