import { describe, expect, test } from 'vitest';
import type { ChangeKind } from '../../../../lineage/domain/change-analysis/schema-change.ts';
import { parseInstant } from '../../../../lineage/domain/instant.ts';
import { impact, type Visibility } from '../../../../lineage/projection/index.ts';
import { type AnyEvent, dataset, flow, known, projectionOf, schema } from '../../../support/lineage-events.ts';

const NOW = parseInstant('2026-11-23T00:00:00Z');
const GRAPH: readonly AnyEvent[] = [
  dataset('N01', { publisher: 'B01', tier: 'NATIONAL', sharingClass: null }),
  schema('N01', 'ma ho_ten ngay_sinh gia'),
  dataset('S01', { publisher: 'A02' }),
  dataset('S02', { publisher: 'A02', importanceClass: 'IMPORTANT' }),
  dataset('O01', { publisher: 'A12', tier: 'OPEN', sharingClass: 'OPEN' }),
  dataset('O02', { publisher: 'A12', tier: 'OPEN', sharingClass: 'OPEN' }),
  flow('F01', 'N01>S01 ma,ho_ten'),
  flow('F02', 'S01>S02 ma,ho_ten'),
  flow('F03', 'S02>O01 ma,ho_ten'),
  flow('F04', 'N01>O02', { columns: [{ from: 'gia', to: 'gia', transformation: 'AGGREGATION' }] }),
  flow('F05', 'S02>N01 ma'),
  {
    kind: 'assignment.set',
    body: { id: 'x', agency: 'A02', partner: 'VTL', isLead: true, validFrom: null, validTo: null },
  },
] as const;
const projection = projectionOf(GRAPH);
const ask = (
  of: string,
  changes: readonly [string, ChangeKind, (string | null)?][],
  visibility: Visibility | null = null,
) =>
  known(
    impact(projection, {
      of,
      asOf: NOW,
      visibility,
      changes: changes.map(([target, kind, to = null]) => ({ target, kind, to })),
    }),
  );
const fates = (answer: ReturnType<typeof ask>) =>
  answer.datasets.slice(0, 100).map((node) => `${node.ref} ${node.fate()?.severity} ${node.fate()?.reason}`);

describe('a question with changes', () => {
  test('a dropped column breaks what copies it, and all that is behind', () => {
    const answer = ask('N01.ho_ten', [['N01.ho_ten', 'DROP']]);
    expect(fates(answer)).toEqual([
      'S01 BREAKS SOURCE_DROPPED',
      'S02 BREAKS UPSTREAM_BROKEN',
      'O01 BREAKS UPSTREAM_BROKEN',
    ]);
    expect(answer.datasets.slice(1, 1)[0]?.fate()?.from).toBe('S01.ho_ten');
  });

  test('a rename breaks copies and puts aggregates at risk', () => {
    const answer = ask('N01', [
      ['N01.ho_ten', 'RENAME', 'ten_day_du'],
      ['N01.gia', 'RENAME', 'don_gia'],
    ]);
    expect(fates(answer)).toEqual([
      'O02 AT_RISK AGGREGATED_BY_NAME',
      'S01 BREAKS COPIED_BY_NAME',
      'S02 BREAKS UPSTREAM_BROKEN',
      'O01 BREAKS UPSTREAM_BROKEN',
    ]);
    expect(answer.bySeverity).toEqual([
      { severity: 'BREAKS', datasets: 3, fields: 3 },
      { severity: 'AT_RISK', datasets: 1, fields: 1 },
      { severity: 'UNAFFECTED', datasets: 0, fields: 0 },
    ]);
    expect(answer.loads()).toEqual({
      byAgency: [
        { code: 'A02', datasets: 2, fields: 2, breaks: 2, atRisk: 0 },
        { code: 'A12', datasets: 2, fields: 2, breaks: 1, atRisk: 1 },
      ],
      byPartner: [{ code: 'VTL', datasets: 2, fields: 2, breaks: 2, atRisk: 0 }],
    });
  });

  test('what goes on as before is listed as such', () => {
    expect(fates(ask('N01.ho_ten', [['N01.ho_ten', 'NULLABILITY', 'required']]))).toEqual([
      'S01 UNAFFECTED FEWER_NULLS',
      'S02 UNAFFECTED NOT_REACHED',
      'O01 UNAFFECTED NOT_REACHED',
    ]);
  });

  test('the column that changes does not count, even on a cycle; a retired dataset neither', () => {
    expect(fates(ask('N01.ma', [['N01.ma', 'DROP']])).map((line) => line.split(' ')[0])).toEqual(['S01', 'S02', 'O01']);
    expect(fates(ask('N01', [['N01', 'RETIRE']]))).toEqual([
      'O02 BREAKS SOURCE_RETIRED',
      'S01 BREAKS SOURCE_RETIRED',
      'S02 BREAKS UPSTREAM_BROKEN',
      'O01 BREAKS UPSTREAM_BROKEN',
    ]);
  });

  test('the worst of several changes counts', () => {
    expect(
      fates(
        ask('N01', [
          ['N01.ma', 'KEY', 'none'],
          ['S01.ho_ten', 'DROP'],
        ]),
      ),
    ).toEqual(['S01 AT_RISK KEY_COPIED', 'S02 BREAKS SOURCE_DROPPED', 'O01 BREAKS UPSTREAM_BROKEN']);
  });

  test('hidden datasets are in no severity and no group; without a trace, nothing comes through them', () => {
    const sees: Visibility['sees'] = ({ ref }) => ref !== 'S02';
    const drop: [string, ChangeKind][] = [['N01.ho_ten', 'DROP']];
    const opaque = ask('N01.ho_ten', drop, { key: 'steward', hidden: 'OPAQUE', sees });
    expect(fates(opaque)).toEqual(['S01 BREAKS SOURCE_DROPPED', 'O01 BREAKS UPSTREAM_BROKEN']);
    expect(opaque.totals.hidden).toBe(1);
    expect(opaque.bySeverity?.[0]).toEqual({ severity: 'BREAKS', datasets: 2, fields: 2 });
    expect(opaque.loads().byAgency.map(({ code, datasets }) => `${code} ${datasets}`)).toEqual(['A02 1', 'A12 1']);
    expect(fates(ask('N01.ho_ten', drop, { key: 'developer', hidden: 'ABSENT', sees }))).toEqual([
      'S01 BREAKS SOURCE_DROPPED',
    ]);
  });

  test('a target that is hidden is not there', () => {
    const answer = impact(projection, {
      of: 'N01',
      asOf: NOW,
      visibility: { key: 'developer', hidden: 'ABSENT', sees: ({ ref }) => ref !== 'S02' },
      changes: [{ target: 'S02.ma', kind: 'DROP', to: null }],
    });
    expect(answer).toMatchObject({ outcome: 'UNKNOWN_NODE', ref: 'S02.ma' });
  });

  test('changes that contradict each other are refused', () => {
    expect(() =>
      ask('N01', [
        ['N01.ma', 'DROP'],
        ['N01.ma', 'RENAME', 'x'],
      ]),
    ).toThrow(/contradicts/);
  });

  test('without changes there is no severity', () => {
    const answer = known(impact(projection, { of: 'N01', asOf: NOW }));
    expect(answer.bySeverity).toBeNull();
    expect(answer.datasets.slice(0, 1)[0]?.fate()).toBeNull();
    expect(answer.loads().byAgency[0]).toMatchObject({ breaks: null, atRisk: null });
  });
});
