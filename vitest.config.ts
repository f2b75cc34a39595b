import { defineConfig } from 'vitest/config';

// One copy of graphql for tests and for the packages that load it as CommonJS.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

const project = (name: string, options: { timeout?: number; parallel?: boolean } = {}) => ({
  resolve,
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    testTimeout: options.timeout ?? 10_000,
    hookTimeout: 120_000,
    fileParallelism: options.parallel ?? true,
    setupFiles: ['tests/support/setup.ts'],
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit'),
      project('property', { timeout: 120_000 }),
      project('contract', { timeout: 120_000 }),
      project('federation', { timeout: 60_000 }),
      project('conformance', { timeout: 120_000, parallel: false }),
      project('e2e', { timeout: 120_000, parallel: false }),
    ],
  },
});
