import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { run } from '../../../cli/neo4j/run.ts';
import { projectRoot } from '../../../kernel/project-root.ts';
import { writeInts } from '../files.ts';
import { type ClosureEngine, type Given, Missing, ROUND_MS } from './closure-engine.ts';
import { arrivedGraph, compactedGraph, type NumberedGraph } from './projection.ts';

const COMPILERS = ['cc', 'gcc', 'clang'];
const COMPILED_WITHIN_MS = 60_000;

/** The closures of `closure.c` over nodes in the order in which they arrived. @throws Missing as `openWith` does. */
export const openC = (given: Given): Promise<ClosureEngine> =>
  openWith(given, arrivedGraph, 'C, bitset and prefetch, in order of arrival');

/** The same over the arrays that compaction leaves, which ours walks. */
export const openCCompacted = (given: Given): Promise<ClosureEngine> =>
  openWith(given, compactedGraph, 'C, bitset and prefetch, as compacted');

/**
 * The closures of `closure.c`, compiled on the spot.
 * @throws Missing where there is no compiler.
 */
async function openWith(
  { files, sources }: Given,
  graphOf: (path: string) => NumberedGraph,
  what: string,
): Promise<ClosureEngine> {
  const folder = await mkdtemp(join(files.folder, 'c-'));
  const program = join(folder, 'closure');
  await compile(join(projectRoot(), 'bench', 'lineage', 'closure.c'), program);
  const { graph, nodes, numbers, names } = graphOf(files.columns);
  const { offsets, openEnds, ends } = graph.forward;
  const rows = join(folder, 'rows.bin');
  const edges = graph.count;
  writeInts(rows, [Int32Array.of(nodes, edges), offsets, openEnds.subarray(0, nodes), ends.subarray(0, edges), names]);
  const from = sources.map((source) => numbers[source]);

  const child = spawn(program, [rows], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('closure.c ended; what it said is above.');
    return value;
  };
  await line();
  const ask = async (passes: number): Promise<number[]> => {
    child.stdin.write(`${passes} ${from.join(' ')}\n`);
    return (await line()).split(' ').map(Number);
  };
  return {
    what,
    async answers() {
      const [, , ...figures] = await ask(0);
      return sources.map((_, i) => {
        const [nodes = 0, sum = 0, distances = 0] = figures.slice(i * 3, i * 3 + 3);
        return { nodes, sum, distances };
      });
    },
    async round() {
      const [one = 0] = await ask(1);
      const passes = Math.max(1, Math.ceil((ROUND_MS * 1e6) / Math.max(one, 1)));
      const [wall = 0, cpu = 0] = await ask(passes);
      return { wall: wall / passes, cpu: cpu / passes };
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

async function compile(source: string, program: string): Promise<void> {
  const said: string[] = [];
  for (const compiler of COMPILERS) {
    const { ok, output } = await run(compiler, ['-O3', '-march=native', '-o', program, source], {
      timeoutMs: COMPILED_WITHIN_MS,
    });
    if (ok) return;
    said.push(`${compiler}: ${output.split('\n')[0]}`);
  }
  throw new Missing(`no compiler made closure.c a program (${said.join('; ')})`);
}
