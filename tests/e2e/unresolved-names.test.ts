import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, ANONYMOUS, ARCHITECT, DEVELOPER, seededInstance, stewardOf } from '../support/instance.ts';
import { lineageClient } from '../support/lineage-client.ts';
import {
  columnFacet,
  named,
  refOf,
  runEvent,
  runId,
  schemaFacet,
  symlinksFacet,
} from '../support/openlineage-events.ts';

const instance = seededInstance();
const client = lineageClient(instance);

const NAME = refOf('public.population');
const REPORT = refOf('public.report');

const IMPACT = `query ($of: NodeRef!) { impact(of: $of) { complete reasons { code } totals { datasets unresolved }
  datasets(first: 200) { nodes { ref dataset { code } distance path { ref } } } } }`;
const NAMES = '{ unresolvedNames(first: 200) { totalCount nodes { ref firstSeen lastSeen edges } } }';
const LINK =
  'mutation ($name: NodeRef!, $dataset: ID!) { linkName(input: { name: $name, dataset: $dataset }) { name dataset { code } } }';
const UNLINK = 'mutation ($name: NodeRef!) { unlinkName(input: { name: $name }) { name dataset { code } } }';

/** Once a Neo4j beside the instance, where there is one, has taken in what was said. */
const impactOf = async (of: string) => {
  await instance().instance.settle();
  for (const until = Date.now() + 60_000; ; await sleep(50)) {
    const { impact } = (await instance().ask(IMPACT, { of })).data;
    const isBehind = impact.reasons.some(({ code }: { code: string }) => code === 'STORE_BEHIND');
    if (!isBehind || Date.now() > until) return impact;
  }
};
const refs = (impact: { datasets: { nodes: { ref: string }[] } }): string[] =>
  impact.datasets.nodes.map(({ ref }) => ref);
const send = async (members: object): Promise<void> => {
  expect((await client.send(runEvent(members).body)).status).toBe(201);
};

beforeAll(async () => {
  await send({
    run: { runId: runId(1) },
    inputs: [named('public.population')],
    outputs: [named('public.report', columnFacet('born<public.population.ngay_sinh'))],
  });
  await instance().instance.settle();
});

describe('a name that the catalog does not know', () => {
  test('is listed with when it was seen, and how many edges it has', async () => {
    const { data, errors } = await instance().ask(NAMES);
    expect(errors).toEqual([]);
    expect(data.unresolvedNames.nodes).toContainEqual({
      ref: NAME,
      firstSeen: '2026-03-01T08:00:00.000Z',
      lastSeen: '2026-03-01T08:00:00.000Z',
      edges: 1,
    });
  });

  test('is seen by stewards, architects and administrators alone', async () => {
    const code = async (as: typeof ARCHITECT) => (await instance().ask(NAMES, {}, as)).errors[0]?.code;
    expect(await code(stewardOf('A11'))).toBeUndefined();
    expect(await code(ADMINISTRATOR)).toBeUndefined();
    expect(await code(DEVELOPER)).toBe('FORBIDDEN');
    expect(await code(ANONYMOUS)).toBe('UNAUTHENTICATED');
    const { data, errors } = await instance().ask(IMPACT, { of: NAME }, DEVELOPER);
    expect([data.impact, errors[0]?.code]).toEqual([null, 'NOT_FOUND']);
  });

  test('leaves the impact of what it has nothing to do with complete', async () => {
    const { complete, reasons, totals } = await impactOf('N01');
    expect({ complete, reasons, unresolved: totals.unresolved }).toEqual({
      complete: true,
      reasons: [],
      unresolved: 0,
    });
  });

  test('is linked by who writes for the publisher of the dataset, to a dataset that exists', async () => {
    const code = async (name: string, dataset: string, as = ADMINISTRATOR) =>
      (await instance().ask(LINK, { name, dataset }, as)).errors[0]?.code;
    expect(await code(NAME, 'N01', ARCHITECT)).toBe('FORBIDDEN');
    expect(await code(NAME, 'N01', stewardOf('A11'))).toBe('FORBIDDEN');
    expect(await code(NAME, 'N01', DEVELOPER)).toBe('FORBIDDEN');
    expect(await code(NAME, 'N01', ANONYMOUS)).toBe('UNAUTHENTICATED');
    expect(await code(NAME, 'N9999')).toBe('NOT_FOUND');
    expect(await code('N02', 'N01')).toBe('BAD_USER_INPUT');
    expect((await instance().ask(UNLINK, { name: NAME }, ADMINISTRATOR)).errors[0]?.code).toBe('NOT_FOUND');
  });
});

describe('a name that is linked to a dataset', () => {
  let unlinked: string;
  beforeAll(async () => {
    unlinked = new Date().toISOString();
    const { data, errors } = await instance().ask(LINK, { name: NAME, dataset: 'N01' }, ADMINISTRATOR);
    expect(errors).toEqual([]);
    expect(data.linkName).toEqual({ name: NAME, dataset: { code: 'N01' } });
  });

  test('lends it what was known: the other end is affected, as a name without a dataset', async () => {
    const impact = await impactOf('N01');
    expect(impact.datasets.nodes).toContainEqual({
      ref: REPORT,
      dataset: null,
      distance: 1,
      path: [{ ref: 'N01' }, { ref: 'job:airflow|load' }, { ref: REPORT }],
    });
    expect(impact).toMatchObject({
      complete: false,
      reasons: [{ code: 'UNRESOLVED_NAMES' }],
      totals: { unresolved: 1 },
    });
  });

  test('lends it what comes later too, in whichever order', async () => {
    await send({ run: { runId: runId(2) }, outputs: [named('public.later')], eventTime: '2026-03-02T08:00:00Z' });
    await send({ run: { runId: runId(2) }, inputs: [named('public.population')], eventType: 'START' });
    expect(refs(await impactOf('N01'))).toContain(refOf('public.later'));
  });

  test('is no longer unresolved, and may be asked about by either name', async () => {
    const { data } = await instance().ask(NAMES);
    const listed = data.unresolvedNames.nodes.map(({ ref }: { ref: string }) => ref);
    expect(listed).not.toContain(NAME);
    expect(listed).toContain(REPORT);
    expect(refs(await impactOf(NAME))).toEqual(refs(await impactOf('N01')));
  });

  test('shows what was known before the link when that is asked for', async () => {
    const { data } = await instance().ask(
      'query ($at: DateTime!) { impact(of: "N01", asRecorded: $at) { totals { unresolved } } }',
      { at: unlinked },
    );
    expect(data.impact.totals.unresolved).toBe(0);
  });

  test('stands for itself again when the link is taken back', async () => {
    const { errors } = await instance().ask(UNLINK, { name: NAME }, ADMINISTRATOR);
    expect(errors).toEqual([]);
    expect(refs(await impactOf('N01'))).not.toContain(REPORT);
    expect(refs(await impactOf(NAME))).toEqual([refOf('public.later'), REPORT].sort());
  });

  const QUEUE = `{ unresolvedNames(first: 200) { nodes { ref others flags
    suggestions { dataset { code } score reasons { code likeness } } } } }`;
  const queued = async (ref: string, as = ADMINISTRATOR) => {
    await instance().instance.settle();
    const { data, errors } = await instance().ask(QUEUE, {}, as);
    expect(errors).toEqual([]);
    return data.unresolvedNames.nodes.find((node: { ref: string }) => node.ref === ref);
  };

  test('comes with datasets that it may be, of those that whoever asks sees', async () => {
    const { data } = await instance().ask('{ dataset(code: "S14") { fields { name } } }', {}, ADMINISTRATOR);
    const columns = data.dataset.fields.map(({ name }: { name: string }) => `${name.toUpperCase()}:TEXT`);
    await send({ run: { runId: runId(5) }, outputs: [named('dw.kham', schemaFacet(...columns))] });
    const { suggestions } = await queued(refOf('dw.kham'));
    expect(suggestions[0]).toMatchObject({ dataset: { code: 'S14' } });
    expect(suggestions[0].reasons).toContainEqual({ code: 'COLUMNS', likeness: 1 });
    expect((await queued(refOf('dw.kham'))).suggestions).toEqual(suggestions);
    const other = await queued(refOf('dw.kham'), stewardOf('A02'));
    expect(JSON.stringify(other.suggestions)).not.toContain('S14');
  });

  test('that symlinks join is one, over several events that go round', async () => {
    await send({ run: { runId: runId(6) }, outputs: [named('lake/t', symlinksFacet('hive.t'))] });
    await send({ run: { runId: runId(7) }, inputs: [named('hive.t', symlinksFacet('lake/t'))] });
    expect(await queued(refOf('hive.t'))).toMatchObject({ others: [refOf('lake/t')], flags: ['CIRCULAR'] });
    expect(await queued(refOf('lake/t'))).toBeUndefined();
  });

  test('is decided about with many others, all or none', async () => {
    const decide = (decisions: object[], as = ADMINISTRATOR) =>
      instance().ask(
        'mutation ($input: DecideNamesInput!) { decideNames(input: $input) { decisions { name dataset { code } ignored } } }',
        { input: { decisions } },
        as,
      );
    const kham = { name: refOf('dw.kham'), dataset: 'S14' };
    const failed = await decide([kham, { name: refOf('hive.t'), dataset: 'N9999' }]);
    expect(failed.errors[0]?.code).toBe('NOT_FOUND');
    expect((await decide([kham, kham])).errors[0]?.code).toBe('BAD_USER_INPUT');
    expect((await decide([kham, { name: refOf('hive.t'), ignored: true }], stewardOf('A02'))).errors).toHaveLength(1);
    expect(await queued(kham.name)).toBeDefined();
    const { data, errors } = await decide([kham, { name: refOf('hive.t'), ignored: true }], stewardOf('A11'));
    expect(errors).toEqual([]);
    expect(data.decideNames.decisions).toEqual([
      { ...kham, dataset: { code: 'S14' }, ignored: false },
      { name: refOf('hive.t'), dataset: null, ignored: true },
    ]);
    expect([await queued(kham.name), await queued(refOf('hive.t'))]).toEqual([undefined, undefined]);
    expect((await decide([{ name: kham.name }, { name: refOf('hive.t') }])).errors).toEqual([]);
    expect(await queued(kham.name)).toBeDefined();
    expect(await queued(refOf('hive.t'))).toMatchObject({ others: [refOf('lake/t')] });
  });

  test('is placed by a rule that was looked at before, and goes back when the rule is undone', async () => {
    const input = {
      code: 'health',
      namespace: 'pg://city',
      prefix: 'dw.',
      datasets: [{ name: 'KHAM', dataset: 'S14' }],
    };
    const preview = await instance().ask(
      'query ($rule: SetNameRuleInput!) { nameRulePreview(rule: $rule) { totalCount truncated names { name dataset { code } before { code } } } }',
      { rule: input },
      stewardOf('A11'),
    );
    expect(preview.data.nameRulePreview).toEqual({
      totalCount: 1,
      truncated: false,
      names: [{ name: refOf('dw.kham'), dataset: { code: 'S14' }, before: null }],
    });
    const set = 'mutation ($input: SetNameRuleInput!) { setNameRule(input: $input) { version } }';
    expect((await instance().ask(set, { input }, stewardOf('A02'))).errors[0]?.code).toBe('NOT_FOUND');
    expect((await instance().ask(set, { input }, stewardOf('A11'))).data.setNameRule).toEqual({ version: 1 });
    expect(await queued(refOf('dw.kham'))).toBeUndefined();
    await send({ run: { runId: runId(8) }, inputs: [named('"DW".kham')], outputs: [named('after.rule')] });
    expect(refs(await impactOf('S14'))).toContain(refOf('after.rule'));
    const rules = '{ nameRules(namespace: "pg://city") { code prefix datasets { name } } }';
    expect((await instance().ask(rules, {}, stewardOf('A02'))).data.nameRules).toEqual([]);
    expect((await instance().ask(rules, {}, stewardOf('A11'))).data.nameRules).toHaveLength(1);
    const undo =
      'mutation { undoNameRule(input: { code: "health", namespace: "pg://city" }) { version datasets { name } } }';
    expect((await instance().ask(undo, {}, stewardOf('A11'))).data.undoNameRule).toEqual({ version: 2, datasets: [] });
    expect(await queued(refOf('dw.kham'))).toBeDefined();
    expect(refs(await impactOf('S14'))).not.toContain(refOf('after.rule'));
  });

  test('leaves log, store and projection equal, and a rebuild makes the same', async () => {
    const { logHash, storeHash, projectionHash } = await instance().instance.lineage.inspect();
    expect([storeHash, projectionHash]).toEqual([logHash, logHash]);
    expect((await instance().instance.lineage.rebuild()).same).toBe(true);
  });
});
