import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { AccountablePostRow } from './accountable-post.entity.ts';

/** What is told of an appointment. */
type Told = Pick<AccountablePostRow, 'duty' | 'postVi' | 'postEn' | 'validFrom' | 'validTo'>;

/** Which posts answer for what at an agency, all of its history, told whenever any of it changes. */
export const accountablePostsSet = (agency: string, history: readonly Told[]): NewFact => ({
  kind: 'accountable-posts.set',
  key: agency,
  body: {
    agency,
    posts: history.map(({ duty, postVi, postEn, validFrom, validTo }) => ({
      duty,
      postVi,
      postEn,
      validFrom: validFrom.toISOString(),
      validTo: validTo?.toISOString() ?? null,
    })),
  },
});
