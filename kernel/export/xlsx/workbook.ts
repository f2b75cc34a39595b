import { xlsxAttribute } from './cell.ts';
import { STYLES } from './styles.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Where a sheet stands in the package, counted from 1. */
export const sheetPath = (number: number): string => `xl/worksheets/sheet${number}.xml`;

/** All parts of a package but the sheets (ECMA-376-1, 12.3 and ECMA-376-2), by path; known only when the sheets are. */
export function workbookParts(names: readonly string[]): ReadonlyMap<string, string> {
  const each = (write: (number: number, name: string) => string): string =>
    names.map((name, index) => write(index + 1, name)).join('');
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`;
  const relations = (inner: string): string =>
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  return new Map([
    ['xl/styles.xml', HEAD + STYLES],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets>${each(
        (number, name) => `<sheet name="${xlsxAttribute(name)}" sheetId="${number}" r:id="rId${number}"/>`,
      )}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        each((number) => relation(`rId${number}`, 'worksheet', `worksheets/sheet${number}.xml`)) +
          relation('rIdStyles', 'styles', 'styles.xml'),
      ),
    ],
    ['_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/>${each(
        (number) => `<Override PartName="/${sheetPath(number)}" ContentType="${SPREADSHEET}.worksheet+xml"/>`,
      )}</Types>`,
    ],
  ]);
}

const LONGEST_NAME = 31;

/** A name as a sheet may have it: at most 31 characters, none of `[]:*?/\`, unlike the others whatever the case. */
export function sheetName(wanted: string, taken: readonly string[]): string {
  const plain = wanted.replace(/[[\]:*?/\\\p{Cc}]/gu, ' ').replace(/^['\s]+|['\s]+$/g, '');
  for (let part = 1; ; part += 1) {
    const end = part === 1 ? '' : ` (${part})`;
    const name = (plain || 'Sheet').slice(0, LONGEST_NAME - end.length).toWellFormed() + end;
    if (!taken.some((other) => other.toLowerCase() === name.toLowerCase())) return name;
  }
}
