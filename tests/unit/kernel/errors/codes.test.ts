import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, isErrorCode } from '../../../../kernel/errors/codes.ts';
import { printCodes } from '../../../../kernel/errors/print-codes.ts';
import { projectRoot } from '../../../../kernel/project-root.ts';

describe('the registry of error codes', () => {
  it('is what docs/errors.md says', () => {
    expect(readFileSync(join(projectRoot(), 'docs', 'errors.md'), 'utf8')).toBe(printCodes());
  });

  it('is printed whole, one line for each code', () => {
    const lines = printCodes().split('\n');
    for (const [code, { status, meaning }] of Object.entries(ERROR_CODES)) {
      expect(lines.filter((line) => line === `| \`${code}\` | ${status} | ${meaning} |`)).toHaveLength(1);
    }
  });

  it('has statuses of failures only, and a sentence for every code', () => {
    for (const { status, meaning } of Object.values(ERROR_CODES)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(meaning).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each(['toString', '__proto__', 'constructor', '', 'not_found', 12, null, undefined, {}])(
    '%j is none of them',
    (value) => {
      expect(isErrorCode(value)).toBe(false);
    },
  );
});
