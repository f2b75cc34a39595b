import type { PolicyRule } from '../rule.ts';

/** I2: edges of a flow that has ended. */
export const flowOfARetiredJob: PolicyRule = {
  code: 'I2',
  title: 'Flow of a retired job',
  about: 'FLOW',
  holds: 'A flow has ended by the time, and edges of it are live all the same.',
  severities: ['WARN'],
  ground: [],
  hit: 'A flow was retired, and an event that came later says that it still moves data.',
  nearMiss: 'A retired flow whose edges ended with it.',
  find({ graph }, job) {
    const ended = graph.jobFacts(job)?.validTo ?? null;
    if (ended === null || graph.asOf < ended) return null;
    const datasets = graph.datasetsOfJob(job);
    return datasets.length === 0 ? null : { severity: 'WARN', columns: [], datasets };
  },
};
