import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import type { AskedAs } from '../../cli/asker.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import { ADMINISTRATOR, ARCHITECT, DEVELOPER, emptyInstance } from '../support/instance.ts';

const system = emptyInstance();

/**
 * Datasets that are fed, and columns of each (IMPACT_COLUMNS; 800 make a hundred thousand in all): above a page by number, and
 * a page of as many as it may have above what one request may hold by columns.
 */
const [DATASETS, COLUMNS] = [126, Number(process.env['IMPACT_COLUMNS'] ?? 500)];
const names = Array.from({ length: COLUMNS }, (_, i) => `c${i}`);

const done = async (query: string, input: object): Promise<void> => {
  expect((await system().ask(query, { input }, ADMINISTRATOR)).errors).toEqual([]);
};
const create = (code: string, fields: readonly string[]): Promise<void> =>
  done('mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { code } }', {
    code,
    ...{ titleVi: code, titleEn: code, descriptionVi: code, descriptionEn: code },
    ...{ publisher: 'A01', tier: 'SPECIALIZED', sharingClass: 'SHARED' },
    fields: fields.map((name) => ({ name, type: 'STR', piiClass: 'NONE' })),
  });
const flow = (code: string, from: string, to: string, columns: readonly string[]): Promise<void> =>
  done('mutation ($input: DeclareFlowInput!) { declareFlow(input: $input) { ref } }', {
    ...{ code, from, to, type: 'BATCH_ETL', channel: 'LGSP', validFrom: '2026-02-01' },
    columns: columns.map((name) => ({ from: name, to: name, transformation: 'IDENTITY' })),
  });

const HEAD = `query ($of: NodeRef!, $changes: [SchemaChangeInput!]) {
  impact(of: $of, changes: $changes) { revision asOf totals { datasets fields } bySeverity { severity datasets fields } }
}`;
const ask = async (of: string, as: AskedAs = ARCHITECT) =>
  (await system().ask(HEAD, { of, changes: [{ kind: 'RETIRE' }] }, as)).data.impact;
const open = async (
  path: string,
  role: 'architect' | 'developer' = 'architect',
  signal: AbortSignal | null = null,
): Promise<Response> => {
  const { address } = await system().listen();
  return fetch(new URL(path, address), {
    headers: { authorization: `Bearer ${await system().issuer.issue(role, [])}` },
    signal,
  });
};
const count = (lines: readonly string[], level: string): number =>
  lines.filter((line) => line.startsWith(`${level},`)).length;

describe('an export of a large impact', () => {
  it('begins with a wide graph', { timeout: 600_000 }, async () => {
    await done('mutation ($input: CreateAgencyInput!) { createAgency(input: $input) { code } }', {
      ...{
        code: 'A01',
        nameVi: 'A',
        nameEn: 'A',
        bloc: 'GOVERNMENT',
        level: 'CITY',
        line: 'CITY',
        validFrom: '2020-01-01',
      },
    });
    await create('W0', names);
    for (let i = 1; i <= DATASETS; i++) {
      await create(`W${i}`, names);
      await flow(`F${i}`, 'W0', `W${i}`, names);
    }
    await system().instance.settle();
    expect((await ask('W0')).totals).toEqual({ datasets: DATASETS, fields: DATASETS * COLUMNS });
  });

  it('has every dataset and column once, in bounded memory', { timeout: 120_000 }, async () => {
    const { totals } = await ask('W0');
    const before = process.memoryUsage().rss;
    let [most, pieces, rest] = [0, 0, ''];
    const seen = new Set<string>();
    let rows = 0;
    for await (const piece of (await open('/api/v1/impact.csv?of=W0&changes=retire')).body ?? []) {
      pieces += 1;
      most = Math.max(most, process.memoryUsage().rss);
      const lines = (rest + Buffer.from(piece).toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        rows += 1;
        seen.add(line.split(',')[1] ?? '');
      }
    }
    expect([rows - 1, seen.size - 1]).toEqual([totals.datasets + totals.fields, totals.datasets + totals.fields]);
    expect(pieces).toBeGreaterThan(100);
    expect((most - before) / 1_048_576).toBeLessThan(400);
  });

  it.each(['csv', 'md', 'xlsx'])(
    'as %s is of one answer, whatever is written meanwhile',
    { timeout: 120_000 },
    async (form) => {
      const before = await ask('W0');
      const response = await open(`/api/v1/impact.${form}?of=W0&changes=retire`);
      expect(response.status).toBe(200);
      const body = response.body?.getReader();
      const pieces: Uint8Array[] = [];
      let written = 0;
      for (;;) {
        const { done: isOver = true, value } = (await body?.read()) ?? {};
        if (isOver || value === undefined) break;
        pieces.push(value);
        // Nearest in the order of references, so that it would come into pages that are not read yet.
        if (pieces.length % 40 === 1 && written < 3) {
          written += 1;
          await create(`W9${form}${written}`, ['c0']);
          await flow(`N${form}${written}`, 'W0', `W9${form}${written}`, ['c0']);
          await system().instance.settle();
        }
      }
      expect(written).toBe(3);
      const after = await ask('W0');
      expect(after.revision).not.toBe(before.revision);
      expect(after.totals.datasets).toBe(before.totals.datasets + 3);
      const file = Buffer.concat(pieces);
      if (form === 'xlsx') {
        const [said, , , lines] = await readXlsxFile(file);
        expect(said?.data).toContainEqual(['revision', before.revision]);
        expect(said?.data).toContainEqual(['fields', before.totals.fields]);
        const levels = lines?.data.slice(1).map(([level]) => level) ?? [];
        expect(levels.filter((level) => level === 'dataset')).toHaveLength(before.totals.datasets);
        expect(levels.filter((level) => level === 'column')).toHaveLength(before.totals.fields);
        return;
      }
      const text = file.toString();
      expect(text).not.toContain(`W9${form}`);
      if (form === 'md') {
        expect(text).toContain(`revision ${before.revision}`);
        expect(text.match(/^\| dataset /gm)).toHaveLength(before.totals.datasets);
        expect(text.match(/^\| column /gm)).toHaveLength(before.totals.fields);
        return;
      }
      const lines = text.split('\r\n');
      expect([count(lines, 'dataset'), count(lines, 'column')]).toEqual([before.totals.datasets, before.totals.fields]);
    },
  );

  it('is refused above so many at once, before anything is written', { timeout: 120_000 }, async () => {
    const path = '/api/v1/impact.csv?of=W0&changes=retire';
    const leaving = new AbortController();
    // All at once, and nobody reads them: the last arrives before the first is written.
    const opened = await Promise.all(
      Array.from({ length: LIMITS.exports + 4 }, () => open(path, 'architect', leaving.signal)),
    );
    expect(opened.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(LIMITS.exports);
    // Of those that are taken some may wait too long for the database on a machine with little room, and leave their place.
    const answers = await Promise.all(opened.filter(({ status }) => status !== 200).map((one) => one.json()));
    const refused = answers.filter(({ errors }) => errors[0].extensions.limit === 'exports');
    expect(refused.length).toBeGreaterThan(0);
    for (const { errors } of refused) {
      expect(errors[0].extensions).toEqual({ code: 'SERVICE_UNAVAILABLE', limit: 'exports', most: 8 });
    }
    leaving.abort();
    await expect.poll(async () => (await open('/api/v1/impact.csv?of=W1')).status, { timeout: 30_000 }).toBe(200);
  });
});

describe('pages of one answer', () => {
  const PAGE = `query ($of: NodeRef!, $asOf: DateTime, $at: String, $first: Int, $after: String, $most: Int) {
    impact(of: $of, asOf: $asOf, atRevision: $at) {
      revision totals { datasets }
      datasets(first: $first, after: $after, mostElements: $most) { totalCount pageInfo { hasNextPage endCursor } nodes { ref fields { ref } } }
    }
  }`;
  const page = (more: object, as: AskedAs = ARCHITECT) => system().ask(PAGE, { of: 'W0', first: 1, ...more }, as);

  it.each([ARCHITECT, DEVELOPER])('stay what they were for %o', async (as) => {
    const { asOf, revision, totals } = await ask('W0', as);
    // The head was of a question with a change, which is another answer.
    expect((await page({ asOf, at: revision }, as)).data.impact.totals.datasets).toBe(totals.datasets);
    const code = `W8${as.role}`;
    await create(code, ['c0']);
    await flow(`N8${as.role}`, 'W0', code, ['c0']);
    await system().instance.settle();
    const now = (await page({ asOf }, as)).data.impact;
    expect([now.totals.datasets, now.revision === revision]).toEqual([totals.datasets + 1, false]);
    const then = (await page({ asOf, at: revision }, as)).data.impact;
    expect([then.totals.datasets, then.revision]).toEqual([totals.datasets, revision]);
  });

  it('are ended by their elements, one dataset at least', async () => {
    const nodes = async (most: number) => {
      const { data, errors } = await page({ first: 50, most });
      return errors[0]?.code ?? data.impact.datasets.nodes.length;
    };
    // Each of them has its columns and a path of three steps.
    expect(await nodes(1)).toBe(1);
    expect(await nodes(2 * (COLUMNS + 3))).toBe(2);
    expect(await nodes(2 * (COLUMNS + 3) - 1)).toBe(1);
    expect(await nodes(0)).toBe('BAD_USER_INPUT');
    expect(await nodes(LIMITS.listElements + 1)).toBe('BAD_USER_INPUT');
  });

  it('are refused for an answer that nobody gave, or to another question', async () => {
    const { asOf, revision } = await ask('W0');
    const code = async (more: object, as: AskedAs = ARCHITECT) => (await page(more, as)).errors[0]?.code;
    expect(await code({ asOf, at: '1' })).toBe('READ_ANEW');
    expect(await code({ asOf, at: 'x'.repeat(2_000) })).toBe('READ_ANEW');
    expect(await code({ asOf, at: revision }, DEVELOPER)).toBe('READ_ANEW');
  });
});
