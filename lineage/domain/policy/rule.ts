import type { Found, PolicySeverity } from './finding.ts';
import type { PolicyGraph } from './policy-graph.ts';
import type { Labels } from './propagate.ts';

/** What a rule looks at. */
export interface PolicyView {
  readonly graph: PolicyGraph;
  readonly labels: Labels;
}

/** A document, and an article where one is known, that a rule rests on. */
export interface Ground {
  readonly document: string;
  readonly article: string | null;
}

interface Described {
  /** `R1` to `R8`; `I1` and on for the integrity of the graph. */
  readonly code: string;
  readonly title: string;
  /** When it holds, in one sentence. */
  readonly holds: string;
  /** What a finding can be, the gravest first. */
  readonly severities: readonly PolicySeverity[];
  /** Empty for the integrity of the graph. */
  readonly ground: readonly Ground[];
  /** A case in which it holds, and one that is near and in which it does not. */
  readonly hit: string;
  readonly nearMiss: string;
}

/** A rule about datasets, elements of the dictionary, or flows: pure, and local to its target once labels are there. */
export type PolicyRule =
  | (Described & { readonly about: 'DATASET'; find(view: PolicyView, dataset: number): Found | null })
  | (Described & { readonly about: 'ELEMENT'; find(view: PolicyView, element: string): Found | null })
  | (Described & { readonly about: 'FLOW'; find(view: PolicyView, job: number): Found | null })
  /** About no target alone: whoever lays the graph out finds it. */
  | (Described & { readonly about: 'GRAPH' });
