import { describe, expect, test } from 'vitest';
import type { EventOf } from '../../../../lineage/domain/events.ts';
import { foldChanges } from '../../../../lineage/domain/fold.ts';
import type { GraphRecord } from '../../../../lineage/domain/graph-record.ts';
import { normalise } from '../../../../lineage/domain/normalise.ts';
import { POLICY_RULES } from '../../../../lineage/domain/policy/rules.ts';
import type { Transformation } from '../../../../lineage/domain/transformations.ts';
import { Projection } from '../../../../lineage/projection/index.ts';
import { FollowedFindings } from '../../../../lineage/projection/policy/followed-findings.ts';
import { type AnyEvent, dataset, flow, projectionOf, RECORDED, schema } from '../../../support/lineage-events.ts';
import { decide, foldAll, named, runEvent, schemaFacet } from '../../../support/openlineage-events.ts';
import { day, foundOn, linesOf } from '../../../support/policy-findings.ts';

type Flow = EventOf<'flow.declared'>;

/** The columns of a dataset, of a class. */
const classed = (code: string, names: string, piiClass: 'NONE' | 'BASIC' | 'SENSITIVE'): AnyEvent => {
  const { kind, body } = schema(code, names);
  return { kind, body: { ...body, fields: body.fields.map((field) => ({ ...field, piiClass })) } };
};

/** A flow from S1.a to O1.a that does something to the column. */
const to = (transformation: Transformation, facts: Partial<Flow['body']> = {}, text = 'S1>O1 a'): Flow => {
  const { kind, body } = flow('F1', text, facts);
  return { kind, body: { ...body, columns: body.columns.map((column) => ({ ...column, transformation })) } };
};

const listed = (approvedOn: string | null, ...members: string[]): AnyEvent => ({
  kind: approvedOn === null ? 'list-version.proposed' : 'list-version.approved',
  body: { list: 'open', kind: 'OPEN', version: approvedOn === null ? 2 : 1, document: 'plan', approvedOn, members },
});

/** A basic personal column of a private dataset, and an open dataset that the list in force names. */
const CITY: readonly AnyEvent[] = [
  dataset('S1', { sharingClass: 'PRIVATE' }),
  classed('S1', 'a b', 'BASIC'),
  dataset('O1', { sharingClass: 'OPEN', tier: 'OPEN' }),
  classed('O1', 'a b', 'BASIC'),
  listed('2026-01-20T00:00:00+07:00', 'O1'),
];
const IMPORTANT = [...CITY, dataset('S1', { sharingClass: 'PRIVATE', importanceClass: 'CORE' }), schema('S1', 'a')];
const claim = (code: string): AnyEvent => ({
  kind: 'master.claimed',
  body: { element: 'ho_ten', dataset: code, approved: false },
});
type Case = readonly [
  rule: string,
  hit: readonly AnyEvent[],
  expected: string,
  miss: readonly AnyEvent[],
  days?: readonly [hit: string, miss: string],
];

const CASES: readonly Case[] = [
  ['R1', [...CITY, to('TRANSFORMATION')], 'R1 CRITICAL O1 a', [...CITY, to('JOIN')]],
  [
    'R1 by public basis',
    [...CITY, to('IDENTITY')],
    'R1 CRITICAL O1 a',
    [...CITY, to('IDENTITY'), { kind: 'basis.set', body: { field: 'O1.a', document: 'law', article: '1' } }],
  ],
  [
    'R2',
    [...CITY, to('HASH')],
    'R2 CRITICAL O1 a',
    [
      ...CITY,
      to('HASH'),
      {
        kind: 'deidentification.recorded',
        body: {
          job: 'job:F1',
          field: 'O1.a',
          method: 'k-anonymity',
          approver: 'A01',
          approvedOn: '2026-02-01T00:00:00Z',
        },
      },
    ],
  ],
  [
    'R3',
    [...CITY, to('AGGREGATION', { type: 'AGGREGATE', minimumCellSize: 9 })],
    'R3 WARN O1 a',
    [...CITY, to('AGGREGATION', { type: 'AGGREGATE', minimumCellSize: 10 })],
  ],
  [
    'R3 without a size',
    [...CITY, to('AGGREGATION', { type: 'AGGREGATE' })],
    'R3 WARN O1 a',
    [...CITY, to('DEIDENTIFICATION', { type: 'DE_IDENTIFY' })],
  ],
  ['R4', [...IMPORTANT, to('IDENTITY')], 'R4 CRITICAL O1 a', [...IMPORTANT, to('IDENTITY', { type: 'DE_IDENTIFY' })]],
  [
    'R4 for review',
    [...IMPORTANT, to('IDENTITY', { type: 'AGGREGATE' })],
    'R4 REVIEW O1 a',
    [...CITY, schema('S1', 'a'), to('IDENTITY', { type: 'AGGREGATE' })],
  ],
  [
    'R5',
    [dataset('O1', { sharingClass: 'OPEN' }), listed(null, 'O1')],
    'R5 WARN O1',
    [dataset('O1', { sharingClass: 'PRIVATE' }), listed(null, 'O1')],
  ],
  ['R6', [...CITY, claim('S1'), claim('O1')], 'R6 ERROR element:ho_ten', [...CITY, claim('S1'), claim('S1')]],
  [
    'R7',
    [...CITY, dataset('S2', { sharingClass: 'PRIVATE' }), classed('S2', 'a', 'NONE'), to('HASH', {}, 'S1>S2 a')],
    'R7 WARN S2 a',
    [...CITY, dataset('S2', { sharingClass: 'PRIVATE' }), classed('S2', 'a', 'NONE'), to('AGGREGATION', {}, 'S1>S2 a')],
  ],
  [
    'R8',
    [...CITY, flow('F1', 'O1>S1', { mandatory: true, channel: 'FILE' })],
    'R8 WARN job:F1',
    [...CITY, flow('F1', 'O1>S1', { mandatory: true, channel: 'LGSP' })],
    ['2027-01-01', '2027-01-01'],
  ],
  [
    'R8 by date',
    [...CITY, flow('F1', 'O1>S1', { mandatory: true, channel: 'FILE' })],
    'R8 WARN job:F1',
    [...CITY, flow('F1', 'O1>S1', { mandatory: true, channel: 'FILE' })],
    ['2027-01-01', '2026-12-31'],
  ],
  [
    'I1',
    [...CITY, to('JOIN', {}, 'S1>O1 a>ghost')],
    'I1 WARN O1 ghost',
    [...CITY, to('JOIN', {}, 'S1>O1 a>ghost'), schema('O1', 'a b ghost')],
  ],
  [
    'I3',
    [...CITY, flow('F1', 'O1>S1 a>b'), flow('F2', 'S1>O1 b>a', { columns: [joined('b', 'a')] })],
    'I3 REVIEW O1 a b',
    [...CITY, flow('F1', 'O1>S1 a'), flow('F2', 'S1>O1 b', { columns: [joined('b', 'b')] })],
  ],
];

function joined(from: string, target: string): Flow['body']['columns'][number] {
  return { from, to: target, transformation: 'JOIN' };
}

describe('a rule', () => {
  test.each(
    CASES.map(([rule, hit, expected, miss, [on, off] = ['2026-11-01', '2026-11-01']]) => ({
      ...{ rule, hit, expected, miss, on, off },
    })),
  )('$rule holds where it is planted, and not where it is missed narrowly', ({ hit, expected, miss, on, off }) => {
    expect(linesOf(foundOn(projectionOf(hit), on))).toEqual([expected]);
    expect(linesOf(foundOn(projectionOf(miss), off))).toEqual([]);
  });

  test('I2 holds of a flow that has ended and that moves data all the same, and not of one whose edges ended', () => {
    const at = day('2026-03-01');
    const linesAfter = (endsEdges: boolean): string[] => {
      const projection = projectionOf([...CITY, to('JOIN')]);
      const changed = [...projection.records()].flatMap((record): GraphRecord[] => {
        if (record.record === 'job' && record.facts !== null)
          return [{ ...record, facts: { ...record.facts, validTo: at } }];
        return record.record === 'edge' && endsEdges ? [{ ...record, recordedTo: RECORDED + 100 }] : [];
      });
      projection.apply(changed, projection.revision + 1);
      return linesOf(foundOn(projection, '2026-11-01'));
    };
    expect(linesAfter(false)).toEqual(['I2 WARN job:F1']);
    expect(linesAfter(true)).toEqual([]);
  });

  test('I4 holds of what events list otherwise than declared, as findings are followed too, and is gone with it', () => {
    const seen = (...columns: string[]): AnyEvent =>
      runEvent({ outputs: [named('t', schemaFacet(...columns))] }) as AnyEvent;
    const link = (to: string | null): AnyEvent => decide('t', to) as AnyEvent;
    const lines = (...events: AnyEvent[]): string[] =>
      linesOf(foundOn(projectionOf([...CITY, ...events]), '2026-11-01'));
    expect(lines(seen('a:varchar', 'x:INT'), link('O1'))).toEqual(['I4 WARN O1 x']);
    expect(lines(link('O1'), seen('a:jsonb', 'b:varchar(20)'))).toEqual(lines(seen('a:jsonb', 'b:text'), link('O1')));
    expect(lines(seen('a:struct<x>', 'b'), link('O1'))).toEqual([]);
    expect(lines(seen('x:INT'))).toEqual([]);
    expect(lines(seen('x:INT'), link('O1'), schema('O1', 'a b x'))).toEqual([]);
    expect(lines(seen('x:INT'), link('O1'), link(null))).toEqual([]);
    const state = foldAll([...CITY, dataset('S2'), schema('S2', 'x')]);
    const projection = new Projection();
    projection.apply(state.records(), 1);
    const followed = new FollowedFindings(projection, { asOf: day('2026-11-01') });
    const steps = [
      seen('x:INT'),
      link('O1'),
      link('S2'),
      seen('x:jsonb'),
      link('O1'),
      schema('O1', 'a b x'),
      link(null),
    ];
    const told = steps.map((event, i) => {
      const records = foldChanges(state, normalise({ ...event, recordedAt: RECORDED + 100 + i }));
      projection.apply(records, 2 + i);
      followed.step(records, day('2026-11-01'));
      const found = followed.findings().map(({ rule, target }) => `${rule} ${target}`);
      const inFull = new FollowedFindings(projection, { asOf: day('2026-11-01') }).findings();
      expect(found).toEqual(inFull.map(({ rule, target }) => `${rule} ${target}`));
      return found.filter((line) => line.startsWith('I4'));
    });
    expect(told).toEqual([[], ['I4 O1'], [], [], ['I4 O1'], [], []]);
  });

  test('has a case of both kinds, and says what they are', () => {
    const tested = [...CASES.map(([rule]) => rule.split(' ')[0]), 'I2', 'I4'];
    for (const { code, hit, nearMiss } of POLICY_RULES) {
      expect(tested).toContain(code);
      expect(hit).not.toBe('');
      expect(nearMiss).not.toBe('');
    }
  });
});
