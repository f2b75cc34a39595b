import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAMPAIGN_CONSTRAINTS } from '../../../subgraphs/campaign/campaign.constraints.ts';
import { campaign } from '../../../subgraphs/campaign/index.ts';
import { SIX_CLEARS } from '../../../subgraphs/campaign/six-clears.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';
import { declareDatasets } from './known-datasets.ts';

const CREATE = 'mutation ($input: CreateTaskInput!) { createTask(input: $input) { code state datasets { code } } }';
const UPDATE = 'mutation ($input: UpdateTaskInput!) { updateTask(input: $input) { code state agency { code } } }';
const LINK = 'mutation ($input: LinkTaskDatasetInput!) { linkTaskDataset(input: $input) { datasets { code } } }';
const UNLINK = 'mutation ($input: UnlinkTaskDatasetInput!) { unlinkTaskDataset(input: $input) { datasets { code } } }';

const task = {
  code: 'T01',
  campaign: 'C2026',
  group: 'DATA',
  kind: 'CLEANSE',
  titleVi: 'Làm sạch dữ liệu hộ tịch',
  titleEn: 'Cleanse civil status data',
  agency: 'A07',
  responsiblePostVi: 'Phó Giám đốc',
  responsiblePostEn: 'Deputy Director',
  textVi: 'Đối chiếu và làm sạch.',
  textEn: 'Compare and cleanse.',
  dueOn: '2026-06-30',
  accountablePostVi: 'Giám đốc',
  accountablePostEn: 'Director',
  deliverableVi: 'Dữ liệu sạch',
  deliverableEn: 'Clean data',
  authority: '214/NQ-CP',
};

describe('tasks', () => {
  let subgraph: TestSubgraph;
  const ask: TestSubgraph['ask'] = (...question) => subgraph.ask(...question);
  const head = (): Promise<number> => subgraph.running.feed.head();
  const total = async (): Promise<number> => (await ask('{ tasks { totalCount } }')).data.tasks.totalCount;

  beforeAll(async () => {
    subgraph = await testSubgraph(campaign);
    await declareDatasets(subgraph);
    for (const code of ['C2026', 'C2027']) {
      await ask('mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { code } }', {
        input: { code, titleVi: code, titleEn: code, launchedOn: '2026-01-14' },
      });
    }
    const created = await ask(CREATE, { input: { ...task, datasets: ['S26', 'O01', 'S16', 'O01'] } });
    expect(created).toMatchObject({
      errors: [],
      data: { createTask: { state: 'PLANNED', datasets: [{ code: 'O01' }, { code: 'S16' }, { code: 'S26' }] } },
    });
    await ask(CREATE, {
      input: {
        ...task,
        code: 'T02',
        agency: 'A11',
        state: 'DONE',
        dueOn: '2026-03-31',
        titleVi: 'Ánh',
        datasets: ['S26'],
      },
    });
  });
  afterAll(async () => {
    expect(subgraph.unexpected).toEqual([]);
    await subgraph.close();
  });

  it('say their six clears in both languages to anybody', async () => {
    const answer = await ask(
      `{ task(code: "T01") { campaign { code } group kind state title(lang: EN) agency { code } vi: responsiblePost responsiblePost: responsiblePost(lang: EN)
         text(lang: EN) dueOn accountablePost(lang: EN) deliverable(lang: EN) authority { code } mark } }`,
      {},
      anonymous,
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data.task).toEqual({
      campaign: { code: 'C2026' },
      group: 'DATA',
      kind: 'CLEANSE',
      state: 'PLANNED',
      title: task.titleEn,
      agency: { code: 'A07' },
      vi: task.responsiblePostVi,
      responsiblePost: task.responsiblePostEn,
      text: task.textEn,
      dueOn: '2026-06-29T17:00:00.000Z',
      accountablePost: task.accountablePostEn,
      deliverable: task.deliverableEn,
      authority: { code: '214/NQ-CP' },
      mark: 'ILLUSTRATIVE',
    });
  });

  describe('with fewer than six clears', () => {
    it.each(SIX_CLEARS.flatMap(({ clear, fields }) => Object.values(fields).map((field) => [clear, field] as const)))(
      'are refused when %s lacks %s',
      async (clear, field) => {
        const before = [await total(), await head()];
        for (const nothing of field === 'dueOn' ? [null, undefined] : [null, undefined, '', ' \n\t']) {
          const { errors } = await ask(CREATE, { input: { ...task, code: 'T99', [field]: nothing } });
          expect(errors).toMatchObject([
            {
              code: 'BAD_USER_INPUT',
              message: expect.stringContaining(`Task T99 lacks 1 of its six clears: ${clear} (${field}).`),
            },
          ]);
        }
        expect([await total(), await head()]).toEqual(before);
      },
    );

    it('are told all that is missing at once', async () => {
      const { agency: _a, dueOn: _d, deliverableEn: _e, ...rest } = task;
      expect((await ask(CREATE, { input: { ...rest, code: 'T99' } })).errors).toMatchObject([
        {
          code: 'BAD_USER_INPUT',
          message:
            'Task T99 lacks 3 of its six clears: responsibility (agency); timeline (dueOn); deliverable (deliverableEn). A task is accepted when it says all six: responsibility, task, timeline, accountability, deliverable, authority.',
        },
      ]);
    });

    it('are refused by an update that empties one', async () => {
      const before = await head();
      for (const nothing of [null, ' ']) {
        expect((await ask(UPDATE, { input: { code: 'T01', authority: nothing, textEn: 'New' } })).errors).toMatchObject(
          [
            {
              code: 'BAD_USER_INPUT',
              message: expect.stringContaining('Task T01 lacks 1 of its six clears: authority (authority)'),
            },
          ],
        );
      }
      expect(await head()).toBe(before);
      expect((await ask('{ task(code: "T01") { text(lang: EN) } }')).data.task.text).toBe(task.textEn);
    });

    it.each([
      ['responsible_post_vi', 'task_clear_responsibility'],
      ['agency_code', 'task_clear_responsibility'],
      ['text_en', 'task_clear_task'],
      ['accountable_post_vi', 'task_clear_accountability'],
      ['deliverable_en', 'task_clear_deliverable'],
      ['authority_code', 'task_clear_authority'],
    ])('are refused by the database itself when %s is blank or null', async (column, constraint) => {
      const em = subgraph.running.orm.em.fork();
      expect(CAMPAIGN_CONSTRAINTS).toHaveProperty(constraint);
      await expect(em.execute(`update campaign.task set ${column} = e' \\n' where code = 'T01'`)).rejects.toMatchObject(
        { constraint },
      );
      await expect(em.execute(`update campaign.task set ${column} = null where code = 'T01'`)).rejects.toMatchObject({
        code: '23502',
      });
    });

    it('are refused by the database itself when there is no due date', async () => {
      const em = subgraph.running.orm.em.fork();
      await expect(em.execute("update campaign.task set due_on = null where code = 'T01'")).rejects.toMatchObject({
        code: '23502',
      });
    });
  });

  it('refuse an unknown campaign, a taken code, codes that are none, a fact without a source', async () => {
    const before = await total();
    const refused = async (change: object): Promise<object> =>
      (await ask(CREATE, { input: { ...task, code: 'T98', ...change } })).errors[0] ?? {};
    expect(await refused({ campaign: 'C2028' })).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('campaign does not exist'),
    });
    expect(await refused({ code: 'T01' })).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('Use updateTask'),
    });
    expect(await refused({ agency: 'A.7' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('agency takes a code'),
    });
    expect(await refused({ authority: '!' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('authority takes an official number'),
    });
    expect(await refused({ datasets: ['N01.x'] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('codes of datasets'),
    });
    expect(await refused({ mark: 'FACT' })).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('FACT needs a source'),
    });
    expect(await refused({ datasets: ['S27'] })).toMatchObject({
      code: 'NOT_FOUND',
      message: 'There is no dataset "S27". Did you mean S26?',
    });
    expect(await total()).toBe(before);
  });

  it('are null with a suggestion when the code is unknown', async () => {
    expect((await ask('{ task(code: "T03") { code } }')).errors).toMatchObject([
      { code: 'NOT_FOUND', message: 'There is no task "T03". Did you mean T01 or T02?' },
    ]);
  });

  it('are filtered and ordered, and refuse a cursor of another filter', async () => {
    const codes = async (args: string): Promise<string[]> => {
      const answer = await ask(`{ tasks(${args}) { totalCount nodes { code } } }`);
      expect(answer.errors).toEqual([]);
      expect(answer.data.tasks.totalCount).toBe(answer.data.tasks.nodes.length);
      return answer.data.tasks.nodes.map(({ code }: { code: string }) => code);
    };
    expect(await codes('orderBy: { field: DUE_ON }')).toEqual(['T02', 'T01']);
    expect(await codes('orderBy: { field: TITLE }')).toEqual(['T02', 'T01']);
    expect(await codes('filter: { state: DONE }')).toEqual(['T02']);
    expect(await codes('filter: { agency: "A07", kind: CLEANSE, group: DATA }')).toEqual(['T01']);
    expect(await codes('filter: { dueBefore: "2026-04-01" }')).toEqual(['T02']);
    expect(await codes('filter: { campaign: "C2027" }')).toEqual([]);
    const { data } = await ask('{ tasks(first: 1) { pageInfo { endCursor } } }');
    expect(
      (await ask(`{ tasks(filter: { state: DONE }, after: "${data.tasks.pageInfo.endCursor}") { totalCount } }`))
        .errors,
    ).toMatchObject([{ code: 'BAD_CURSOR' }]);
    expect((await ask('{ tasks(first: 201) { totalCount } }')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  });

  describe('and datasets', () => {
    const seenBy = async (viewer: Parameters<typeof ask>[2]): Promise<unknown> =>
      (await ask('{ tasks { totalCount nodes { code datasets { code } } } }', {}, viewer)).data.tasks;

    it('show only datasets that the viewer sees; the task stays', async () => {
      const everything = {
        totalCount: 2,
        nodes: [
          { code: 'T01', datasets: [{ code: 'O01' }, { code: 'S16' }, { code: 'S26' }] },
          { code: 'T02', datasets: [{ code: 'S26' }] },
        ],
      };
      expect(await seenBy(administrator)).toEqual(everything);
      expect(await seenBy(architect)).toEqual(everything);
      expect(await seenBy(stewardOf('A11'))).toEqual(everything);
      expect(await seenBy(developer)).toEqual({
        totalCount: 2,
        nodes: [
          { code: 'T01', datasets: [{ code: 'O01' }, { code: 'S16' }] },
          { code: 'T02', datasets: [] },
        ],
      });
      expect(await seenBy(anonymous)).toMatchObject({ nodes: [{ datasets: [{ code: 'O01' }] }, { datasets: [] }] });
    });

    it('answer a hidden dataset as one that does not exist', async () => {
      const of = async (code: string, viewer: Parameters<typeof ask>[2]): Promise<unknown> =>
        (
          await ask(
            'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dataset { tasks { code } } } }',
            { r: [{ __typename: 'Dataset', code }] },
            viewer,
          )
        ).data;
      expect(await of('S26', developer)).toEqual(await of('S99', developer));
      expect(await of('S26', architect)).toEqual({ _entities: [{ tasks: [{ code: 'T01' }, { code: 'T02' }] }] });
      const link = async (dataset: string, viewer: Parameters<typeof ask>[2]) =>
        (await ask(LINK, { input: { task: 'T01', dataset } }, viewer)).errors.map(({ message, code }) => [
          code,
          message.replace(dataset, '…'),
        ]);
      expect(await link('S26', stewardOf('A07'))).toEqual(await link('S36', stewardOf('A07')));
      expect(await link('S26', stewardOf('A07'))).toEqual([
        ['NOT_FOUND', 'There is no dataset "…". Did you mean S16?'],
      ]);
    });

    it('are linked by stewards of the responsible agency, once', async () => {
      const before = await head();
      const linked = await ask(LINK, { input: { task: 'T01', dataset: 'N01' } }, stewardOf('A07'));
      expect(linked).toMatchObject({
        errors: [],
        data: { linkTaskDataset: { datasets: [{ code: 'N01' }, { code: 'O01' }, { code: 'S16' }] } },
      });
      await ask(LINK, { input: { task: 'T01', dataset: 'N01' } });
      expect(await subgraph.running.feed.read(before, 10)).toMatchObject([
        { kind: 'task.declared', key: 'T01', body: { datasets: ['N01', 'O01', 'S16', 'S26'] } },
      ]);
      await ask(UNLINK, { input: { task: 'T01', dataset: 'N01' } }, stewardOf('A07'));
      await ask(UNLINK, { input: { task: 'T01', dataset: 'N01' } }, stewardOf('A07'));
      expect(await head()).toBe(before + 2);
    });

    it('are not linked by anybody else', async () => {
      for (const viewer of [stewardOf('A11'), developer, architect]) {
        for (const mutation of [LINK, UNLINK]) {
          expect((await ask(mutation, { input: { task: 'T01', dataset: 'O01' } }, viewer)).errors).toMatchObject([
            { code: 'FORBIDDEN' },
          ]);
        }
      }
      expect((await ask(LINK, { input: { task: 'T01', dataset: 'N01' } }, anonymous)).errors).toMatchObject([
        { code: 'UNAUTHENTICATED' },
      ]);
      expect((await ask(LINK, { input: { task: 'T0', dataset: 'N01' } })).errors).toMatchObject([
        { code: 'NOT_FOUND' },
      ]);
    });
  });

  it('are created by administrators, and changed also by stewards of the responsible agency', async () => {
    for (const viewer of [stewardOf('A07'), developer, architect]) {
      expect((await ask(CREATE, { input: { ...task, code: 'T97' } }, viewer)).errors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
    }
    expect(
      (await ask(UPDATE, { input: { code: 'T01', state: 'IN_PROGRESS' } }, stewardOf('A11'))).errors,
    ).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await ask(UPDATE, { input: { code: 'T01', state: 'IN_PROGRESS' } }, anonymous)).errors).toMatchObject([
      { code: 'UNAUTHENTICATED' },
    ]);
    expect(
      (await ask(UPDATE, { input: { code: 'T01', state: 'IN_PROGRESS' } }, stewardOf('A07'))).data.updateTask,
    ).toEqual({
      code: 'T01',
      state: 'IN_PROGRESS',
      agency: { code: 'A07' },
    });
    expect(
      (await ask(UPDATE, { input: { code: 'T01', agency: 'A11' } }, stewardOf('A07', 'A11'))).errors,
    ).toMatchObject([{ code: 'FORBIDDEN', message: expect.stringContaining('give a task to another agency') }]);
  });

  it('tell their whole state once for every change, and nothing when nothing changes', async () => {
    const before = await head();
    const input = { code: 'T02', state: 'IN_PROGRESS', dueOn: '2026-04-30' };
    await ask(UPDATE, { input });
    await ask(UPDATE, { input });
    expect(await subgraph.running.feed.read(before, 10)).toMatchObject([
      {
        kind: 'task.declared',
        key: 'T02',
        body: {
          code: 'T02',
          campaign: 'C2026',
          agency: 'A11',
          state: 'IN_PROGRESS',
          authority: '214/NQ-CP',
          datasets: ['S26'],
        },
      },
    ]);
  });

  it('tell the truth when two change one at once', async () => {
    await Promise.all([
      ask(UPDATE, { input: { code: 'T01', titleEn: 'Another title' } }),
      ask(UPDATE, { input: { code: 'T01', state: 'DONE' } }),
      ask(LINK, { input: { task: 'T01', dataset: 'N01' } }),
    ]);
    const [last] = await subgraph.running.feed.read((await head()) - 1, 1);
    expect(last?.body).toMatchObject({
      titleEn: 'Another title',
      state: 'DONE',
      datasets: ['N01', 'O01', 'S16', 'S26'],
    });
  });

  it('cost the same number of statements for few and for many', async () => {
    for (let index = 10; index < 40; index++) {
      await ask(CREATE, {
        input: { ...task, code: `T${index}`, campaign: 'C2027', agency: `A${index}`, datasets: ['S16', 'S26'] },
      });
    }
    const count = async (query: string, variables = {}, viewer = developer): Promise<number> => {
      subgraph.statements.length = 0;
      expect((await ask(query, variables, viewer)).errors).toEqual([]);
      return subgraph.statements.length;
    };
    const list = (first: number): string =>
      `{ tasks(first: ${first}) { totalCount nodes { agency { code } campaign { code } datasets { code } } } }`;
    expect(await count(list(30))).toBe(await count(list(1)));
    const entities = (typename: string, fields: string) =>
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${typename} { ${fields} } } }`;
    const some = (typename: string, codes: string[]) => ({ r: codes.map((code) => ({ __typename: typename, code })) });
    const agencies = entities('Agency', 'tasks(first: 2) { totalCount nodes { code datasets { code } } }');
    const many = Array.from({ length: 30 }, (_, index) => `A${index + 10}`);
    expect(await count(agencies, some('Agency', many))).toBe(await count(agencies, some('Agency', ['A10'])));
    const datasets = entities('Dataset', 'tasks { code campaign { code } }');
    expect(await count(datasets, some('Dataset', ['O01', 'S16', 'S26', 'N01']))).toBe(
      await count(datasets, some('Dataset', ['S16'])),
    );
    expect(await count('{ campaigns { nodes { tasks(first: 5) { totalCount nodes { datasets { code } } } } } }')).toBe(
      await count('{ campaigns(first: 1) { nodes { tasks(first: 5) { totalCount nodes { datasets { code } } } } } }'),
    );
  });
});
