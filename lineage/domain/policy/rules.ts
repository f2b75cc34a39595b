import type { Instant } from '../instant.ts';
import type { PolicyRule } from './rule.ts';
import { edgeToAnAbsentColumn } from './rules/i1-edge-to-an-absent-column.ts';
import { flowOfARetiredJob } from './rules/i2-flow-of-a-retired-job.ts';
import { dataGoesRound } from './rules/i3-data-goes-round.ts';
import { observedSchemaDrifts } from './rules/i4-observed-schema-drifts.ts';
import { personalDataIsOpen } from './rules/r1-personal-data-is-open.ts';
import { aHashIsNoBarrier } from './rules/r2-a-hash-is-no-barrier.ts';
import { cellsAreTooSmall } from './rules/r3-cells-are-too-small.ts';
import { importantDataIsOpen } from './rules/r4-important-data-is-open.ts';
import { notOnTheList } from './rules/r5-not-on-the-list.ts';
import { severalMasterSources } from './rules/r6-several-master-sources.ts';
import { classIsTooLow } from './rules/r7-class-is-too-low.ts';
import { DEADLINE, mandatoryFlowOffThePlatform } from './rules/r8-mandatory-flow-off-the-platform.ts';

/**
 * All rules in the order in which they are told. R1 to R3 are tried in this order for every column of an open dataset,
 * and the first that holds wins (`rules/personal-data.ts`); all others stand alone.
 */
export const POLICY_RULES: readonly PolicyRule[] = [
  // What leaves the city's hands.
  personalDataIsOpen,
  aHashIsNoBarrier,
  cellsAreTooSmall,
  importantDataIsOpen,
  // What is declared.
  notOnTheList,
  severalMasterSources,
  classIsTooLow,
  mandatoryFlowOffThePlatform,
  // Whether the graph itself is in order.
  edgeToAnAbsentColumn,
  flowOfARetiredJob,
  dataGoesRound,
  observedSchemaDrifts,
];

/** Instants from which on a rule asks for more: findings change by themselves when one passes. */
export const RULE_INSTANTS: readonly Instant[] = [DEADLINE];

/** The rule of a code. */
export const ruleOf = (code: string): PolicyRule | undefined => POLICY_RULES.find((rule) => rule.code === code);
