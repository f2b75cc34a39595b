import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { BadInputError } from '../../kernel/errors/errors.ts';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { AppointAccountablePostInput } from './accountable-post.inputs.ts';
import { AccountableDuty, AccountablePost } from './accountable-post.type.ts';
import { Agency } from './agency.type.ts';
import type { OwnersContext } from './owners.context.ts';

@Resolver(() => Agency)
export class AccountablePostResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Title of the post that answers for the progress of its data work; null when none was appointed.',
  })
  async accountablePost(
    @Root() { code }: Agency,
    @Ctx() { accountablePostLoaders, lang: preferred }: OwnersContext,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant; now unless given.' })
    asOf?: Date | null,
  ): Promise<string | null> {
    const rows = await accountablePostLoaders.ofAgency(code, { asOf: asOf ?? null, wholeHistory: false });
    const head = rows.find(({ duty }) => duty === AccountableDuty.PROGRESS);
    return head === undefined ? null : inLanguage({ vi: head.postVi, en: head.postEn }, lang, preferred);
  }

  @FieldResolver(() => [AccountablePost], {
    description: 'Posts that answer for progress, quality and compliance of its data work, by duty; at most 500.',
  })
  async accountablePosts(
    @Root() { code }: Agency,
    @Ctx() { accountablePostLoaders }: OwnersContext,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'At which instant; now unless given.' })
    asOf?: Date | null,
    @Arg('wholeHistory', () => Boolean, { defaultValue: false, description: 'At every instant, past and future.' })
    wholeHistory?: boolean,
  ): Promise<AccountablePost[]> {
    if (wholeHistory === true && asOf !== null && asOf !== undefined) {
      throw new BadInputError('wholeHistory asks for every instant and asOf for one: leave one of them out.', {
        argument: 'asOf',
      });
    }
    const rows = await accountablePostLoaders.ofAgency(code, {
      asOf: asOf ?? null,
      wholeHistory: wholeHistory ?? false,
    });
    return rows.map(AccountablePost.from);
  }

  @Mutation(() => Agency, {
    description:
      'Appoints the post of an agency that answers for progress, quality and compliance of its data work; who did so before ends. Its stewards and administrators.',
  })
  async appointAccountablePost(
    @Ctx() { accountablePosts }: OwnersContext,
    @Arg('input', () => AppointAccountablePostInput, { description: 'The post, its duties and its time.' })
    input: AppointAccountablePostInput,
  ): Promise<Agency> {
    return Agency.from(await accountablePosts.appoint(input));
  }
}
