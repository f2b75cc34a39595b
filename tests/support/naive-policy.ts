import type { Instant } from '../../lineage/domain/instant.ts';
import { datasetOfField } from '../../lineage/domain/node-ref.ts';
import type { Transformation } from '../../lineage/domain/transformations.ts';
import type { Projection } from '../../lineage/projection/projection.ts';

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly job: string;
  readonly transformation: Transformation;
}

/** Longest path that is looked at: every state of a small graph is reached within it. */
const LONGEST = 16;

/** Everything that a path is judged by. */
interface Way {
  readonly transformations: ReadonlySet<string>;
  /** Whether an aggregation on the way is over cells that are too small. */
  readonly isSmall: boolean;
  readonly types: ReadonlySet<string>;
}

/**
 * R1 to R4 and R7 as the table of rules words them, written for tests: it walks from every column over sets of what lay
 * on the way, and shares no line with the labels.
 */
export function naiveFindings(projection: Projection, asOf: Instant) {
  const { nodes, policy } = projection;
  const records = [...projection.records()];
  const edges = records.flatMap((record): Edge[] => {
    if (record.record !== 'edge' || record.transformation === null || record.recordedTo !== null) return [];
    const isValid =
      (record.validFrom === null || record.validFrom <= asOf) && (record.validTo === null || asOf < record.validTo);
    if (!isValid) return [];
    const approved = policy.deidentificationOf(record.job, record.to)?.approvedOn ?? null;
    const isDeidentified = record.transformation === 'HASH' && approved !== null && approved <= asOf;
    return [{ ...record, transformation: isDeidentified ? 'DEIDENTIFICATION' : record.transformation }];
  });
  const fieldOf = (ref: string) => nodes.fieldFacts(nodes.find(ref) as number);
  const datasetOf = (ref: string) => nodes.datasetFacts(nodes.find(datasetOfField(ref)) as number);
  const jobOf = (ref: string) => nodes.jobFacts(nodes.find(ref) as number);
  const isPersonal = (ref: string): boolean => (fieldOf(ref)?.piiClass ?? 'NONE') !== 'NONE';
  const isRestricted = (ref: string): boolean => (datasetOf(ref)?.importanceClass ?? 'OTHER') !== 'OTHER';
  const rank = (ref: string): number => ['NONE', 'BASIC', 'SENSITIVE'].indexOf(fieldOf(ref)?.piiClass ?? 'NONE');

  const onward = (way: Way, edge: Edge): Way => {
    const size = jobOf(edge.job)?.minimumCellSize ?? null;
    return {
      transformations: new Set([...way.transformations, edge.transformation]),
      isSmall: way.isSmall || (edge.transformation === 'AGGREGATION' && (size === null || size < 10)),
      types: new Set([...way.types, jobOf(edge.job)?.type ?? '']),
    };
  };
  const indirect = ['JOIN', 'FILTER', 'GROUP_BY', 'SORT', 'WINDOW', 'CONDITIONAL'];
  const has = (way: Way, ...names: readonly string[]): boolean => names.some((name) => way.transformations.has(name));
  const holds: Readonly<Record<string, (way: Way, from: string, to: string) => boolean>> = {
    R1: (way, from) => isPersonal(from) && !has(way, 'HASH', 'AGGREGATION', 'DEIDENTIFICATION', ...indirect),
    R2: (way, from) =>
      isPersonal(from) && has(way, 'HASH') && !has(way, 'AGGREGATION', 'DEIDENTIFICATION', ...indirect),
    R3: (way, from) => isPersonal(from) && way.isSmall && !has(way, 'DEIDENTIFICATION', ...indirect),
    R4C: (way, from) => isRestricted(from) && !way.types.has('AGGREGATE') && !way.types.has('DE_IDENTIFY'),
    R4R: (way, from) => isRestricted(from) && way.types.has('AGGREGATE') && !way.types.has('DE_IDENTIFY'),
    R7: (way, from, to) => rank(to) < rank(from) && !has(way, 'AGGREGATION', 'DEIDENTIFICATION', ...indirect),
  };

  const reached = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const keyOf = (from: string, to: string, way: Way): string =>
    [from, to, [...way.transformations].sort(), way.isSmall, [...way.types].sort()].join('|');
  const walk = (from: string, at: string, way: Way, length: number): void => {
    if (length === LONGEST) return;
    for (const edge of edges) {
      if (edge.from !== at) continue;
      const next = onward(way, edge);
      const key = keyOf(from, edge.to, next);
      if (seen.has(key)) continue;
      seen.add(key);
      for (const [rule, test] of Object.entries(holds)) {
        if (test(next, from, edge.to)) reached.set(rule, (reached.get(rule) ?? new Set()).add(edge.to));
      }
      walk(from, edge.to, next, length + 1);
    }
  };
  const start: Way = { transformations: new Set(), isSmall: false, types: new Set() };
  for (const from of new Set(edges.map((edge) => edge.from))) walk(from, from, start, 0);

  const findings: [rule: string, target: string, severity: string, columns: string[]][] = [];
  for (const record of records) {
    if (record.record !== 'dataset' || record.facts === null) continue;
    const columns = nodes
      .fieldsOf(nodes.find(record.ref) as number)
      .filter((id) => {
        const facts = nodes.fieldFacts(id);
        return facts !== null && (facts.dropped === null || asOf < facts.dropped);
      })
      .map((id) => nodes.ref(id))
      .sort();
    const is = (rule: string, ref: string): boolean => reached.get(rule)?.has(ref) === true;
    const isOpen = record.facts.sharingClass === 'OPEN';
    const add = (rule: string, severity: string, found: string[]): void => {
      if (found.length > 0) findings.push([rule, record.ref, severity, found]);
    };
    const personal = (ref: string): string | undefined =>
      ['R1', 'R2', 'R3'].find((rule) => is(rule, ref) && (rule === 'R3' || policy.basisOf(ref) === undefined));
    if (isOpen) {
      add(
        'R1',
        'CRITICAL',
        columns.filter((ref) => personal(ref) === 'R1'),
      );
      add(
        'R2',
        'CRITICAL',
        columns.filter((ref) => personal(ref) === 'R2'),
      );
      add(
        'R3',
        'WARN',
        columns.filter((ref) => personal(ref) === 'R3'),
      );
      const isCritical = columns.some((ref) => is('R4C', ref));
      add(
        'R4',
        isCritical ? 'CRITICAL' : 'REVIEW',
        columns.filter((ref) => is('R4C', ref) || is('R4R', ref)),
      );
    }
    add(
      'R7',
      'WARN',
      columns.filter((ref) => is('R7', ref)),
    );
  }
  findings.sort(([a, b], [c, d]) => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1));

  return {
    findings,
    /** Whether a path of column, flow, column … is one of edges that are there, and one that a rule means. */
    proves(rule: string, path: readonly string[]): boolean {
      const [from, to] = [path[0] as string, path.at(-1) as string];
      let ways: Way[] = [start];
      for (let i = 0; i + 2 < path.length; i += 2) {
        const [a, job, b] = path.slice(i, i + 3);
        const steps = edges.filter((edge) => edge.from === a && edge.job === job && edge.to === b);
        ways = ways.flatMap((way) => steps.map((edge) => onward(way, edge)));
      }
      const tests = rule === 'R4' ? ['R4C', 'R4R'] : [rule];
      return path.length >= 3 && ways.some((way) => tests.some((name) => holds[name]?.(way, from, to) === true));
    },
  };
}
