import type { Anchor } from '../sarif/anchor.ts';
import { type Level, sarifLog } from '../sarif/log.ts';
import type { PolicyReport } from './report.ts';

const LEVEL_OF: Readonly<Record<string, Level>> = {
  CRITICAL: 'error',
  ERROR: 'error',
  WARN: 'warning',
  REVIEW: 'note',
};

/**
 * Findings as SARIF: a result for each, at what it is about and its columns, with a proof of each column as a code flow;
 * accepted ones are suppressed (3.35).
 * @param anchor where the change stands that they are to be shown beside.
 */
export const sarifOf = (report: PolicyReport, anchor: Anchor | null): object =>
  sarifLog(
    { ...report, command: 'nguon policy', category: 'findings', anchor },
    report.findings.map(({ rule, severity, target, title, fields, accepted, firstSeen, reopened, legalGround }) => ({
      rule,
      title,
      level: LEVEL_OF[severity] ?? 'warning',
      message: `${target}: ${title}${fields.length === 0 ? '' : ` (${fields.map(({ ref }) => ref).join(', ')})`}`,
      at: [{ ref: target, kind: 'resource' }, ...fields.map(({ ref }) => ({ ref, kind: 'member' as const }))],
      proofs: fields.flatMap(({ path }) => (path === null ? [] : [path.map(({ ref }) => ref ?? '(hidden)')])),
      ...(accepted === null ? {} : { accepted: accepted.document.code }),
      facts: { severity, firstSeen, reopened, legalGround: legalGround.map(({ document }) => document.code) },
    })),
  );
