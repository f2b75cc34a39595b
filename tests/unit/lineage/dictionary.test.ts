import { describe, expect, test } from 'vitest';
import { canonicalHash } from '../../../lineage/domain/canonical-hash.ts';
import type { ChangeKind } from '../../../lineage/domain/change-analysis/schema-change.ts';
import { foldChanges } from '../../../lineage/domain/fold.ts';
import { GraphState } from '../../../lineage/domain/graph-state.ts';
import { parseInstant } from '../../../lineage/domain/instant.ts';
import { normalise } from '../../../lineage/domain/normalise.ts';
import { impact, type Visibility } from '../../../lineage/projection/index.ts';
import { contentsOf, projectionOf as restored } from '../../../lineage/projection/snapshot/contents.ts';
import {
  type AnyEvent,
  dataset,
  flow,
  follow,
  known,
  projectionOf,
  RECORDED,
  schema,
} from '../../support/lineage-events.ts';

const NOW = parseInstant('2026-11-23T00:00:00Z');

const bound = (field: string, element: string | null): AnyEvent => ({ kind: 'field.bound', body: { field, element } });
const listed = (field: string, codeList: string | null): AnyEvent => ({
  kind: 'field.code-list-bound',
  body: { field, codeList },
});
const element = (code: string, codeList: string | null = null): AnyEvent => ({
  kind: 'element.declared',
  body: { code, type: 'STR', codeList },
});

/**
 * The element `dan` is bound in N01 and S01, `phuong` (codes of the list `px`) in N01; S02 has a list of its own; S01
 * conforms to a standard that requires `dan` and, by name, `ten`.
 */
const EVENTS: readonly AnyEvent[] = [
  element('dan'),
  element('phuong', 'px'),
  ...['px', 'khac'].map((code): AnyEvent => ({ kind: 'code-list.declared', body: { code } })),
  {
    kind: 'standard.declared',
    body: { code: 'QCVN 1:2020', status: 'IN_FORCE', requiredElements: [{ name: 'dan' }, { name: 'ten' }] },
  },
  { kind: 'conformance.declared', body: { dataset: 'S01', standard: 'QCVN 1:2020' } },
  // Told before the schema that has the column.
  bound('N01.so', 'dan'),
  dataset('N01', { publisher: 'B01' }),
  schema('N01', 'so px ten'),
  dataset('S01', { publisher: 'A02' }),
  {
    kind: 'schema.written',
    body: {
      dataset: 'S01',
      fields: ['so', 'ten', 'px', 'khac'].map((name) => ({
        ...{ name, type: 'STR', piiClass: 'NONE', directIdentifier: false },
        nullable: name !== 'ten',
      })),
    },
  },
  dataset('S02', { publisher: 'A12' }),
  schema('S02', 'so px'),
  bound('N01.px', 'phuong'),
  bound('S01.so', 'dan'),
  listed('S02.px', 'khac'),
  listed('S01.px', 'px'),
  flow('F01', 'N01>S01 so,px,ten'),
  flow('F02', 'S01>S02 so,px'),
];
const projection = projectionOf(EVENTS);

const ask = (
  of: string,
  changes: readonly [string, ChangeKind, (string | null)?][] | null = null,
  visibility: Visibility | null = null,
  graph = projection,
) =>
  known(
    impact(graph, {
      of,
      asOf: NOW,
      visibility,
      changes: changes?.map(([target, kind, to = null]) => ({ target, kind, to })) ?? null,
    }),
  );
const columns = (answer: ReturnType<typeof ask>): string[] =>
  answer.datasets
    .slice(0, 100)
    .flatMap((node) => node.fields())
    .map(({ ref, distance, fate }) => `${ref} ${distance}${fate === null ? '' : ` ${fate.severity} ${fate.reason}`}`);

describe('what is bound', () => {
  test('is reached at distance 1, and what reads it behind; paths begin with what it is bound to', () => {
    const answer = ask('element:dan');
    expect(columns(answer)).toEqual(['N01.so 1', 'S01.so 1', 'S02.so 2']);
    expect(answer.totals).toMatchObject({ datasets: 3, fields: 3, agencies: 3 });
    expect(answer.loads().byAgency.map(({ code }) => code)).toEqual(['A02', 'A12', 'B01']);
    expect(answer.datasets.slice(2, 1)[0]?.path()).toEqual(['element:dan', 'S01.so', 'job:F02', 'S02.so']);
  });

  test('to a code list is what has it of its own, or by its element; not what has another one', () => {
    expect(columns(ask('codelist:px'))).toEqual(['N01.px 1', 'S01.px 1', 'S02.px 2']);
    expect(columns(ask('codelist:khac'))).toEqual(['S02.px 1']);
  });

  test('to a standard is what it requires, by element or by name, of what conforms', () => {
    expect(columns(ask('standard:QCVN%201:2020'))).toEqual(['S01.so 1', 'S01.ten 1', 'S02.so 2']);
  });

  test('is what is bound now: unbound, dropped and moved columns are not', () => {
    const graph = projectionOf([...EVENTS, bound('S01.so', null), schema('N01', 'px ten'), element('phuong')]);
    expect(ask('element:dan', null, null, graph).totals.datasets).toBe(0);
    expect(columns(ask('codelist:px', null, null, graph))).toEqual(['S01.px 1', 'S02.px 2']);
  });

  test('stays bound when its schema is written anew, whatever the order in which it is told', () => {
    const again = projectionOf([...EVENTS, schema('N01', 'ten so')]);
    expect(again.nodes.fieldFacts(again.nodes.find('N01.so') ?? -1)).toMatchObject({ element: 'dan', position: 1 });
    const late = projectionOf([...EVENTS.filter((event) => event !== EVENTS[6]), bound('N01.so', 'dan')]);
    const facts = (graph: typeof late) => graph.nodes.fieldFacts(graph.nodes.find('N01.so') ?? -1);
    expect(facts(late)).toEqual(facts(projection));
  });

  test('is kept by a snapshot', () => {
    expect(canonicalHash(restored(contentsOf(projectionOf(EVENTS), 'log')).records())).toBe(
      canonicalHash(projection.records()),
    );
  });
});

describe('a change of the dictionary', () => {
  test('puts what is bound at risk, and its readers meet it as if the column had followed', () => {
    expect(columns(ask('element:dan', [['element:dan', 'TYPE', 'int']]))).toEqual([
      'N01.so 1 AT_RISK BOUND_TO_CHANGE',
      'S01.so 1 AT_RISK BOUND_TO_CHANGE',
      'S02.so 2 AT_RISK VALUES_CUT',
    ]);
    expect(() => ask('element:dan', [['element:dan', 'TYPE', 'str']])).toThrow(/nothing would change/);
    const int: AnyEvent = {
      kind: 'schema.written',
      body: { dataset: 'N01', fields: [{ name: 'so', type: 'INT', piiClass: 'NONE', directIdentifier: false }] },
    };
    expect(columns(ask('element:dan', [['element:dan', 'TYPE', 'int']], null, projectionOf([...EVENTS, int])))).toEqual(
      ['N01.so 1 UNAFFECTED BOUND_AND_FITS', 'S01.so 1 AT_RISK BOUND_TO_CHANGE', 'S02.so 2 AT_RISK VALUES_CUT'],
    );
  });

  test('of a type: what is bound on both ends of a flow becomes it on both', () => {
    const date: AnyEvent = {
      kind: 'schema.written',
      body: {
        dataset: 'S02',
        fields: [{ name: 'so', type: 'DATE', piiClass: 'NONE', directIdentifier: false }],
      },
    };
    const graph = projectionOf([...EVENTS, date]);
    const fates = (changes: readonly [string, ChangeKind, string][]) => columns(ask('N01', changes, null, graph));
    expect(fates([['element:dan', 'TYPE', 'int']])).toContain('S02.so 2 BREAKS EXACT_TYPE_NEEDED');
    expect(fates([['element:dan', 'TYPE', 'date']])).toEqual([
      'N01.so 1 AT_RISK BOUND_TO_CHANGE',
      'S01.so 1 AT_RISK BOUND_TO_CHANGE',
      'S02.so 2 AT_RISK VALUES_CUT',
    ]);
    expect(fates([['N01.ten', 'TYPE', 'date']])).toEqual(['S01.ten 1 AT_RISK VALUES_CUT']);
    expect(
      fates([
        ['N01.ten', 'TYPE', 'date'],
        ['S01.ten', 'TYPE', 'int'],
      ]),
    ).toEqual([]);
  });

  test('of codes: who takes values from the same list follows, who has another list refuses them', () => {
    expect(columns(ask('codelist:px', [['codelist:px', 'CODE_LIST']]))).toEqual([
      'N01.px 1 AT_RISK BOUND_TO_CHANGE',
      'S01.px 1 AT_RISK BOUND_TO_CHANGE',
      'S02.px 2 BREAKS CODES_NOT_IN_LIST',
    ]);
    expect(columns(ask('N01.px', [['N01.px', 'CODE_LIST', 'khac']]))).toEqual([
      'S01.px 1 BREAKS CODES_NOT_IN_LIST',
      'S02.px 2 BREAKS UPSTREAM_BROKEN',
    ]);
  });

  test('of codes that only go: nobody refuses what is left, but may miss what is gone', () => {
    expect(columns(ask('codelist:px', [['codelist:px', 'CODE_LIST', 'removed']]))).toEqual([
      'N01.px 1 AT_RISK BOUND_TO_CHANGE',
      'S01.px 1 AT_RISK BOUND_TO_CHANGE',
      'S02.px 2 AT_RISK CODES_MISSED',
    ]);
    expect(columns(ask('N01.px', [['N01.px', 'CODE_LIST', 'removed']]))).toEqual([
      'S01.px 1 AT_RISK CODES_MISSED',
      'S02.px 2 AT_RISK CODES_MISSED',
    ]);
    expect(columns(ask('N01.px', [['N01.px', 'CODE_LIST', 'added']]))[0]).toBe('S01.px 1 BREAKS CODES_NOT_IN_LIST');
  });

  test('of several lists at once: what takes the codes of one change refuses those of another', () => {
    // S01.px takes those of khac with its own change; S02.px, of khac too, gets them from there.
    expect(
      columns(
        ask('N01', [
          ['N01.px', 'CODE_LIST', 'khac'],
          ['S01.px', 'CODE_LIST', 'khac'],
        ]),
      ),
    ).toEqual(['S02.px 1 AT_RISK CODES_COPIED']);
    // S01.px takes no codes of a third list, whoever else goes to khac.
    expect(
      columns(
        ask('N01', [
          ['N01.px', 'CODE_LIST', 'moi'],
          ['S02.so', 'CODE_LIST', 'khac'],
        ]),
      ),
    ).toEqual(['S01.px 1 BREAKS CODES_NOT_IN_LIST', 'S02.px 2 BREAKS UPSTREAM_BROKEN']);
    // Before, any change to khac made S02.px take whatever came.
    expect(
      columns(
        ask('S01', [
          ['S01.px', 'CODE_LIST', 'moi'],
          ['N01.ten', 'CODE_LIST', 'khac'],
        ]),
      ),
    ).toContain('S02.px 1 BREAKS CODES_NOT_IN_LIST');
  });

  test('of the list of an element, exchanged while another list changes: bound to that one, a column does not take the former', () => {
    expect(
      columns(
        ask('element:phuong', [
          ['element:phuong', 'CODE_LIST', 'moi'],
          ['codelist:khac', 'CODE_LIST'],
        ]),
      ),
    ).toEqual([
      'N01.px 1 AT_RISK BOUND_TO_CHANGE',
      'S02.px 1 BREAKS UPSTREAM_BROKEN',
      'S01.px 2 BREAKS CODES_NOT_IN_LIST',
    ]);
  });

  test('of missing values on both ends of a copy: who takes them does not stop what reads it', () => {
    const nullable = (target: string): [string, ChangeKind, string] => [target, 'NULLABILITY', 'nullable'];
    const graph = projectionOf([...EVENTS, flow('F03', 'S01>S02 ten')]);
    const fates = (...changes: [string, ChangeKind, string][]) => columns(ask('N01.ten', changes, null, graph));
    expect(fates(nullable('N01.ten'))).toEqual(['S01.ten 1 BREAKS NULLS_REFUSED', 'S02.ten 2 BREAKS UPSTREAM_BROKEN']);
    expect(fates(nullable('N01.ten'), nullable('S01.ten'))).toEqual(['S02.ten 1 AT_RISK NULLS_ARRIVE']);
  });

  test('of a key: a copy that is the key of its dataset takes no value twice, one that is a part of it does', () => {
    const keyed = (dataset: string, ...keys: string[]): AnyEvent => ({
      kind: 'schema.written',
      body: {
        dataset,
        fields: ['so', 'px', 'ten'].map((name) => ({
          ...{ name, type: 'STR', piiClass: 'NONE', directIdentifier: false },
          isKey: keys.includes(name),
        })),
      },
    });
    const fates = (events: readonly AnyEvent[], ...changes: [string, ChangeKind, string][]) =>
      columns(ask('N01', changes, null, projectionOf([...EVENTS, ...events])));
    const none: [string, ChangeKind, string] = ['N01.so', 'KEY', 'none'];
    expect(fates([keyed('N01', 'so'), keyed('S01', 'so')], none)[0]).toBe('S01.so 1 BREAKS KEY_REPEATED');
    expect(fates([keyed('N01', 'so'), keyed('S01', 'so', 'px')], none)[0]).toBe('S01.so 1 AT_RISK KEY_COPIED');
    expect(fates([keyed('N01', 'so'), keyed('S01', 'so')], ['N01.px', 'KEY', 'key'])).toEqual([
      'S01.px 1 UNAFFECTED KEY_GAINED',
      'S01.so 1 BREAKS KEY_REPEATED',
      'S02.px 2 UNAFFECTED NOT_REACHED',
      'S02.so 2 BREAKS UPSTREAM_BROKEN',
    ]);
    expect(fates([keyed('N01', 'so'), keyed('S01', 'so')], none, ['S01.so', 'KEY', 'none'])).toEqual([
      'S02.so 1 AT_RISK KEY_COPIED',
    ]);
  });

  test('of what a standard requires: it breaks none that follows it', () => {
    expect(columns(ask('element:dan', [['element:dan', 'MEANING']]))).toEqual([
      'N01.so 1 AT_RISK BOUND_TO_CHANGE',
      'S01.so 1 AT_RISK BOUND_TO_CHANGE',
      'S02.so 2 AT_RISK MEANING_COPIED',
    ]);
  });

  test('of two meanings at once: whoever follows the one does not take the other, and the worst of both counts', () => {
    // S01.ten is required by name; bound to another element, it follows that one.
    const graph = projectionOf([
      ...EVENTS,
      element('ten'),
      element('ho'),
      bound('N01.ten', 'ho'),
      bound('S01.ten', 'ten'),
    ]);
    const ofTen = (...changes: [string, ChangeKind, string?][]) =>
      columns(ask('N01', changes, null, graph)).find((line) => line.startsWith('S01.ten'));
    expect(ofTen(['element:ho', 'MEANING'])).toBe('S01.ten 2 BREAKS STANDARD_REQUIRED');
    expect(ofTen(['element:ten', 'MEANING'])).toBe('S01.ten 1 AT_RISK BOUND_TO_CHANGE');
    const both = 'S01.ten 1 BREAKS STANDARD_REQUIRED';
    expect(ofTen(['element:ho', 'MEANING'], ['element:ten', 'MEANING'])).toBe(both);
    expect(ofTen(['element:ten', 'MEANING'], ['element:ho', 'MEANING'])).toBe(both);
    expect(ofTen(['element:ho', 'MEANING', 'ha'], ['element:ten', 'MEANING', 'm2'])).toBe(both);
    // The same meaning is followed, wherever it comes from.
    const one = 'S01.ten 1 AT_RISK BOUND_TO_CHANGE';
    expect(ofTen(['element:ho', 'MEANING', 'ha'], ['element:ten', 'MEANING', 'ha'])).toBe(one);
  });

  test('of a list that an element leaves while its codes change: what leaves it takes no codes of it, in any order', () => {
    // S01.px stays with px, N01.px goes to moi with its element.
    const graph = projectionOf([...EVENTS, flow('F03', 'S01>N01 px')]);
    const moves: [string, ChangeKind, string] = ['element:phuong', 'CODE_LIST', 'moi'];
    const grows: [string, ChangeKind, string] = ['codelist:px', 'CODE_LIST', 'added'];
    for (const changes of [
      [moves, grows],
      [grows, moves],
    ]) {
      expect(columns(ask('N01', changes, null, graph))).toContain('N01.px 1 BREAKS CODES_NOT_IN_LIST');
    }
  });

  test('of several entries begins each path with its own', () => {
    const answer = ask('N01', [
      ['element:dan', 'MEANING'],
      ['codelist:khac', 'MEANING'],
    ]);
    expect(answer.datasets.slice(0, 3).map((node) => node.fields().map((field) => field.path()[0]))).toEqual([
      ['element:dan'],
      ['element:dan'],
      ['codelist:khac', 'element:dan'],
    ]);
  });

  test('together with one of a column is refused', () => {
    expect(() =>
      ask('N01', [
        ['N01.so', 'DROP'],
        ['element:dan', 'MEANING'],
      ]),
    ).toThrow(/asked about apart/);
  });
});

describe('what columns need', () => {
  test('null is refused by a column that takes none, and missed by a standard', () => {
    expect(columns(ask('N01', [['N01.ten', 'NULLABILITY', 'nullable']]))).toEqual(['S01.ten 1 BREAKS NULLS_REFUSED']);
    expect(columns(ask('N01', [['N01.so', 'NULLABILITY', 'nullable']]))[0]).toBe('S01.so 1 AT_RISK STANDARD_REQUIRED');
  });

  test('a meaning that a standard gives is broken by another one, until the standard is out of force', () => {
    const meaning: readonly [string, ChangeKind][] = [['N01.ten', 'MEANING']];
    expect(columns(ask('N01', meaning))).toEqual(['S01.ten 1 BREAKS STANDARD_REQUIRED']);
    const once = (event: AnyEvent) => columns(ask('N01', meaning, null, projectionOf([...EVENTS, event])));
    const risk = ['S01.ten 1 AT_RISK MEANING_COPIED'];
    expect(once({ kind: 'conformance.withdrawn', body: { dataset: 'S01', standard: 'QCVN 1:2020' } })).toEqual(risk);
    expect(
      once({
        kind: 'standard.declared',
        body: { code: 'QCVN 1:2020', status: 'EXPIRED', requiredElements: [{ name: 'ten' }] },
      }),
    ).toEqual(risk);
  });
});

describe('who does not see a dataset', () => {
  const sees: Visibility['sees'] = ({ ref }) => ref !== 'S01';
  const absent: Visibility = { key: 'developer', hidden: 'ABSENT', sees };

  test('does not learn that it is bound; stewards are told by number', () => {
    expect(columns(ask('element:dan', null, absent))).toEqual(['N01.so 1']);
    expect(ask('element:dan', null, absent).complete).toBe(true);
    expect(ask('standard:QCVN%201:2020', null, absent).totals).toMatchObject({ datasets: 0, hidden: 0 });
    const opaque = ask('element:dan', null, { key: 'steward', hidden: 'OPAQUE', sees });
    expect([columns(opaque), opaque.totals.hidden]).toEqual([['N01.so 1', 'S02.so 2'], 1]);
  });

  test('is told the same state whatever it is bound to, and another one when what is seen is bound', () => {
    const state = new GraphState();
    const graph = projectionOf([]);
    follow(graph, state, EVENTS);
    const before = graph.visibleRevision(absent);
    const put = (event: AnyEvent): string => {
      const changes = normalise({ ...event, recordedAt: RECORDED + 1_000 });
      graph.apply(foldChanges(state, changes), graph.revision + 1);
      return graph.visibleRevision(absent);
    };
    expect(put(bound('S01.ten', 'dan'))).toBe(before);
    expect(put({ kind: 'conformance.withdrawn', body: { dataset: 'S01', standard: 'QCVN 1:2020' } })).toBe(before);
    const seen = put(bound('N01.ten', 'dan'));
    expect(seen).not.toBe(before);
    expect(put(element('moi'))).not.toBe(seen);
  });
});

test('what there is not in the dictionary is not known', () => {
  expect(impact(projection, { of: 'element:x', asOf: NOW })).toMatchObject({
    outcome: 'UNKNOWN_NODE',
    ref: 'element:x',
  });
});
