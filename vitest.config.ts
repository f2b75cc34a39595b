import { defineConfig } from 'vitest/config';

// One copy of graphql for tests and for the packages that load it as CommonJS.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

const project = (name: string, options: { timeout?: number; workers?: number } = {}) => ({
  resolve,
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    testTimeout: options.timeout ?? 10_000,
    hookTimeout: 120_000,
    // Two files at a time even on two cores: they wait for databases more than they compute.
    maxWorkers: options.workers ?? 2,
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
      project('conformance', { timeout: 120_000, workers: 1 }),
      project('e2e', { timeout: 120_000 }),
    ],
  },
});
