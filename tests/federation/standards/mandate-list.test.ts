import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../../kernel/identity/viewer.ts';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { CORE, NATIONAL, OPEN, PRIVATE, SHARED, type StandardsCatalog, startStandards } from './catalog.ts';

let catalog: StandardsCatalog;
beforeAll(async () => {
  catalog = await startStandards();
  await catalog.tell(OPEN, SHARED, PRIVATE, CORE, NATIONAL);
  await catalog.document('214/NQ-CP');
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

const ELEVEN = {
  code: 'ML-2025-11',
  titleVi: '11 cơ sở dữ liệu trọng điểm',
  titleEn: '11 key databases',
  document: '214/NQ-CP',
  date: '2025-07-23',
  statedCount: 11,
  mark: 'FACT',
  source: 'Press article on the plan under Resolution 214, 13-10-2025',
};
const items = async (viewer: Viewer = architect) => {
  const { data } = await catalog.ask(
    '{ mandateList(code: "ML-2025-11") { statedCount items { code } entries { dataset { code } } } }',
    undefined,
    viewer,
  );
  const { statedCount, items: all, entries } = data.mandateList;
  expect(entries.map((entry: { dataset: unknown }) => entry.dataset)).toEqual(all);
  return [statedCount, ...all.map((item: { code: string }) => item.code)];
};

const SELECTION = 'version state basedOn inForce';
const propose = (input: Record<string, unknown>, viewer?: Viewer) =>
  catalog.run('proposeMandateListVersion', { mandateList: ELEVEN.code, ...input }, viewer, SELECTION);
const change = (input: Record<string, unknown>, viewer?: Viewer) =>
  catalog.run('proposeMandateListChanges', { mandateList: ELEVEN.code, ...input }, viewer, SELECTION);
const approve = (input: Record<string, unknown>, viewer?: Viewer) =>
  catalog.run(
    'approveMandateListVersion',
    { mandateList: ELEVEN.code, document: '214/NQ-CP', approvedOn: '2025-07-23', ...input },
    viewer,
    'version state inForce document { code } article approvedOn',
  );
const reject = (input: Record<string, unknown>, viewer?: Viewer) =>
  catalog.run(
    'rejectMandateListVersion',
    { mandateList: ELEVEN.code, document: '214/NQ-CP', reasonVi: 'x', reasonEn: 'x', ...input },
    viewer,
    SELECTION,
  );

describe('a mandate list', () => {
  test('is created by an administrator and read by anybody, with the number that its document states', async () => {
    const head = await catalog.running.feed.head();
    expect((await catalog.run('createMandateList', ELEVEN)).errors).toEqual([]);
    expect(await catalog.facts(head)).toEqual([
      {
        kind: 'mandate-list.declared',
        key: 'ML-2025-11',
        body: {
          code: 'ML-2025-11',
          titleVi: ELEVEN.titleVi,
          titleEn: ELEVEN.titleEn,
          document: '214/NQ-CP',
          date: '2025-07-22T17:00:00.000Z',
          statedCount: 11,
        },
      },
    ]);
    const { data } = await catalog.ask(
      '{ mandateList(code: "ML-2025-11") { title en: title(lang: EN) document { code title } date statedCount items { code } mark source } }',
      undefined,
      anonymous,
    );
    expect(data.mandateList).toEqual({
      title: ELEVEN.titleVi,
      en: ELEVEN.titleEn,
      document: { code: '214/NQ-CP', title: 'Văn bản 214/NQ-CP' },
      date: '2025-07-22T17:00:00.000Z',
      statedCount: 11,
      items: [],
      mark: 'FACT',
      source: ELEVEN.source,
    });
  });

  test.each([
    ['an architect', architect, 'FORBIDDEN'],
    ['a steward', stewardOf('A11'), 'FORBIDDEN'],
    ['nobody signed in', anonymous, 'UNAUTHENTICATED'],
  ])('is not created, changed or decided on by %s', async (_who, viewer, code) => {
    const before = await catalog.size();
    const refused = await Promise.all([
      catalog.run('createMandateList', { ...ELEVEN, code: 'X' }, viewer),
      catalog.run('updateMandateList', { code: ELEVEN.code, statedCount: 12 }, viewer),
      propose({ datasets: ['S26'] }, viewer),
      change({ add: ['S26'] }, viewer),
      approve({ version: 1 }, viewer),
      reject({ version: 1 }, viewer),
    ]);
    expect(refused.map(({ errors }) => errors[0]?.code)).toEqual(Array(6).fill(code));
    expect(await catalog.size()).toEqual(before);
  });

  test.each([
    ['a code that is taken', ELEVEN, 'CONFLICT', 'Use updateMandateList'],
    ['an unknown document', { ...ELEVEN, code: 'X', document: '215/NQ-CP' }, 'CONFLICT', 'createPolicyDocument'],
    ['a stated count of 0', { ...ELEVEN, code: 'X', statedCount: 0 }, 'BAD_USER_INPUT', '1 to 1000'],
    ['a stated count of 1,001', { ...ELEVEN, code: 'X', statedCount: 1_001 }, 'BAD_USER_INPUT', '1 to 1000'],
    ['FACT without a source', { ...ELEVEN, code: 'X', source: null }, 'CONFLICT', 'needs a source'],
  ])('with %s is refused and nothing is written', async (_what, input, code, says) => {
    const before = await catalog.size();
    const { errors } = await catalog.run('createMandateList', input);
    expect(errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(await catalog.size()).toEqual(before);
  });

  test('that does not exist is NOT_FOUND with a near code, read, changed or filled', async () => {
    const near = { code: 'NOT_FOUND', message: expect.stringContaining('Did you mean ML-2025-11') };
    expect((await catalog.ask('{ mandateList(code: "ML-2025-12") { code } }')).errors[0]).toMatchObject(near);
    expect((await catalog.run('updateMandateList', { code: 'ML-2025-12', statedCount: 1 })).errors[0]).toMatchObject(
      near,
    );
    const elsewhere = { mandateList: 'ML-2025-12' };
    expect((await propose({ ...elsewhere, datasets: ['N01'] })).errors[0]).toMatchObject(near);
    expect((await change({ ...elsewhere, add: ['N01'] })).errors[0]).toMatchObject(near);
    expect((await approve({ ...elsewhere, version: 1 })).errors[0]).toMatchObject(near);
    expect((await reject({ ...elsewhere, version: 1 })).errors[0]).toMatchObject(near);
  });

  test('changed tells its whole state, changed to the same tells nothing, null clears document and number', async () => {
    await catalog.mandateList('ML-X', { document: '214/NQ-CP', statedCount: 3 });
    const head = await catalog.running.feed.head();
    const change = { code: 'ML-X', document: null, statedCount: null, date: null, titleVi: null };
    await catalog.given('updateMandateList', change);
    await catalog.given('updateMandateList', change);
    const facts = await catalog.facts(head);
    expect(facts).toHaveLength(1);
    expect(facts[0]?.body).toMatchObject({
      document: null,
      statedCount: null,
      date: '2026-01-13T17:00:00.000Z',
      titleVi: 'DS ML-X',
    });
  });
});

describe('a version of a mandate list', () => {
  test('is proposed whole, sorted, each dataset once, and has no effect', async () => {
    const head = await catalog.running.feed.head();
    const { data } = await propose({ datasets: ['S26', 'N01', 'O10', 'S27', 'N01'] });
    expect(data.proposeMandateListVersion).toMatchObject({ version: 1, state: 'PROPOSED', inForce: false });
    expect(await catalog.facts(head)).toEqual([
      {
        kind: 'mandate-list-version.proposed',
        key: 'ML-2025-11@1',
        body: {
          list: 'ML-2025-11',
          version: 1,
          document: null,
          article: null,
          approvedOn: null,
          members: ['N01', 'O10', 'S26', 'S27'],
        },
      },
    ]);
    expect(await items()).toEqual([11]);
  });

  test('proposed again under its number changes nothing; with others on it, or a number too high, it is refused', async () => {
    const before = await catalog.size();
    expect((await propose({ version: 1, datasets: ['S27', 'S26', 'O10', 'N01'] })).errors).toEqual([]);
    expect((await propose({ version: 1, datasets: ['N01'] })).errors[0]).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('exists already with other datasets'),
    });
    expect((await propose({ version: 3, datasets: ['N01'] })).errors[0]).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('next version of ML-2025-11 is 2'),
    });
    expect(await catalog.size()).toEqual(before);
  });

  test('is in force from the date of the document that approves it, and named then', async () => {
    const head = await catalog.running.feed.head();
    const { data } = await approve({ version: 1, article: 'Điều 2' });
    expect(data.approveMandateListVersion).toEqual({
      version: 1,
      state: 'APPROVED',
      inForce: true,
      document: { code: '214/NQ-CP' },
      article: 'Điều 2',
      approvedOn: '2025-07-22T17:00:00.000Z',
    });
    expect(await items()).toEqual([11, 'N01', 'O10', 'S26', 'S27']);
    expect((await catalog.facts(head)).map(({ kind }) => kind)).toEqual(['mandate-list-version.approved']);
    const early = await catalog.ask(
      '{ mandateList(code: "ML-2025-11") { versionInForce(asOf: "2025-07-22") { version } versions { version } } }',
    );
    expect(early.data.mandateList).toEqual({ versionInForce: null, versions: [{ version: 1 }] });
  });

  test('approved again in the same way changes nothing; otherwise a decision is final', async () => {
    const before = await catalog.size();
    expect((await approve({ version: 1, article: 'Điều 2' })).errors).toEqual([]);
    for (const refused of [await approve({ version: 1, document: '99/QĐ' }), await reject({ version: 1 })]) {
      expect(refused.errors[0]).toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('A decision is final'),
      });
    }
    expect(await catalog.size()).toEqual(before);
  });

  test('names sample data where the list is a fact, and says so', async () => {
    const { data } = await catalog.ask(
      '{ mandateList(code: "ML-2025-11") { mark entries { dataset { code } mark source } } }',
      undefined,
      anonymous,
    );
    expect(data.mandateList).toEqual({
      mark: 'FACT',
      entries: [{ dataset: { code: 'O10' }, mark: 'ILLUSTRATIVE', source: null }],
    });
  });

  test.each([
    ['anonymous', anonymous, ['O10']],
    ['a developer', developer, ['N01', 'O10', 'S27']],
    ['a steward of A11', stewardOf('A11'), ['N01', 'O10', 'S26', 'S27']],
    ['an architect', architect, ['N01', 'O10', 'S26', 'S27']],
  ])('shows to %s only datasets that the role sees, whatever number is stated', async (_who, viewer, codes) => {
    expect(await items(viewer)).toEqual([11, ...codes]);
  });

  test.each([
    ['without a document', { version: 2, document: null }, 'BAD_USER_INPUT', ''],
    ['with a blank document', { version: 2, document: ' ' }, 'BAD_USER_INPUT', 'document'],
    [
      'by a document that does not exist',
      { version: 2, document: '215/NQ-CP', approvedOn: '2026-02-01' },
      'CONFLICT',
      'createPolicyDocument',
    ],
    ['that there is not', { version: 9 }, 'NOT_FOUND', 'version of the mandate list ML-2025-11'],
    [
      'before the one in force',
      { version: 2, approvedOn: '2025-07-23' },
      'CONFLICT',
      'at most one version is in force at a time',
    ],
  ])('%s is not approved, and nothing is half-written', async (what, input, code, says) => {
    if (what === 'without a document') await propose({ datasets: ['N01', 'S01'] });
    const before = await catalog.size();
    const { errors } = await approve(input);
    expect(errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(await catalog.size()).toEqual(before);
    const { data } = await catalog.ask('{ mandateList(code: "ML-2025-11") { versions { version state inForce } } }');
    expect(data.mandateList.versions).toEqual([
      { version: 1, state: 'APPROVED', inForce: true },
      { version: 2, state: 'PROPOSED', inForce: false },
    ]);
  });

  test('changes the newest approved one; what it changes is the difference that each viewer may see', async () => {
    const { data } = await change({ add: ['S01'], remove: ['O10', 'S27'] });
    expect(data.proposeMandateListChanges).toMatchObject({ version: 3, basedOn: 1, state: 'PROPOSED' });
    const diffs = async (viewer: Viewer) => {
      const asked = await catalog.ask(
        `{ mandateListDiff(mandateList: "ML-2025-11", from: 1, to: 3) {
             from { version } to { version } added { code } removed { code } unchanged }
           mandateList(code: "ML-2025-11") { versions { version changes { added { code } removed { code } } } } }`,
        undefined,
        viewer,
      );
      expect(asked.errors).toEqual([]);
      const { added, removed } = asked.data.mandateListDiff;
      expect(asked.data.mandateList.versions[2].changes).toEqual({ added, removed });
      return asked.data.mandateListDiff;
    };
    expect(await diffs(architect)).toEqual({
      from: { version: 1 },
      to: { version: 3 },
      added: [{ code: 'S01' }],
      removed: [{ code: 'O10' }, { code: 'S27' }],
      unchanged: 2,
    });
    expect(await diffs(developer)).toMatchObject({
      added: [],
      removed: [{ code: 'O10' }, { code: 'S27' }],
      unchanged: 1,
    });
    expect(await diffs(anonymous)).toMatchObject({ added: [], removed: [{ code: 'O10' }], unchanged: 0 });
  });

  test.each([
    ['nothing', {}, 'BAD_USER_INPUT', 'both empty'],
    ['the same twice', { add: ['S01'], remove: ['S01'] }, 'BAD_USER_INPUT', 'in add and in remove'],
    ['what stands there', { add: ['N01'] }, 'CONFLICT', 'N01 stands already on version 1'],
    ['what does not', { remove: ['S99'] }, 'CONFLICT', 'S99 does not stand on version 1'],
    ['a code with a dot', { add: ['N01.x'] }, 'BAD_USER_INPUT', 'look like N01'],
  ])('that changes %s is not proposed', async (_what, input, code, says) => {
    const before = await catalog.size();
    expect((await change(input)).errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(await catalog.size()).toEqual(before);
  });

  test('is approved by one of two decisions at once, and rejected by none then: one wins, coded error, one fact', async () => {
    const head = await catalog.running.feed.head();
    const answers = await Promise.all([
      approve({ version: 3, approvedOn: '2026-03-01' }),
      reject({ version: 3 }),
      approve({ version: 3, approvedOn: '2026-04-01' }),
      reject({ version: 3 }),
    ]);
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(Array(3).fill('CONFLICT'));
    const told = await catalog.facts(head);
    expect(told.map(({ key }) => key)).toEqual(['ML-2025-11@3']);
    const { data } = await catalog.ask(
      '{ mandateList(code: "ML-2025-11") { versions { version state document { code } rejectedOn approvedOn } } }',
    );
    const [first, second, third] = data.mandateList.versions;
    expect([first.state, second.state]).toEqual(['APPROVED', 'PROPOSED']);
    expect([third.state, third.approvedOn === null, third.rejectedOn === null]).toEqual(
      told[0]?.kind.endsWith('approved') ? ['APPROVED', false, true] : ['REJECTED', true, false],
    );
  });

  test('that changes a version which is not the newest any more is refused at its approval', async () => {
    await catalog.mandateList('ML-STALE');
    await catalog.mandate('ML-STALE', ['N01'], '214/NQ-CP');
    await change({ mandateList: 'ML-STALE', add: ['S01'] });
    await change({ mandateList: 'ML-STALE', add: ['S27'] });
    await approve({ mandateList: 'ML-STALE', version: 2, approvedOn: '2026-02-01' });
    const before = await catalog.size();
    const late = await approve({ mandateList: 'ML-STALE', version: 3, approvedOn: '2026-03-01' });
    expect(late.errors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('would undo that') });
    expect(await catalog.size()).toEqual(before);
    const { data } = await catalog.ask('{ mandateList(code: "ML-STALE") { items { code } } }');
    expect(data.mandateList.items).toEqual([{ code: 'N01' }, { code: 'S01' }]);
  });

  test('keeps the origin of what stays, and marks what is added', async () => {
    await catalog.mandateList('ML-MARKS');
    await propose({ mandateList: 'ML-MARKS', datasets: ['N01'], mark: 'FACT', source: 'Annex' });
    await approve({ mandateList: 'ML-MARKS', version: 1 });
    await change({ mandateList: 'ML-MARKS', add: ['O10'] });
    const { data } = await catalog.ask(
      '{ mandateList(code: "ML-MARKS") { versions { version mark entries { dataset { code } mark source } } } }',
    );
    expect(data.mandateList.versions).toEqual([
      { version: 1, mark: 'FACT', entries: [{ dataset: { code: 'N01' }, mark: 'FACT', source: 'Annex' }] },
      {
        version: 2,
        mark: 'ILLUSTRATIVE',
        entries: [
          { dataset: { code: 'N01' }, mark: 'FACT', source: 'Annex' },
          { dataset: { code: 'O10' }, mark: 'ILLUSTRATIVE', source: null },
        ],
      },
    ]);
  });

  test('shows on its document that it leans on it', async () => {
    const { data } = await catalog.ask(
      `{ policyDocument(code: "214/NQ-CP") { leanedOnBy { mandateLists { nodes { code } }
           mandateListVersions(first: 2) { totalCount nodes { version list { code } } } } } }`,
    );
    expect(data.policyDocument.leanedOnBy.mandateLists.nodes).toEqual([{ code: 'ML-2025-11' }]);
    expect(data.policyDocument.leanedOnBy.mandateListVersions.nodes[0]).toEqual({
      version: 1,
      list: { code: 'ML-2025-11' },
    });
    expect(data.policyDocument.leanedOnBy.mandateListVersions.totalCount).toBeGreaterThanOrEqual(4);
  });

  test('ends at 1,000 datasets, at 200 versions a list and at 100 lists a dataset', async () => {
    await catalog.mandateList('ML-BIG');
    const datasets = Array.from({ length: 1_000 }, (_, at) => `D${at}`);
    await catalog.mandate('ML-BIG', datasets, '214/NQ-CP');
    await catalog.fill(
      "insert into standards.mandate_list (code, title_vi, title_en, date, mark) select 'ML-' || n, 'x', 'x', now(), 'ILLUSTRATIVE' from generate_series(1, 100) n",
      "insert into standards.mandate_list_version (id, list_code, version, state, document, approved_on, mark) select 'ML-' || n || '@1', 'ML-' || n, 1, 'APPROVED', '214/NQ-CP', '2026-01-01', 'ILLUSTRATIVE' from generate_series(1, 98) n",
      "insert into standards.mandate_item (list_code, version, dataset_code, mark) select 'ML-' || n, 1, 'D0', 'ILLUSTRATIVE' from generate_series(1, 98) n",
      "insert into standards.mandate_list_version (id, list_code, version, state, mark) select 'ML-1@' || n, 'ML-1', n, 'PROPOSED', 'ILLUSTRATIVE' from generate_series(2, 200) n",
    );
    await catalog.mandate('ML-99', ['D0'], '214/NQ-CP');
    await propose({ mandateList: 'ML-100', datasets: ['D1', 'D0'] });
    const before = await catalog.size();
    const often = await approve({ mandateList: 'ML-100', version: 1 });
    expect(often.errors[0]).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('D0 would have more than 100 mandate lists'),
    });
    const full = await change({ mandateList: 'ML-BIG', add: ['D1000'] });
    expect(full.errors[0]).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('at most 1000') });
    const whole = await propose({ mandateList: 'ML-BIG', datasets: [...datasets, 'D1000'] });
    expect(whole.errors[0]).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('at most 1000') });
    const long = await propose({ mandateList: 'ML-1', datasets: ['D1'] });
    expect(long.errors[0]).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('200 versions already'),
    });
    expect(await catalog.size()).toEqual(before);
  });
});

describe('the list of mandate lists', () => {
  test('is filtered by document and ordered by date', async () => {
    const codes = async (args: string) => {
      const { data } = await catalog.ask(`{ mandateLists(${args}) { totalCount nodes { code } } }`);
      return [data.mandateLists.totalCount, ...data.mandateLists.nodes.map((node: { code: string }) => node.code)];
    };
    expect(await codes('filter: { document: "214/NQ-CP" }')).toEqual([1, 'ML-2025-11']);
    expect((await codes('orderBy: { field: DATE }, first: 1'))[1]).toBe('ML-2025-11');
    expect(await codes('filter: { mark: FACT }, orderBy: { field: TITLE }')).toEqual([1, 'ML-2025-11']);
  });

  test('refuses a first below 0 and what is no cursor', async () => {
    expect((await catalog.ask('{ mandateLists(first: -1) { totalCount } }')).errors[0]?.code).toBe('BAD_USER_INPUT');
    expect((await catalog.ask('{ mandateLists(after: "x") { totalCount } }')).errors[0]?.code).toBe('BAD_CURSOR');
  });

  test('takes a constant number of statements with documents and items', async () => {
    const ask = (first: number, viewer: Viewer) => () =>
      catalog.ask(
        `{ mandateLists(first: ${first}, orderBy: { field: DATE }) { totalCount nodes { code document { code } items { code standards { code } } entries { mark } versions { version document { code } } } } }`,
        undefined,
        viewer,
      );
    for (const viewer of [architect, developer]) {
      const few = await catalog.counting(ask(2, viewer));
      expect(await catalog.counting(ask(100, viewer))).toBe(few);
      expect(few).toBeLessThanOrEqual(7);
    }
  });
});
