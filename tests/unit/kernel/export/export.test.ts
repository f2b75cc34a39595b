import { readSheet } from 'read-excel-file/node';
import { describe, expect, test, vi } from 'vitest';
import { asCsv, csvCell } from '../../../../kernel/export/csv.ts';
import { asMarkdownTable, markdownCell } from '../../../../kernel/export/markdown.ts';
import { type Cell, type Row, readsAsFormula, type Sheet } from '../../../../kernel/export/sheet.ts';
import { columnLetters, LONGEST_CELL, xlsxCell } from '../../../../kernel/export/xlsx/cell.ts';
import { QUOTED } from '../../../../kernel/export/xlsx/styles.ts';
import { sheetName } from '../../../../kernel/export/xlsx/workbook.ts';
import { asXlsx } from '../../../../kernel/export/xlsx.ts';

const FORMULAS = [
  ...['=1+1', '+1', '-1', '@x', '\tx', '\rx', '\nx'],
  ...['＝1', '＋1', '－1', '＠x', '﹦1', '﹢1', '﹣1', '﹫x', '−1'],
  // What may be taken away in front: spaces, also those that do not break, and characters without a width.
  ...['  =1', '\u00A0=1', '\u3000＝1', '\uFEFF=1', '\u200B@x', '\u202E-1', '\u0000=1', '\n\t +1'],
];

const sheet = (name: string, rows: Sheet['rows']): Sheet => ({
  name,
  columns: [{ title: 'Mã' }, { title: 'Số', width: 8 }, { title: 'Mở' }],
  rows,
});

async function whole(pieces: AsyncIterable<string | Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(Buffer.from(piece));
  return Buffer.concat(all);
}
const text = async (pieces: AsyncIterable<string>): Promise<string> => (await whole(pieces)).toString();

describe('CSV', () => {
  test('keeps Vietnamese, quotes what must be and ends lines as RFC 4180 has it', async () => {
    const rows: Row[] = [
      ['Sở Y tế, "A"', 1.5, true],
      [null, -2, false],
    ];
    expect(await text(asCsv(sheet('x', rows)))).toBe('\uFEFFMã,Số,Mở\r\n"Sở Y tế, ""A""",1.5,true\r\n,-2,false\r\n');
  });

  test.each(FORMULAS)('the text %j is no formula', (cell) => {
    expect(csvCell(cell).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  test('a number below zero stays a number, and no cell falls apart at a semicolon', () => {
    expect([csvCell(-1), csvCell('a;=1'), csvCell('a\t=1')]).toEqual(['-1', '"a;=1"', '"a\t=1"']);
  });

  test('titles of columns are defused like cells', async () => {
    const columns = [{ title: '=cmd' }, { title: '＋1' }, { title: 'a;b' }];
    expect(await text(asCsv({ name: 'x', columns, rows: [] }))).toBe(`\uFEFF'=cmd,'＋1,"a;b"\r\n`);
  });

  test.each(['Sở Y tế', 'a=1', 'A-B', '1', ' Đường', '(=1)'])('the text %j stays as it is', (cell) => {
    expect(csvCell(cell)).toBe(cell);
    expect(xlsxCell('A1', cell)).toContain(`<c r="A1" t="inlineStr">`);
  });
});

test('a cell of Markdown ends no cell and is no HTML', async () => {
  expect(markdownCell('a|b\n<script>*x*')).toBe('a\\|b &lt;script&gt;\\*x\\*');
  expect(await text(asMarkdownTable(sheet('x', [['a', 1, null]])))).toBe(
    '| Mã | Số | Mở |\n| --- | --- | --- |\n| a | 1 |  |\n',
  );
});

describe('a workbook', () => {
  test('is read by another program as it was written', async () => {
    const cells: Cell[] = [
      'Công an TPHCM',
      ' <&> "lề" ',
      'a\nb',
      '😀',
      ...FORMULAS.filter((cell) => !cell.includes('\r')),
    ];
    const rows: Row[] = cells.map((cell, index) => [cell, index - 2.5, index % 2 === 0]);
    const read = await readSheet(await whole(asXlsx([sheet('Kỳ báo cáo', rows)])), 'Kỳ báo cáo', { trim: false });
    expect(read).toEqual([['Mã', 'Số', 'Mở'], ...rows]);
  });

  test('has its sheets in order, goes on in another when one is full, and loses no row', async () => {
    async function* rows(): AsyncGenerator<Row> {
      for (let index = 0; index < 7; index += 1) yield [`r${index}`, index, null];
    }
    let last = 0;
    function* counted(): Generator<Row> {
      for (let index = 0; index < 4; index += 1) yield [`s${index}`, ++last, null];
    }
    function* total(): Generator<Row> {
      yield ['total', last, null];
    }
    const bytes = await whole(
      asXlsx([sheet('a', rows()), sheet('b', counted()), sheet('B', total()), sheet('c', [])], {
        rows: 4,
        characters: 1e9,
      }),
    );
    const names = ['a', 'a (2)', 'a (3)', 'b', 'b (2)', 'B (3)', 'c'];
    const read = await Promise.all(names.map((name) => readSheet(bytes, name)));
    expect(read.map(([, ...lines]) => lines.map(([first]) => first))).toEqual([
      ['r0', 'r1', 'r2'],
      ['r3', 'r4', 'r5'],
      ['r6'],
      ['s0', 's1', 's2'],
      ['s3'],
      ['total'],
      [],
    ]);
    expect(read[5]?.[1]?.[1]).toBe(4);
  });

  test('takes rows no faster than it is read', async () => {
    let made = 0;
    async function* rows(): AsyncGenerator<Row> {
      for (; ; made += 1) yield [`row ${made} ${Math.sin(made)}`, made, null];
    }
    const pieces = asXlsx([sheet('endless', rows())]);
    await pieces.next();
    let before = -1;
    await vi.waitFor(
      () => {
        const [now, then] = [made, before];
        before = made;
        expect(now).toBe(then);
      },
      { interval: 50, timeout: 5_000 },
    );
    await pieces.return();
  });

  test('closes its rows when nobody reads on, and fails with them', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Row> {
      try {
        for (let index = 0; ; index += 1) yield [`row ${index}`, index, null];
      } finally {
        closed = true;
      }
    }
    let read = 0;
    for await (const piece of asXlsx([sheet('x', endless())])) {
      read += piece.length;
      if (read > 1_000) break;
    }
    expect(closed).toBe(true);
    async function* failing(): AsyncGenerator<Row> {
      yield ['a', 1, null];
      throw new Error('the graph moved on');
    }
    await expect(whole(asXlsx([sheet('x', failing())]))).rejects.toThrow('the graph moved on');
  });

  test('is the same bytes for the same rows', async () => {
    const make = (): Promise<Buffer> => whole(asXlsx([sheet('x', [['a', 1, true]])]));
    expect(await make()).toEqual(await make());
  });

  test.each(FORMULAS)('the text %j is a text, and stays one when it is edited', (cell) => {
    expect(xlsxCell('A1', cell)).toContain(`<c r="A1" s="${QUOTED}" t="inlineStr">`);
    expect(readsAsFormula(cell)).toBe(true);
  });

  test('holds what XML does not, cuts what no spreadsheet reads and rounds no number', () => {
    expect(xlsxCell('A1', 'a\u0000\rb_x0041_\uD800')).toContain('>a_x0000__x000D_b_x005F_x0041_\uFFFD<');
    const long = /preserve">(?<text>.*)<\/t>/s.exec(xlsxCell('A1', 'x'.repeat(LONGEST_CELL + 1)))?.groups?.['text'];
    expect([long?.length, long?.endsWith('… (cut)')]).toEqual([LONGEST_CELL, true]);
    expect(xlsxCell('A1', 9_007_199_254_740_991)).toContain('<t xml:space="preserve">9007199254740991</t>');
  });
});

test('columns and sheets are named as spreadsheets name them', () => {
  expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  expect(sheetName("'a/b[c]*?'", [])).toBe('a b c');
  expect(sheetName('x'.repeat(40), ['x'.repeat(31)])).toBe(`${'x'.repeat(27)} (2)`);
  expect(sheetName('::', [])).toBe('Sheet');
});
