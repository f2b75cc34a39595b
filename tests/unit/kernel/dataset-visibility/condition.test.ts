import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SchemaOrm } from '../../../../kernel/database/orm.ts';
import { datasetCondition } from '../../../../kernel/dataset-visibility/condition.ts';
import {
  DatasetVisibilityEntity,
  datasetVisibilityDdl,
} from '../../../../kernel/dataset-visibility/dataset-visibility.entity.ts';
import { followDatasetVisibility } from '../../../../kernel/dataset-visibility/follow.ts';
import { visibleCodes } from '../../../../kernel/dataset-visibility/visible-codes.ts';
import { ROLES, type Viewer } from '../../../../kernel/identity/viewer.ts';
import { type DatasetFacts, seesDataset } from '../../../../kernel/identity/visibility.ts';
import type { OutboxFact } from '../../../../kernel/outbox/fact.ts';
import { testDatabase } from '../../../support/database.ts';
import { scratchSchema } from '../scratch-schema.ts';

/** Every combination of the facts that decide. */
const EVERY: readonly (DatasetFacts & { readonly code: string })[] = ['A01', 'A11', 'B01'].flatMap((publisher) =>
  (['NATIONAL', 'MINISTRY', 'SPECIALIZED', 'OPEN'] as const).flatMap((tier) =>
    (['SHARED', 'PRIVATE', 'OPEN', null] as const).flatMap((sharingClass) =>
      (['CORE', 'IMPORTANT', 'OTHER'] as const).map((importanceClass) => ({
        code: [publisher, tier, sharingClass, importanceClass].join('-'),
        publisher,
        tier,
        sharingClass,
        importanceClass,
      })),
    ),
  ),
);

/** Every role with every kind of agencies, and the system. */
const VIEWERS: readonly Viewer[] = [
  ...ROLES.flatMap((role) =>
    [[], ['A01'], ['A11', 'B01'], ['A99'], ['a01', 'A0', "A01' or '1'='1"]].map((agencies) => ({
      subject: role,
      role,
      agencies,
    })),
  ),
  { subject: 'seed', role: 'service', agencies: [], system: true },
];

let database: Awaited<ReturnType<typeof testDatabase>>;
let orm: SchemaOrm;

const declared = ({ code, publisher, tier, sharingClass, importanceClass }: (typeof EVERY)[number]): OutboxFact => ({
  seq: 0,
  kind: 'dataset.declared',
  key: code,
  body: { code, publisher, tier, sharingClass, importanceClass },
  recordedAt: '2026-02-01T00:00:00Z',
  actor: 'test',
});
const { apply } = followDatasetVisibility('scratch');
const follow = (facts: readonly OutboxFact[]): Promise<void> => orm.em.fork().transactional((em) => apply(em, facts));

beforeAll(async () => {
  database = await testDatabase();
  orm = await scratchSchema(database.url, {
    entities: [DatasetVisibilityEntity],
    ddl: datasetVisibilityDdl('scratch'),
  });
  await follow(EVERY.map(declared));
});
afterAll(async () => {
  await orm?.close(true);
  await database?.stop();
});

describe.each(VIEWERS)('$role of $agencies (system: $system)', (viewer) => {
  const expected = EVERY.filter((facts) => seesDataset(viewer, facts)).map(({ code }) => code);

  it('finds by the condition exactly the datasets that the rule lets it see', async () => {
    const found = await orm.em.fork().find(DatasetVisibilityEntity, datasetCondition(viewer) as never);
    expect(found.map(({ code }) => code).sort()).toEqual([...expected].sort());
  });

  it('finds the same among codes', async () => {
    const found = await visibleCodes(
      orm.em.fork(),
      viewer,
      EVERY.map(({ code }) => code),
    );
    expect([...found].sort()).toEqual([...expected].sort());
  });
});

describe('what a subgraph knows of datasets', () => {
  const developer: Viewer = { subject: 'd', role: 'developer', agencies: [] };
  const open = EVERY.find((facts) => seesDataset(developer, facts));
  if (open === undefined) throw new Error('A developer sees something');

  it('hides what it has not heard of', async () => {
    expect([...(await visibleCodes(orm.em.fork(), developer, ['unheard', open.code]))]).toEqual([open.code]);
    expect([...(await visibleCodes(orm.em.fork(), developer, []))]).toEqual([]);
  });

  it('follows a change, the last of several in one page', async () => {
    const changed = { ...open, sharingClass: 'PRIVATE' as const, tier: 'SPECIALIZED' as const };
    await follow([declared(open), declared(changed)]);
    expect((await visibleCodes(orm.em.fork(), developer, [open.code])).size).toBe(0);
    await follow([declared(changed), declared(open)]);
    expect((await visibleCodes(orm.em.fork(), developer, [open.code])).size).toBe(1);
  });

  it('does not look at facts of other kinds', async () => {
    await follow([{ ...declared({ ...open, sharingClass: 'PRIVATE' }), kind: 'dataset.retired' }]);
    expect((await visibleCodes(orm.em.fork(), developer, [open.code])).size).toBe(1);
    await follow([]);
  });
});
