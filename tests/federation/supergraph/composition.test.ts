import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { committedDrift, printedSchemas } from '../../../cli/sdl.ts';
import { committedSupergraph, SUPERGRAPH_FILE } from '../../../gateway/compose.ts';
import { projectRoot } from '../../../kernel/project-root.ts';

/** What clients see of a supergraph, in one order. */
const published = (supergraph: string): string =>
  printSchema(lexicographicSortSchema(buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)))));

describe('the committed schemas', () => {
  it('are what the classes print and compose to', async () => {
    expect(await committedDrift()).toEqual([]);
  });

  it('compose with the Apollo composer as well, to the same public schema', async () => {
    const subgraphs = (await printedSchemas()).filter(({ file }) => file !== SUPERGRAPH_FILE);
    const { errors, supergraphSdl } = composeServices(
      subgraphs.map(({ file, text }) => {
        // subgraphs/owners/schema.graphql, lineage/subgraph/schema.graphql
        const name =
          file
            .split(/[\\/]/)
            .filter((part) => part !== 'subgraph')
            .at(-2) ?? file;
        return { name, url: `http://${name}.subgraph.invalid/graphql`, typeDefs: parse(text) };
      }),
    );
    expect(errors ?? []).toEqual([]);
    expect(published(supergraphSdl ?? '')).toBe(published(committedSupergraph()));
  });

  it('use no @requires: nested ones are planned wrongly', async () => {
    for (const { file, text } of await printedSchemas()) expect(text.includes('@requires'), file).toBe(false);
  });
});

describe('packages that may not be shipped', () => {
  const FOLDERS = ['kernel', 'subgraphs', 'lineage', 'gateway', 'seed', 'cli', 'bin', 'scripts'];

  it.each(['@apollo/composition', '@apollo/gateway', 'vitest', 'fast-check'])(
    '%s is imported by tests alone',
    async (name) => {
      const importing: string[] = [];
      for (const folder of FOLDERS) {
        for (const entry of await readdir(join(projectRoot(), folder), { recursive: true, withFileTypes: true })) {
          if (!entry.isFile() || !/\.[jt]s$/.test(entry.name)) continue;
          const file = join(entry.parentPath, entry.name);
          if (new RegExp(`['"]${name}(/|['"])`).test(await readFile(file, 'utf8'))) importing.push(file);
        }
      }
      expect(importing).toEqual([]);
    },
  );

  it('are no dependencies of what is shipped', async () => {
    const { dependencies, devDependencies } = JSON.parse(await readFile(join(projectRoot(), 'package.json'), 'utf8'));
    expect(dependencies).not.toHaveProperty('@apollo/composition');
    expect(dependencies).not.toHaveProperty('@apollo/gateway');
    expect(devDependencies).toHaveProperty('@apollo/composition');
  });
});
