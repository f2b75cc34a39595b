import { committedDrift } from '../sdl.ts';
import { type Check, problem } from './check.ts';

/** Committed schema files against what the classes print and compose to. */
export const schemaDrift: Check = {
  name: 'committed schemas',
  run: async () =>
    (await committedDrift()).map((file) => problem(`${file} differs from what the classes print. Run: npm run sdl`)),
};
