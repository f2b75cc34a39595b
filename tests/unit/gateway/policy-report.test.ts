import { describe, expect, test } from 'vitest';
import type { Asker } from '../../../cli/asker.ts';
import { type FailOn, gate } from '../../../cli/policy/gate.ts';
import { type PolicyReport, policyReport, type ReportedFinding } from '../../../cli/policy/report.ts';

const finding = (target: string, more: Partial<ReportedFinding> = {}): ReportedFinding => ({
  rule: 'R1',
  title: 'Personal data is published',
  severity: 'CRITICAL',
  target,
  firstSeen: null,
  reopened: null,
  accepted: null,
  legalGround: [],
  fields: [{ ref: `${target}.a`, path: [{ ref: null }, { ref: 'job:F1' }, { ref: `${target}.a` }] }],
  ...more,
});
const ACCEPTED = { document: { code: '127/KH-UBND' }, article: null, until: null };
const report = (findings: readonly ReportedFinding[], complete = true): PolicyReport => ({
  asOf: '2026-11-01',
  revision: '1',
  complete,
  reasons: complete ? [] : [{ code: 'BUDGET', message: 'cut' }],
  findings,
});

describe('a report of findings', () => {
  test.each<[string, PolicyReport, FailOn | undefined, RegExp | null]>([
    ['goes on without a gate', report([finding('O1')]), undefined, null],
    ['stops at what is as grave', report([finding('O1')]), 'critical', /^1 findings .* critical or graver/],
    ['stops at what is graver', report([finding('O1')]), 'warn', /warn or graver/],
    ['goes on at what is less grave', report([finding('O1', { severity: 'WARN' })]), 'error', null],
    ['goes on at what somebody answers for', report([finding('O1', { accepted: ACCEPTED })]), 'review', null],
    ['stops when it is not complete', report([], false), 'critical', /not complete: BUDGET/],
  ])('%s', (_what, given, failOn, expected) => {
    const stops = gate(given, failOn);
    if (expected === null) expect(stops).toBeNull();
    else expect(stops).toMatch(expected);
  });

  test('is read page by page, and an answer with nothing in it is its error', async () => {
    const asked: unknown[] = [];
    const ask: Asker = async (_query, { after }) => {
      asked.push(after);
      const { findings, ...head } = report([finding(after === null ? 'O1' : 'O2')]);
      const pageInfo = { hasNextPage: after === null, endCursor: `after ${findings[0]?.target}` };
      return { data: { policyFindings: { ...head, nodes: findings, pageInfo } } };
    };
    const as = { role: 'architect', agencies: [] } as const;
    expect((await policyReport(ask, null, as)).findings.map(({ target }) => target)).toEqual(['O1', 'O2']);
    expect(asked).toEqual([null, 'after O1']);
    const refuse: Asker = async () => ({ errors: [{ message: 'You may not.' }] });
    await expect(policyReport(refuse, null, as)).rejects.toThrow('You may not.');
  });

  test('is read anew when the graph moves on between two pages, and given up when it never stands still', async () => {
    const pages = (...revisions: string[]): Asker => {
      let asked = 0;
      return async (_query, { after }) => {
        const { findings, ...head } = report([finding(`O${asked}`)]);
        const pageInfo = { hasNextPage: after === null, endCursor: 'next' };
        const revision = revisions[asked++] ?? String(asked);
        return { data: { policyFindings: { ...head, revision, nodes: findings, pageInfo } } };
      };
    };
    const as = { role: 'architect', agencies: [] } as const;
    const once = await policyReport(pages('1', '2', '2', '2'), null, as);
    expect([once.revision, ...once.findings.map(({ target }) => target)]).toEqual(['2', 'O2', 'O3']);
    await expect(policyReport(pages(), null, as)).rejects.toThrow(/changed 5 times/);
  });
});
