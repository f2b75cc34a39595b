import type { ReportRow } from '../../gateway/exports/impact-report.ts';

const LEVEL_OF: Readonly<Record<string, 'error' | 'warning'>> = { BREAKS: 'error', AT_RISK: 'warning' };

/**
 * What breaks or is at risk as SARIF 2.1.0 (OASIS), which code hosts show beside a change: a result for each column and
 * each dataset, at its reference as a logical location.
 */
export async function sarifOf(of: string, rows: AsyncIterable<ReportRow>): Promise<object> {
  const rules = new Map<string, string>();
  const results: object[] = [];
  for await (const { level, ref, severity, reason, message, agency, partner } of rows) {
    const sarifLevel = severity === null ? undefined : LEVEL_OF[severity];
    if (sarifLevel === undefined || reason === null) continue;
    rules.set(reason, message ?? reason);
    results.push({
      ruleId: reason,
      level: sarifLevel,
      message: {
        text: `${ref}: ${message ?? reason} (${of} changes; agency ${agency ?? '-'}, lead partner ${partner ?? '-'})`,
      },
      locations: [
        { logicalLocations: [{ fullyQualifiedName: ref, kind: level === 'dataset' ? 'resource' : 'member' }] },
      ],
    });
  }
  const driver = {
    name: 'nguon impact',
    rules: [...rules].map(([id, text]) => ({ id, shortDescription: { text } })),
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results }],
  };
}
