import { expect } from 'vitest';
import type { Answerer } from '../../lineage/answers/answerer.ts';
import { answersFromProjection } from '../../lineage/answers/from-projection.ts';
import { answersFromStore } from '../../lineage/answers/from-store.ts';
import { kindOfRef } from '../../lineage/domain/node-ref.ts';
import { TRANSFORMATIONS } from '../../lineage/domain/transformations.ts';
import type { Asked } from '../../lineage/projection/answers.ts';
import { loadProjection } from '../../lineage/projection/load.ts';
import type { ImpactAnswer } from '../../lineage/projection/queries/impact.ts';
import type { Visibility } from '../../lineage/projection/visibility.ts';
import type { GraphStore } from '../../lineage/store/graph-store.ts';
import { changesOf, type RandomGraph, randomGraph } from './lineage-graphs.ts';
import { Random } from './random.ts';

/** What is asked of each graph. */
const QUESTIONS = 6;
const UNKNOWN = ['nowhere', 'D0.nothing', 'job:nowhere'];

/**
 * Asks a store and a projection of it the same questions about random graphs (of any node, at any time, for anybody) and
 * expects equal answers, down to the order of lists and the steps of every explanation.
 */
export async function expectSameAnswers(store: GraphStore, graphs: number, firstSeed = 1): Promise<void> {
  const fromStore = answersFromStore(store, () => 0);
  for (let seed = firstSeed; seed < firstSeed + graphs; seed++) {
    const graph = randomGraph(seed);
    await store.reset();
    await store.apply(changesOf(graph).flat(), seed);
    const projection = await loadProjection(store);
    const fromProjection = answersFromProjection(
      () => projection,
      () => false,
    );
    const random = new Random(seed * 31);
    for (let i = 0; i < QUESTIONS; i++) {
      const asked = randomAsked(random, graph);
      const question = randomQuestion(random, graph);
      const seen = `graph ${seed}: ${question.text} at ${asked.asOf} as of ${asked.asRecorded}, ${asked.visibility?.key ?? 'for all'}`;
      expect(await question.ask(fromStore, asked), seen).toEqual(await question.ask(fromProjection, asked));
    }
  }
}

function randomAsked(random: Random, graph: RandomGraph): Asked {
  const hidden = random.chance(0.5) ? new Set(random.some(graph.datasets, random.int(1, 5))) : undefined;
  const visibility: Visibility | null =
    hidden === undefined
      ? null
      : {
          key: JSON.stringify([...hidden]),
          hidden: random.pick(['ABSENT', 'OPAQUE']),
          sees: ({ ref }) => !hidden.has(ref),
        };
  return {
    asOf: random.pick(graph.moments),
    asRecorded: random.chance(0.5) ? null : random.pick(graph.moments),
    visibility,
  };
}

interface Question {
  readonly text: string;
  ask(answerer: Answerer, asked: Asked): Promise<unknown>;
}

function randomQuestion(random: Random, graph: RandomGraph): Question {
  const columns = [...graph.columns.values()].flat();
  const jobs = graph.declarations.map(({ job }) => job);
  const node = (): string =>
    random.chance(0.03)
      ? random.pick(UNKNOWN)
      : random.chance(0.2)
        ? random.pick(jobs)
        : random.pick(random.chance(0.4) ? graph.datasets : columns);
  const of = node();
  const kind = random.pick(['impact', 'lineage', 'difference', 'paths', 'neighbours'] as const);
  const direction = random.pick(['DOWNSTREAM', 'UPSTREAM', 'BOTH'] as const);
  const transformations = random.chance(0.4) ? random.some(TRANSFORMATIONS, random.int(1, 8)) : null;
  switch (kind) {
    case 'impact':
      return {
        text: `impact of ${of} by ${transformations}`,
        ask: async (by, asked) => whole((await by.impact({ of, transformations }, asked)).answer),
      };
    case 'lineage': {
      const depth = random.int(1, 5);
      const level = kindOfRef(of) === 'FIELD' ? null : random.pick(['DATASET', 'COLUMN', null] as const);
      return {
        text: `lineage of ${of} ${direction} ${depth} at ${level} by ${transformations}`,
        ask: async (by, asked) => (await by.lineage({ of, direction, depth, level, transformations }, asked)).answer,
      };
    }
    case 'difference': {
      const depth = random.int(1, 5);
      const level = kindOfRef(of) === 'FIELD' ? null : random.pick(['DATASET', 'COLUMN', null] as const);
      const before = random.pick(graph.moments);
      const question = { of, direction, depth, level, transformations, before };
      return {
        text: `difference since ${before} of ${of} ${direction} ${depth} at ${level} by ${transformations}`,
        ask: async (by, asked) => (await by.lineageDiff(question, asked)).answer,
      };
    }
    case 'paths': {
      const to = random.chance(0.1) ? of : node();
      return { text: `paths from ${of} to ${to}`, ask: async (by, asked) => (await by.paths(of, to, asked)).answer };
    }
    default: {
      const dataset = random.pick([...graph.datasets, 'nowhere']);
      const way = direction === 'BOTH' ? 'UPSTREAM' : direction;
      return {
        text: `neighbours of ${dataset} ${way}`,
        ask: async (by, asked) => (await by.neighbours(dataset, way, asked)).answer,
      };
    }
  }
}

/** An impact with everything that is made on demand. */
function whole(answer: ImpactAnswer): unknown {
  if (answer.outcome === 'UNKNOWN_NODE') return answer;
  const datasets = answer.datasets.slice(0, answer.datasets.length).map((dataset) => ({
    ...dataset,
    fate: dataset.fate(),
    path: dataset.path(),
    countFields: dataset.countFields(),
    fields: dataset.fields().map((field) => ({ ...field, path: field.path() })),
  }));
  return { ...answer, loads: answer.loads(), datasets, hidden: [...answer.datasets.hidden].sort() };
}
