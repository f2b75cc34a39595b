import { createHash } from 'node:crypto';
import type { Anchor } from './anchor.ts';

/** Level of a result (SARIF 2.1.0, 3.27.10). */
export type Level = 'error' | 'warning' | 'note';

/** Something found, as it is written. */
export interface Found {
  readonly rule: string;
  /** What the rule says, whatever it found. */
  readonly title: string;
  readonly level: Level;
  readonly message: string;
  /** What it is about, the first of all. */
  readonly at: readonly { readonly ref: string; readonly kind: 'resource' | 'member' }[];
  /** Ways that prove it, each of references. */
  readonly proofs?: readonly (readonly string[])[];
  /** Who answers for it, and by which document. */
  readonly accepted?: string;
  /** What a program may want to know besides. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** What was asked, and whether all of it was answered. */
export interface Asked {
  /** Such as `nguon impact`. */
  readonly command: string;
  /** What the question is of; results of other questions are not compared with these. */
  readonly category: string;
  readonly complete: boolean;
  readonly reasons: readonly { readonly message: string }[];
  /** Where in the repository the change stands; null: nowhere that is known. */
  readonly anchor: Anchor | null;
}

const LOCAL = '%SRCROOT%';

/**
 * A log of SARIF 2.1.0 (OASIS), of one run. Each result stands at the file of the change, if that is known, for code hosts
 * show nothing else and refuse a log with other places only, and at what it is about as logical locations (3.33). A result
 * keeps its fingerprint as long as it is of the same rule, question and place (3.27.17), so that a host knows it again; the
 * hosts' own name for it, `primaryLocationLineHash`, would be equal for all of one line.
 * What an answer does not tell is a notification of the invocation (3.20.21), which was no success then.
 */
export function sarifLog({ command, category, complete, reasons, anchor }: Asked, found: readonly Found[]): object {
  const rules = new Map<string, { readonly index: number; readonly title: string; readonly level: Level }>();
  const results = found.map((one) => {
    const { index } = rules.get(one.rule) ?? { index: rules.size };
    if (!rules.has(one.rule)) rules.set(one.rule, { index, title: one.title, level: one.level });
    const mark = createHash('sha256').update([command, category, one.rule, one.at[0]?.ref].join('\n')).digest('hex');
    return {
      ruleId: one.rule,
      ruleIndex: index,
      level: one.level,
      message: { text: one.message },
      locations: [{ ...placeOf(anchor), logicalLocations: one.at.map(logical) }],
      partialFingerprints: { 'nguon/v1': mark, primaryLocationLineHash: `${mark.slice(0, 16)}:1` },
      ...(one.proofs === undefined || one.proofs.length === 0
        ? {}
        : { codeFlows: one.proofs.map((path) => flow(path, anchor)) }),
      ...(one.accepted === undefined
        ? {}
        : { suppressions: [{ kind: 'external', status: 'accepted', justification: one.accepted }] }),
      ...(one.facts === undefined ? {} : { properties: one.facts }),
    };
  });
  const driver = {
    name: command,
    rules: [...rules].map(([id, { title, level }]) => ({
      id,
      shortDescription: { text: title },
      defaultConfiguration: { level },
    })),
  };
  const notifications = reasons.map(({ message }) => ({ level: 'warning', message: { text: message } }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        automationDetails: { id: `${command}/${category}/` },
        invocations: [{ executionSuccessful: complete, toolExecutionNotifications: notifications }],
        results,
      },
    ],
  };
}

const placeOf = (anchor: Anchor | null): object =>
  anchor === null
    ? {}
    : {
        physicalLocation: {
          artifactLocation: { uri: anchor.uri, uriBaseId: LOCAL },
          region: { startLine: anchor.line },
        },
      };

const logical = ({ ref, kind }: Found['at'][number]): object => ({ fullyQualifiedName: ref, kind });

const flow = (path: readonly string[], anchor: Anchor | null): object => ({
  threadFlows: [
    {
      locations: path.map((ref) => ({
        location: { ...placeOf(anchor), logicalLocations: [logical({ ref, kind: 'member' })] },
      })),
    },
  ],
});
