import { beforeAll, describe, expect } from 'vitest';
import { seededInstance } from '../support/instance.ts';
import { acceptanceLines } from './acceptance-lines.ts';

const system = seededInstance();

describe.each([
  ['as it was seeded', async () => undefined],
  [
    'after the graph was dropped and rebuilt from the log',
    async () => {
      const report = await system().instance.lineage.rebuild();
      expect(report).toMatchObject({ same: true, before: report.after });
      expect(report.events).toBeGreaterThan(0);
    },
  ],
])('the catalogue, %s,', (_state, prepare) => {
  beforeAll(prepare);

  describe.each([
    ['in this process', () => system().ask],
    ['over HTTP with a token of the role', () => system().askOverHttp],
  ] as const)('asked %s,', (_way, asker) => {
    acceptanceLines(asker);
  });
});
