import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { composeSupergraph, SUPERGRAPH_FILE } from '../gateway/compose.ts';
import { projectRoot } from '../kernel/project-root.ts';
import { buildSubgraph } from '../kernel/subgraph/schema.ts';
import { lineageDefinition } from '../lineage/index.ts';
import { CATALOGUE } from './catalogue.ts';

/** A committed schema file with the text that it should hold. */
export interface PrintedSchema {
  readonly file: string;
  readonly text: string;
}

/** The schema of every subgraph as it is printed from the classes, and the supergraph composed from them. */
export async function printedSchemas(): Promise<PrintedSchema[]> {
  const root = projectRoot();
  const printed: { name: string; file: string; sdl: string }[] = [];
  for (const definition of CATALOGUE) {
    const { sdl } = await buildSubgraph(definition);
    printed.push({ name: definition.name, sdl, file: join(root, 'subgraphs', definition.name, 'schema.graphql') });
  }
  const { sdl } = await buildSubgraph(lineageDefinition());
  printed.push({ name: 'lineage', sdl, file: join(root, 'lineage', 'subgraph', 'schema.graphql') });
  return [
    ...printed.map(({ file, sdl: text }) => ({ file, text: `${text.trim()}\n` })),
    { file: SUPERGRAPH_FILE, text: composeSupergraph(printed) },
  ];
}

/** Committed files that differ from what the classes print, relative to the project. */
export async function committedDrift(): Promise<string[]> {
  const drift: string[] = [];
  for (const { file, text } of await printedSchemas()) {
    const committed = await readFile(file, 'utf8').catch(() => '');
    if (committed !== text) drift.push(relative(projectRoot(), file));
  }
  return drift;
}
