import type { PolicyReport } from './report.ts';

const LEVEL_OF: Readonly<Record<string, 'error' | 'warning' | 'note'>> = {
  CRITICAL: 'error',
  ERROR: 'error',
  WARN: 'warning',
  REVIEW: 'note',
};

const located = (ref: string, kind: string): object => ({
  logicalLocations: [{ fullyQualifiedName: ref, kind }],
});

/**
 * Findings as SARIF 2.1.0 (OASIS), which code hosts show beside a change: a result for each, at what it is about and its
 * columns as logical locations, a proof of each column as a code flow; accepted ones are suppressed (3.35).
 */
export function sarifOf({ findings }: PolicyReport): object {
  const rules = new Map(findings.map(({ rule, title }) => [rule, title]));
  const results = findings.map(({ rule, severity, target, title, fields, accepted }) => ({
    ruleId: rule,
    level: LEVEL_OF[severity] ?? 'warning',
    message: {
      text: `${target}: ${title}${fields.length === 0 ? '' : ` (${fields.map(({ ref }) => ref).join(', ')})`}`,
    },
    locations: [located(target, 'resource'), ...fields.map(({ ref }) => located(ref, 'member'))],
    codeFlows: fields.flatMap(({ path }) =>
      path === null
        ? []
        : [
            {
              threadFlows: [{ locations: path.map(({ ref }) => ({ location: located(ref ?? '(hidden)', 'member') })) }],
            },
          ],
    ),
    ...(accepted === null
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: accepted.document.code }] }),
  }));
  const driver = {
    name: 'nguon policy',
    rules: [...rules].map(([id, text]) => ({ id, shortDescription: { text } })),
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results }],
  };
}
