import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { projectRoot } from '../kernel/project-root.ts';

/** The SDL of one subgraph as it is committed. */
export interface CommittedSdl {
  readonly name: string;
  readonly sdl: string;
}

/** Path of the committed supergraph. */
export const SUPERGRAPH_FILE = join(projectRoot(), 'gateway', 'supergraph.graphql');

/** The committed supergraph: what the gateway serves. */
export const committedSupergraph = (): string => readFileSync(SUPERGRAPH_FILE, 'utf8');

/**
 * Composes subgraphs with the Guild composer. URLs name the subgraph only; the transport decides where it is.
 * @throws Error that lists every composition error.
 */
export function composeSupergraph(subgraphs: readonly CommittedSdl[]): string {
  const composed = composeServices(
    subgraphs.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl), url: `http://${name}.subgraph.invalid/graphql` })),
  );
  if (composed.supergraphSdl === undefined) {
    throw new Error(
      `The subgraphs do not compose:\n${(composed.errors ?? []).map((error) => `- ${error.message}`).join('\n')}`,
    );
  }
  return `${composed.supergraphSdl.trim()}\n`;
}
