import type { TellingsFacts } from './tellings.ts';
import type { ToldSchema } from './told-schema.ts';

/** Whether a schema is among those that are kept: then no other comes or goes by telling it again. */
export const hasSchema = (known: TellingsFacts | undefined, { code }: Pick<ToldSchema, 'code'>): boolean =>
  known?.schemas.some(([kept]) => kept === code) === true;
