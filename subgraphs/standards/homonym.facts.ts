import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { HomonymRow } from './homonym.entity.ts';

/** A name is declared to be a homonym. */
export const homonymDeclared = ({ name, noteVi, noteEn }: HomonymRow): NewFact => ({
  kind: 'homonym.declared',
  key: name,
  body: { name, noteVi, noteEn },
});

/** A name is no homonym any more. */
export const homonymWithdrawn = (name: string): NewFact => ({ kind: 'homonym.withdrawn', key: name, body: { name } });
