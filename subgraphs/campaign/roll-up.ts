import { attainment, type Distance } from './attainment.ts';
import { cityDay } from './city-time.ts';

/** By what progress and surveys are grouped. */
export const DIMENSIONS = ['DATASET', 'AGENCY', 'LEVEL', 'BLOC', 'PARTNER', 'YEAR', 'LAYER', 'BLOCK'] as const;

/** One of them. */
export type DimensionName = (typeof DIMENSIONS)[number];

/** Where something belongs; null where that is not known, or there is none: an agency without a partner. */
export interface Belonging {
  readonly dataset: string | null;
  readonly agency: string | null;
  readonly level: string | null;
  readonly bloc: string | null;
  /** The lead partner, so that everything is counted once. */
  readonly partner: string | null;
  readonly year: number | null;
  /** Layer and block of the dataset in the National Data Architecture Framework. */
  readonly layer: string | null;
  readonly block: string | null;
}

/** A target with what was reached of it: null is not reported, which is never taken for 0. */
export interface TargetStanding extends Belonging, Distance {
  readonly code: string;
  readonly dueOn: Date;
  readonly reached: number | null;
}

/** What is said of several targets. */
export interface ProgressSums {
  readonly targets: number;
  readonly reported: number;
  /** Share of the targets of which anything was reported; null without targets. */
  readonly coverage: number | null;
  readonly reached: number;
  /** Due on an earlier day than that of the instant, and not known to be reached. */
  readonly overdue: number;
  /** Mean over those that were reported, each taken between 0 and 1; null when none was. */
  readonly meanAttainment: number | null;
}

/** Adds up targets. What was not reported is counted, and is in no mean. */
export function sumsOf(standings: readonly TargetStanding[], asOf: Date): ProgressSums {
  let reported = 0;
  let reached = 0;
  let overdue = 0;
  let attained = 0;
  for (const standing of standings) {
    const share = standing.reached === null ? null : attainment(standing, standing.reached);
    if (share !== null) {
      reported++;
      attained += Math.min(1, Math.max(0, share));
    }
    if (share !== null && share >= 1) reached++;
    else if (cityDay(standing.dueOn) < cityDay(asOf)) overdue++;
  }
  return {
    targets: standings.length,
    reported,
    coverage: standings.length === 0 ? null : reported / standings.length,
    reached,
    overdue,
    meanAttainment: reported === 0 ? null : attained / reported,
  };
}

const KEY_OF: Readonly<Record<DimensionName, (of: Belonging) => string | number | null>> = {
  DATASET: ({ dataset }) => dataset,
  AGENCY: ({ agency }) => agency,
  LEVEL: ({ level }) => level,
  BLOC: ({ bloc }) => bloc,
  PARTNER: ({ partner }) => partner,
  YEAR: ({ year }) => year,
  LAYER: ({ layer }) => layer,
  BLOCK: ({ block }) => block,
};

/** What belongs together, in order of the key; what belongs nowhere comes last, under null. */
export function groupsBy<T extends Belonging>(
  items: readonly T[],
  by: DimensionName,
): readonly { readonly key: string | number | null; readonly items: readonly T[] }[] {
  const groups = Map.groupBy(items, KEY_OF[by]);
  return [...groups]
    .map(([key, members]) => ({ key, items: members }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      return a.key < b.key ? -1 : 1;
    });
}

/** Most steps upwards from an agency that are walked: parents stand in no circle, but what is followed here may lag. */
const HIGHEST_TOWER = 32;

/** Whether an agency is another one, or stands under it. */
export function isUnder(parents: ReadonlyMap<string, string | null>, agency: string | null, top: string): boolean {
  let at = agency;
  for (let step = 0; at !== null && step < HIGHEST_TOWER; step++) {
    if (at === top) return true;
    at = parents.get(at) ?? null;
  }
  return false;
}
