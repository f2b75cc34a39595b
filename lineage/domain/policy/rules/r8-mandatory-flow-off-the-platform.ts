import { parseInstant } from '../../instant.ts';
import type { PolicyRule } from '../rule.ts';

/** All mandatory sharing runs over the platform by 2026-12-31 (Decree 278/2025). */
export const DEADLINE = parseInstant('2027-01-01T00:00:00+07:00');
const PLATFORMS: ReadonlySet<string> = new Set(['NDOP', 'NDXP', 'LGSP']);

/** R8: mandatory sharing that does not run over a platform. */
export const mandatoryFlowOffThePlatform: PolicyRule = {
  code: 'R8',
  title: 'Mandatory flow off the platform',
  about: 'FLOW',
  holds:
    'From 2027-01-01 (UTC+7) on, a mandatory flow that flows at the time runs over a channel other than NDOP, NDXP or LGSP.',
  severities: ['WARN'],
  ground: [{ document: '278/2025/NĐ-CP', article: null }],
  hit: 'A mandatory flow is still a file import when the deadline is over.',
  nearMiss: 'The same an instant earlier; a mandatory flow that runs over the platform.',
  find({ graph }, job) {
    const facts = graph.jobFacts(job);
    if (facts === null || !facts.mandatory || PLATFORMS.has(facts.channel) || graph.asOf < DEADLINE) return null;
    const datasets = graph.datasetsOfJob(job);
    return datasets.length === 0 ? null : { severity: 'WARN', columns: [], datasets };
  },
};
