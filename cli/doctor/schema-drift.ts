import { type Check, problem } from './check.ts';

/** Committed schema files against what the classes print and compose to. */
export const schemaDrift: Check = {
  name: 'committed schemas',
  run: async () => {
    const { committedDrift } = await import('../sdl.ts');
    return (await committedDrift()).map((file) =>
      problem(`${file} differs from what the classes print. Run: npm run sdl`),
    );
  },
};
