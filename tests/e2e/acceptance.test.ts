import { beforeAll, describe, expect } from 'vitest';
import { lineageEngines } from '../support/engines.ts';
import { seededInstance, type TestAsker } from '../support/instance.ts';
import { acceptanceLines } from './acceptance-lines.ts';
import { listLines } from './list-lines.ts';
import { qualityLines } from './quality-lines.ts';

const engines = await lineageEngines();

describe.each(engines)('on $name:', ({ isProjection, settings }) => {
  const system = seededInstance(settings);
  const ways: [string, () => TestAsker][] = [
    ['in this process', () => system().ask],
    ['over HTTP with a token of the role', () => system().askOverHttp],
  ];

  // Nothing of this is asked of a graph store, so it is not declared for one.
  if (isProjection) {
    describe('standards, quality and master sources:', () => {
      qualityLines(() => system().ask);
    });
  }

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

    // The way in is the same whatever the engine.
    describe.each(isProjection ? ways : ways.slice(0, 1))('asked %s,', (_way, asker) => {
      acceptanceLines(asker);
    });
  });

  // Last, because what is written here changes what the others find.
  if (isProjection) {
    describe('lists, market place, legal ground and platforms,', () => {
      listLines(() => system().ask);
    });
  }
});
