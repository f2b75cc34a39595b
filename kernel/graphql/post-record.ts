import { Arg, Ctx, Field, ObjectType } from 'type-graphql';
import type { RequestScope } from '../subgraph/request-scope.ts';
import { inLanguage, Lang } from './language.ts';

/** What is said of a post: its title, never a person. */
@ObjectType()
export abstract class PostRecord {
  postVi!: string;
  postEn!: string;

  @Field(() => String, { description: 'Title of the post.' })
  post(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.postVi, en: this.postEn }, lang, preferred);
  }
}
