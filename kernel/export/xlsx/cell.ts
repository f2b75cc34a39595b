import { type Cell, readsAsFormula } from '../sheet.ts';
import { QUOTED } from './styles.ts';

/** Most characters of a cell that spreadsheets read. */
export const LONGEST_CELL = 32_767;
const CUT = '… (cut)';

/** Numbers that a spreadsheet holds exactly: it keeps fifteen digits. */
const EXACT = 999_999_999_999_999;

const NO_XML = /[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu;
const READS_AS_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;
const escapeUnit = (unit: string): string => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/**
 * A text as the content of `<t>` (ECMA-376-1, 22.9.2.19 ST_Xstring): what XML cannot hold is written `_xHHHH_`, and what
 * looks like that is written so that it stays what it was; half a surrogate pair becomes U+FFFD.
 */
export function xlsxText(text: string): string {
  const whole = text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL - CUT.length).toWellFormed() + CUT : text;
  return whole
    .toWellFormed()
    .replace(READS_AS_ESCAPE, '_x005F_')
    .replace(NO_XML, escapeUnit)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** A text as the value of an attribute. */
export const xlsxAttribute = (text: string): string => xlsxText(text).replaceAll('"', '&quot;');

/**
 * A cell of a sheet. A text stands in the cell itself and is marked as a text, so that it is no formula; one that would
 * become a formula when somebody edits the cell is marked as quoted besides. Numbers that a spreadsheet would round are
 * written as texts.
 */
export function xlsxCell(at: string, value: Cell, style = 0): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'number' && Math.abs(value) <= EXACT) return `<c r="${at}"><v>${value}</v></c>`;
  const text = String(value);
  const marked = style === 0 && readsAsFormula(text) ? QUOTED : style;
  return `<c r="${at}"${marked === 0 ? '' : ` s="${marked}"`} t="inlineStr"><is><t xml:space="preserve">${xlsxText(text)}</t></is></c>`;
}

/** The letters of a column, from 0: A, B … Z, AA. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? '' : columnLetters(rest - 1)) + String.fromCharCode(65 + (column % 26));
}
