import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { ProfileRow } from './profile.entity.ts';

/** The whole state of a profile. */
export const profileSet = ({ mark: _mark, source: _source, ...profile }: ProfileRow): NewFact => ({
  kind: 'profile.set',
  key: profile.listCode,
  body: { ...profile },
});
