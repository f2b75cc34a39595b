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
    ...(options.workers === undefined ? {} : { maxWorkers: options.workers }),
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
      // Each file runs whole systems of its own: two at a time, however many cores there are.
      project('e2e', { timeout: 120_000, workers: 2 }),
    ],
  },
});
