import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../kernel/errors/errors.ts';
import { loadSeedCatalogue } from '../../../seed/data/index.ts';

type JsonRecord = Record<string, unknown>;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nguon-seed-'));
  cpSync('seed/data', folder, { recursive: true, filter: (path) => !path.endsWith('.ts') });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Rewrites one file of the copy. */
function change(file: string, edit: (records: JsonRecord[]) => void): void {
  const path = join(folder, file);
  const records = JSON.parse(readFileSync(path, 'utf8')) as JsonRecord[];
  edit(records);
  writeFileSync(path, JSON.stringify(records));
}

/** The problems that loading the copy reports; empty when it loads. */
function problems(): readonly string[] {
  try {
    loadSeedCatalogue(folder);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as ConfigurationError).extensions.problems as string[];
  }
}

const firstOf = (records: JsonRecord[]): JsonRecord => {
  const [first] = records;
  if (first === undefined) throw new Error('the file is empty');
  return first;
};

describe('loading the seed', () => {
  it('finds the files of the project by itself', () => {
    expect(loadSeedCatalogue()).toEqual(loadSeedCatalogue(folder));
  });

  it('numbers the columns of a dataset from 1 and reads a flag that is left out as false', () => {
    const population = loadSeedCatalogue().datasets.find((dataset) => dataset.code === 'N01');
    expect(population?.fields.map((field) => field.position)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(population?.fields[1]).toEqual({
      name: 'ho_ten',
      type: 'STR',
      piiClass: 'BASIC',
      directIdentifier: false,
      nullable: false,
      isKey: false,
      position: 2,
    });
  });

  it('names file, record, place and expectation of a value outside its closed set', () => {
    change('datasets.json', (records) => {
      firstOf(records).fields = [{ name: 'ho_ten', type: 'STRING', piiClass: 'BASIC' }];
    });
    expect(problems()).toEqual([
      'datasets.json, record 1 (N01): fields[0].type: expected one of STR, NUM, INT, DATE, DT, GEO, TEXT, BOOL, found "STRING"',
    ]);
  });

  it('takes an unknown property for a misspelt one', () => {
    change('partners.json', (records) => {
      firstOf(records).shortname = 'Mobifone';
    });
    expect(problems()).toEqual([
      'partners.json, record 1 (MBF): property "shortname" is not known here; known are code, nameVi, nameEn, shortName, mark, source',
    ]);
  });

  it.each([
    ['agencies.json', 'parent', undefined, 'parent: expected a code such as A11, found nothing'],
    ['agencies.json', 'code', 'A.01', 'code: expected a code such as A11, found "A.01"'],
    ['agencies.json', 'nameVi', ' Sở Y tế', 'nameVi: expected text without blanks at its ends, found " Sở Y tế"'],
    ['agencies.json', 'nameVi', 'Sở Y tế'.normalize('NFD'), 'nameVi: expected text in Unicode form NFC'],
    ['agencies.json', 'source', '', 'source: expected text, found ""'],
    ['agencies.json', 'mark', 'fact', 'mark: expected one of FACT, ILLUSTRATIVE, found "fact"'],
    ['flows.json', 'validFrom', '2026-01-14', 'validFrom: expected an instant such as'],
    ['flows.json', 'validFrom', '2026-02-30T00:00:00+07:00', 'validFrom: expected an instant such as'],
    ['flows.json', 'minimumCellSize', 2.5, 'minimumCellSize: expected a whole number from 1 to 1000000, found 2.5'],
    ['flows.json', 'columns', [], 'columns: expected a list with at least one item, found []'],
    ['flows.json', 'legalGround', { document: '194/2025/NĐ-CP' }, 'legalGround.article: expected text, found nothing'],
    ['policy-documents.json', 'issuedOn', '2025-13-01', 'issuedOn: expected a day such as 2026-01-14'],
    ['datasets.json', 'updateInterval', 'monthly', 'updateInterval: expected an ISO 8601 duration'],
    ['platforms.json', 'securityLevel', 6, 'securityLevel: expected a whole number from 1 to 5, found 6'],
    ['public-basis.json', 'field', 'O11', 'field: expected a column reference such as N01.ngay_sinh, found "O11"'],
  ])('refuses in %s the property %s when it is %j', (file, property, value, expected) => {
    change(file, (records) => {
      firstOf(records)[property] = value;
    });
    const found = problems();
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${file}, record 1`);
    expect(found[0]).toContain(expected);
  });

  it('refuses a second record with the same code', () => {
    change('partners.json', (records) => records.push(firstOf(records)));
    expect(problems()).toEqual(['partners.json, record 7 (MBF): the same as record 1: MBF']);
  });

  it('reports what is wrong in several files at once', () => {
    writeFileSync(join(folder, 'partners.json'), '{}');
    writeFileSync(join(folder, 'standards.json'), '[');
    rmSync(join(folder, 'flows.json'));
    expect(problems()).toEqual([
      'partners.json: expected a list of at most 20000 records',
      expect.stringContaining('standards.json: cannot be read, '),
      expect.stringContaining('flows.json: cannot be read, ENOENT'),
    ]);
  });

  it('prints fifty problems and counts the others', () => {
    change('conformance.json', (records) => {
      for (const record of records) record.standard = 13;
    });
    const found = problems();
    expect(found).toHaveLength(51);
    expect(found.at(-1)).toBe('and 76 more');
  });
});
