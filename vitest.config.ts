import { defineConfig } from 'vitest/config';

// One copy of graphql for tests and for the packages that load it as CommonJS.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

/** Printing schemas depends on every class that was loaded before: this file must be alone with its own. */
const PRINTS_SCHEMAS = 'tests/federation/supergraph/composition.test.ts';

interface Options {
  readonly timeout?: number;
  readonly workers?: number;
  readonly include?: string;
  /** Whether every file loads all modules anew, which takes longer than most files' tests. */
  readonly isolate?: boolean;
}

const project = (name: string, options: Options = {}) => ({
  resolve,
  test: {
    name,
    include: [options.include ?? `tests/${name}/**/*.test.ts`],
    exclude: options.include === undefined ? [PRINTS_SCHEMAS] : [],
    isolate: options.isolate ?? false,
    globalSetup: ['tests/support/one-server.ts'],
    testTimeout: options.timeout ?? 10_000,
    // With a Neo4j for every instance an opening starts a server.
    hookTimeout: process.env['INSTANCES_ON_NEO4J'] === '1' ? 600_000 : 120_000,
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
      project('schemas', { timeout: 60_000, include: PRINTS_SCHEMAS, isolate: true }),
      project('conformance', { timeout: 120_000, workers: 1, isolate: true }),
      project('e2e', { timeout: 120_000, isolate: true }),
    ],
  },
});
