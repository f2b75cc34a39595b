/** How grave a finding is, the gravest first. */
export const SEVERITIES = ['CRITICAL', 'ERROR', 'WARN', 'REVIEW'] as const;

/** One of them. */
export type PolicySeverity = (typeof SEVERITIES)[number];

/** How a column of a finding is proven: by a label that came over edges, or by a path that is known. */
export type Proof = { readonly label: number } | { readonly path: readonly string[] };

/** A column of a finding. */
export interface FoundColumn {
  readonly column: number;
  readonly proof: Proof;
}

/** What a rule found at a target. */
export interface Found {
  readonly severity: PolicySeverity;
  readonly columns: readonly FoundColumn[];
  /** References of the datasets that a finding about no dataset concerns, sorted. */
  readonly datasets?: readonly string[];
}

/** One finding: at most one a rule and target. */
export interface Finding extends Found {
  /** Code of the rule. */
  readonly rule: string;
  /** Reference of a dataset, an element or a flow. */
  readonly target: string;
}

/** Text that is equal for one rule and target. */
export const findingKey = ({ rule, target }: Pick<Finding, 'rule' | 'target'>): string => `${rule}\n${target}`;

/** The gravest of some severities; undefined of none. */
export const gravest = (severities: Iterable<PolicySeverity>): PolicySeverity | undefined => {
  const given = new Set(severities);
  return SEVERITIES.find((severity) => given.has(severity));
};
