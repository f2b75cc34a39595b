import { BodyReader, NormaliseError } from './body-reader.ts';
import type { Change, SchemaField } from './change.ts';
import { DICTIONARY_NORMALISERS } from './dictionary/dictionary-events.ts';
import type { EventKind, LoggedEvent } from './events.ts';
import {
  AGENCY_LEVELS,
  CHANNELS,
  IMPORTANCE_CLASSES,
  JOB_TYPES,
  PII_CLASSES,
  RECORD_MARKS,
  SHARING_CLASSES,
  TIERS,
  type ValidTime,
} from './facts.ts';
import { readFolded } from './folded-event.ts';
import type { EdgeAssertion } from './graph-record.ts';
import type { Instant } from './instant.ts';
import { namespaceOf } from './names/name-code.ts';
import { MOST_RULE_DATASETS } from './names/name-rules.ts';
import { datasetRef, fieldRef, jobRef, NodeRefError, parseNodeRef, printNodeRef } from './node-ref.ts';
import { normaliseOpenLineage } from './openlineage/normalise-openlineage.ts';
import { POLICY_NORMALISERS } from './policy/policy-events.ts';
import { REPLAYED, replayedEvent } from './replayed-event.ts';
import { TRANSFORMATIONS } from './transformations.ts';

/** Most columns of a schema, and most column edges of a flow, in one event. */
export const MOST_COLUMNS = 10_000;

type Normaliser = (body: BodyReader, at: Instant) => readonly Change[];

/** What an event of each kind means. Read from the top: agencies, datasets, flows, what others observed, policy, the dictionary. */
const NORMALISERS: Readonly<Record<EventKind, Normaliser>> = {
  'agency.declared': (body) => [
    {
      change: 'agency.declared',
      agency: body.text('code'),
      facts: { level: body.oneOf('level', AGENCY_LEVELS), ...validTime(body) },
    },
  ],
  'partner.declared': (body) => [{ change: 'partner.declared', partner: body.text('code') }],
  'assignment.set': (body) => [
    {
      change: 'assignment.set',
      id: body.text('id'),
      facts: {
        agency: body.text('agency'),
        partner: body.text('partner'),
        isLead: body.flag('isLead'),
        ...validTime(body),
      },
    },
  ],
  'dataset.declared': (body) => [
    {
      change: 'dataset.declared',
      dataset: body.parsed('code', datasetRef, NodeRefError),
      facts: {
        publisher: body.text('publisher'),
        tier: body.oneOf('tier', TIERS),
        sharingClass: body.oneOfOrNull('sharingClass', SHARING_CLASSES),
        importanceClass: body.oneOf('importanceClass', IMPORTANCE_CLASSES),
      },
    },
  ],
  'schema.written': (body, at) => [
    { change: 'schema.written', dataset: readDataset(body, 'dataset'), fields: readFields(body), at },
  ],
  'field.classified': (body) => {
    const dataset = readDataset(body, 'dataset');
    return [
      {
        change: 'field.classified',
        field: body.parsed('name', (name) => fieldRef(dataset, name), NodeRefError),
        piiClass: body.oneOf('piiClass', PII_CLASSES),
        directIdentifier: body.flag('directIdentifier'),
      },
    ];
  },
  'flow.declared': (body, at) => {
    const job = body.parsed('code', jobRef, NodeRefError);
    const valid = validTime(body);
    const ground = body.objectOrNull('legalGround');
    return [
      {
        change: 'job.declared',
        job,
        facts: {
          type: body.oneOf('type', JOB_TYPES),
          channel: body.oneOf('channel', CHANNELS),
          mandatory: body.flag('mandatory'),
          minimumCellSize: body.countOrNull('minimumCellSize'),
          legalGround: ground && { document: ground.text('document'), article: ground.textOrNull('article') },
          mark: body.oneOfOrNull('mark', RECORD_MARKS),
          source: body.textOrNull('source'),
          ...valid,
        },
      },
      { change: 'edges.replaced', job, edges: flowEdges(body, valid), at },
    ];
  },
  'flow.retired': (body, at) => [
    {
      change: 'job.retired',
      job: body.parsed('code', jobRef, NodeRefError),
      validTo: body.instant('validTo'),
      at,
    },
  ],
  'openlineage.run': (body, at) => normaliseOpenLineage(body.members, at),
  'openlineage.job': (body, at) => normaliseOpenLineage(body.members, at),
  'openlineage.dataset': (body, at) => normaliseOpenLineage(body.members, at),
  'openlineage.folded': (body, at) => readFolded(body.members, at),
  'name.linked': (body, at) => {
    const name = readDataset(body, 'name');
    if (!name.includes('|')) body.fail('name', 'is a code of the catalog, expected a name, <namespace>|<name>');
    const dataset = body.isNull('dataset') ? null : body.parsed('dataset', datasetRef, NodeRefError);
    const ignored = !body.isNull('ignored') && body.flag('ignored');
    if (ignored && dataset !== null) body.fail('ignored', 'is true of a name that is a dataset, expected false');
    return [{ change: 'name.linked', name, dataset, ignored, at }];
  },
  'name-rule.set': (body, at) => {
    // A namespace is compared as names spell it.
    const namespace = body.parsed('namespace', spelledNamespace, NodeRefError);
    const datasets = body
      .list('datasets', MOST_RULE_DATASETS)
      .map((one): [string, string] => [one.text('name'), one.parsed('dataset', datasetRef, NodeRefError)])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const rule = {
      code: body.text('code'),
      prefix: body.textOrNull('prefix') ?? '',
      caseSensitive: body.flag('caseSensitive'),
      quoted: body.flag('quoted'),
      datasets,
    };
    return [{ change: 'name-rule.set', namespace, rule, at }];
  },
  ...POLICY_NORMALISERS,
  ...DICTIONARY_NORMALISERS,
};

/**
 * What an event means for the graph. Pure: the same event gives the same changes, whatever the graph holds.
 * @throws NormaliseError when the kind is unknown or the body is not of its kind; never anything else.
 */
export function normalise(event: LoggedEvent): readonly Change[] {
  if (event.kind === REPLAYED) return normalise(replayedEvent(event));
  if (Object.hasOwn(NORMALISERS, event.kind)) {
    return NORMALISERS[event.kind as EventKind](new BodyReader(event.kind, event.body), event.recordedAt);
  }
  throw new NormaliseError(event.kind, '$', 'has a kind that nothing here understands');
}

function validTime(body: BodyReader): ValidTime {
  const [validFrom, validTo] = [body.instantOrNull('validFrom'), body.instantOrNull('validTo')];
  if (validFrom !== null && validTo !== null && validTo < validFrom) body.fail('validTo', 'is before validFrom');
  return { validFrom, validTo };
}

/** The namespace as references write it. @throws NodeRefError */
export function spelledNamespace(namespace: string): string {
  return namespaceOf(printNodeRef({ kind: 'DATASET', dataset: { namespace, name: 'x' } }));
}

/** A dataset by code or, outside the catalog, by `<namespace>|<name>`. */
function readDataset(body: BodyReader, name: string): string {
  return body.parsed(
    name,
    (text) => {
      const ref = parseNodeRef(text);
      if (ref.kind !== 'DATASET') throw new NodeRefError(text, 'it is no dataset', 'a dataset such as N01');
      return printNodeRef(ref);
    },
    NodeRefError,
  );
}

function readFields(body: BodyReader): SchemaField[] {
  const names = new Set<string>();
  return body.list('fields', MOST_COLUMNS).map((field) => {
    const name = field.parsed('name', checkedFieldName, NodeRefError);
    if (names.has(name)) field.fail('name', `repeats ${JSON.stringify(name)}`);
    names.add(name);
    return {
      name,
      type: field.text('type'),
      piiClass: field.oneOf('piiClass', PII_CLASSES),
      directIdentifier: field.flag('directIdentifier'),
      ...known('nullable', field.flagOrNull('nullable')),
      ...known('isKey', field.flagOrNull('isKey')),
    };
  });
}

/** A member where it is known, and none where it is not. */
const known = <K extends string>(name: K, value: boolean | null): { readonly [P in K]?: boolean } =>
  value === null ? {} : ({ [name]: value } as { readonly [P in K]?: boolean });

/** The name itself, when a reference can carry it. */
function checkedFieldName(name: string): string {
  fieldRef('N', name);
  return name;
}

/** The dataset edge and the column edges below it; a column edge never stands without its dataset edge. */
function flowEdges(body: BodyReader, valid: ValidTime): EdgeAssertion[] {
  const [from, to] = [readDataset(body, 'from'), readDataset(body, 'to')];
  const columns = body.list('columns', MOST_COLUMNS).map((column) => ({
    from: column.parsed('from', (name) => fieldRef(from, name), NodeRefError),
    to: column.parsed('to', (name) => fieldRef(to, name), NodeRefError),
    transformation: column.oneOf('transformation', TRANSFORMATIONS),
    ...valid,
  }));
  return [{ from, to, transformation: null, ...valid }, ...columns];
}
