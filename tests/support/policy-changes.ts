import { CHANNELS, IMPORTANCE_CLASSES, PII_CLASSES, SHARING_CLASSES } from '../../lineage/domain/facts.ts';
import { type Instant, printInstant } from '../../lineage/domain/instant.ts';
import { TRANSFORMATIONS } from '../../lineage/domain/transformations.ts';
import { type AnyEvent, RECORDED } from './lineage-events.ts';
import type { Random } from './random.ts';

const DATASETS = ['A', 'B', 'C', 'D', 'E'];
const COLUMNS = ['x', 'y', 'z'];
const FLOWS = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6'];
const TYPES = ['API_SYNC', 'AGGREGATE', 'DE_IDENTIFY', 'PUBLISH_OPEN'] as const;
const BARRIERS = ['HASH', 'AGGREGATION'] as const;
const DAY = 86_400_000_000;

/** Some moment before, at or after the time asked about; null now and then. */
const moment = (random: Random, around: Instant): string | null =>
  random.chance(0.3) ? null : printInstant(around + random.int(-3, 3) * DAY);

/** The classes of some columns of a dataset; a column is left out now and then. */
const schemaOf = (random: Random, dataset: string): AnyEvent => ({
  kind: 'schema.written',
  body: {
    dataset,
    fields: COLUMNS.filter(() => random.chance(0.9)).map((name) => ({
      name,
      type: 'STR',
      piiClass: random.pick(PII_CLASSES),
      directIdentifier: false,
    })),
  },
});

const datasetOf = (random: Random, code: string): AnyEvent => ({
  kind: 'dataset.declared',
  body: {
    code,
    publisher: 'A01',
    tier: 'SPECIALIZED',
    sharingClass: random.chance(0.5) ? 'OPEN' : random.pick([...SHARING_CLASSES, null]),
    importanceClass: random.pick(IMPORTANCE_CLASSES),
  },
});

function flowOf(random: Random, around: Instant): AnyEvent {
  const [validFrom, validTo] = [moment(random, around), moment(random, around)];
  const isOrdered = validFrom === null || validTo === null || validFrom <= validTo;
  return {
    kind: 'flow.declared',
    body: {
      code: random.pick(FLOWS),
      type: random.pick(TYPES),
      from: random.pick(DATASETS),
      to: random.pick(DATASETS),
      channel: random.pick(CHANNELS),
      mandatory: random.chance(0.3),
      minimumCellSize: random.pick([null, 3, 10, 20]),
      legalGround: null,
      validFrom: isOrdered ? validFrom : validTo,
      validTo: isOrdered ? validTo : validFrom,
      columns: Array.from({ length: random.int(0, 4) }, () => ({
        from: random.pick(COLUMNS),
        to: random.chance(0.9) ? random.pick(COLUMNS) : 'ghost',
        transformation: random.chance(0.4) ? 'IDENTITY' : random.pick(random.chance(0.5) ? BARRIERS : TRANSFORMATIONS),
      })),
    },
  };
}

/** One change of what policy findings are made from: an edge, a class, a barrier, a list, a claim, added or retracted. */
export function policyChange(random: Random, around: Instant): AnyEvent {
  const [dataset, column] = [random.pick(DATASETS), random.pick(COLUMNS)];
  const [job, field] = [`job:${random.pick(FLOWS)}`, `${dataset}.${column}`];
  switch (random.int(0, 9)) {
    case 0:
      return schemaOf(random, dataset);
    case 1:
      return datasetOf(random, dataset);
    case 2:
      return {
        kind: 'flow.retired',
        body: { code: random.pick(FLOWS), validTo: printInstant(around + random.int(-2, 2) * DAY) },
      };
    case 3:
      return { kind: 'basis.set', body: { field, document: random.chance(0.5) ? 'law' : null, article: null } };
    case 4:
      return {
        kind: 'list-version.approved',
        body: {
          list: random.pick(['open', 'shared']),
          kind: random.pick(['OPEN', 'SHARED']),
          version: random.int(1, 3),
          document: 'plan',
          approvedOn: moment(random, around),
          members: random.some(DATASETS, random.int(0, 5)),
        },
      };
    case 5:
      return random.chance(0.6)
        ? { kind: 'master.claimed', body: { element: column, dataset, approved: false } }
        : { kind: 'master.withdrawn', body: { element: column, dataset } };
    case 6:
      return {
        kind: 'deidentification.recorded',
        body: { job, field, method: 'k-anonymity', approver: 'A01', approvedOn: moment(random, around) },
      };
    default:
      return flowOf(random, around);
  }
}

/** A catalogue to begin with: not every dataset is declared. */
export const policyStart = (random: Random): AnyEvent[] =>
  DATASETS.filter(() => random.chance(0.9)).flatMap((code) => [datasetOf(random, code), schemaOf(random, code)]);

/** When the first change is recorded. */
export const POLICY_START = RECORDED;
