import type { ImpactReportStream } from '../../gateway/exports/impact-report.ts';
import type { Anchor } from '../sarif/anchor.ts';
import { type Found, sarifLog } from '../sarif/log.ts';

const LEVEL_OF: Readonly<Record<string, 'error' | 'warning'>> = { BREAKS: 'error', AT_RISK: 'warning' };

/**
 * What breaks or is at risk as SARIF: a result for each column and each dataset; what goes on as before is none.
 * @param anchor where the change stands.
 */
export async function sarifOf({ head, rows }: ImpactReportStream, anchor: Anchor | null): Promise<object> {
  const found: Found[] = [];
  for await (const { level, ref, severity, reason, message, agency, partner } of rows) {
    const sarifLevel = severity === null ? undefined : LEVEL_OF[severity];
    if (sarifLevel === undefined || reason === null) continue;
    found.push({
      rule: reason,
      title: message ?? reason,
      level: sarifLevel,
      message: `${ref}: ${message ?? reason} (${head.of} changes; agency ${agency ?? '-'}, lead partner ${partner ?? '-'})`,
      at: [{ ref, kind: level === 'dataset' ? 'resource' : 'member' }],
      facts: { severity, agency, partner },
    });
  }
  return sarifLog({ ...head, command: 'nguon impact', category: head.of, anchor }, found);
}
