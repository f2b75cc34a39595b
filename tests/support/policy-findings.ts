import { parseInstant } from '../../lineage/domain/instant.ts';
import { nameOfField } from '../../lineage/domain/node-ref.ts';
import { type PolicyQuery, policyFindings, type ToldFinding } from '../../lineage/projection/policy/findings.ts';
import type { Projection } from '../../lineage/projection/projection.ts';

/** The first instant of a day in the city. */
export const day = (text: string): number => parseInstant(`${text}T00:00:00+07:00`);

/** What is found on a day. */
export const foundOn = (
  projection: Projection,
  text: string,
  asked: Partial<PolicyQuery> = {},
): readonly ToldFinding[] => policyFindings(projection, { asOf: day(text), ...asked }).findings;

/** Findings as lines: `R1 CRITICAL O14 diem ho_ten`. */
export const linesOf = (findings: readonly ToldFinding[]): string[] =>
  findings.map(({ rule, severity, target, columns }) =>
    [rule, severity, target, ...columns.map(({ ref }) => nameOfField(ref))].join(' '),
  );
