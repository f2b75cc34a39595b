import { describe, expect, test } from 'vitest';
import type { NameRule } from '../../../lineage/domain/names/name-facts.ts';
import { isNameRecord } from '../../../lineage/domain/names/name-facts.ts';
import { inOrder, ruled } from '../../../lineage/domain/names/name-rules.ts';
import { goRound, MOST_FAMILY } from '../../../lineage/domain/names/symlinks.ts';
import { OutsideNames } from '../../../lineage/projection/outside-names.ts';
import {
  decide,
  edgeTexts,
  foldAll,
  named,
  nameRule,
  refOf,
  runEvent,
  runId,
  symlinksFacet,
  type UnrecordedEvent,
} from '../../support/openlineage-events.ts';

const flow = (from: object, to: object, n = 1): UnrecordedEvent =>
  runEvent({ run: { runId: runId(n) }, inputs: [from], outputs: [to] });

const namesOf = (events: readonly UnrecordedEvent[]): OutsideNames => {
  const names = new OutsideNames();
  for (const record of foldAll(events).records()) if (isNameRecord(record)) names.put(record);
  return names;
};

describe('symlinks', () => {
  test('make two names one place, whichever event comes first', () => {
    const path = flow(named('raw'), named('/lake/t', symlinksFacet('dw.t')), 1);
    const table = flow(named('dw.t'), named('report'), 2);
    for (const events of [
      [path, table],
      [table, path],
    ])
      expect(edgeTexts(foldAll(events))).toEqual(['/lake/t>report', 'raw>/lake/t']);
  });

  test('that go round over several events are one identity, and are seen to go round', () => {
    const events = [
      flow(named('x'), named('a', symlinksFacet('b')), 1),
      flow(named('b', symlinksFacet('c')), named('y'), 2),
      flow(named('c', symlinksFacet('a')), named('z'), 3),
    ];
    for (const order of [events, events.toReversed()]) {
      expect(edgeTexts(foldAll(order))).toEqual(['a>y', 'a>z', 'x>a']);
      const family = namesOf(order).familyOf(refOf('b'));
      expect(family?.members).toEqual(['a', 'b', 'c'].map(refOf));
      expect(goRound(family?.symlinks ?? [], new Set(family?.members))).toBe(true);
    }
    const family = namesOf(events.slice(0, 2)).familyOf(refOf('b'));
    expect(goRound(family?.symlinks ?? [], new Set(family?.members))).toBe(false);
  });

  test('of a name that is a dataset bring the others along; two datasets stay two', () => {
    const events = [
      flow(named('raw'), named('a', symlinksFacet('b')), 1),
      flow(named('b'), named('report'), 2),
      decide('b', 'N01'),
    ];
    expect(edgeTexts(foldAll(events))).toEqual(['N01>report', 'raw>N01']);
    expect(edgeTexts(foldAll([...events, decide('a', 'S01')]))).toEqual(['N01>report', 'raw>S01']);
  });

  test('that are erased part what they joined', () => {
    const events = [
      flow(named('raw'), named('a', symlinksFacet('b')), 1),
      flow(named('b'), named('report'), 2),
      runEvent({ eventTime: '2026-03-02T00:00:00Z', outputs: [named('a', { symlinks: { _deleted: true } })] }),
    ];
    for (const order of [events, events.toReversed()]) expect(edgeTexts(foldAll(order))).toEqual(['b>report', 'raw>a']);
  });

  test('of more names than can be one dataset join nothing, whatever the order', () => {
    const chain = Array.from({ length: MOST_FAMILY + 1 }, (_, i) =>
      flow(named('raw'), named(`t${i}`, symlinksFacet(`t${i + 1}`)), i + 1),
    );
    for (const order of [chain, chain.toReversed()]) {
      expect(edgeTexts(foldAll(order))).toHaveLength(MOST_FAMILY + 1);
      expect(namesOf(order).isCrowded(refOf('t3'))).toBe(true);
    }
  });
});

describe('a rule', () => {
  const rule = (members: Partial<NameRule> = {}): NameRule => ({
    code: 'r',
    version: 1,
    prefix: 'db.public.',
    caseSensitive: false,
    quoted: true,
    datasets: [['Dân_Cư', 'N01']],
    former: null,
    ...members,
  });

  test('reads prefix, capitals and quotes', () => {
    const says = (name: string, one = rule()): string | undefined => ruled([one], `pg://city|${name}`)?.dataset;
    expect(says('db.public.dân_cư')).toBe('N01');
    expect(says('"DB"."public"."DÂN_CƯ"')).toBe('N01');
    expect(says('[db].[public].[dân_cư]')).toBe('N01');
    expect(says('db.public.dân_cư'.normalize('NFD').replaceAll(' ', ''))).toBe('N01');
    expect(says('db.public.dan_cu')).toBeUndefined();
    expect(says('dân_cư')).toBeUndefined();
    expect(says('DB.public.Dân_Cư', rule({ caseSensitive: true }))).toBeUndefined();
    expect(says('"db".public.Dân_Cư', rule({ quoted: false }))).toBeUndefined();
  });

  test('of a longer prefix comes first, then by code', () => {
    const rules = inOrder([
      rule({ code: 'b', prefix: 'db.' }),
      rule({ code: 'c', prefix: 'db.public.' }),
      rule({ code: 'a', prefix: 'db.' }),
    ]);
    expect(rules.map(({ code }) => code)).toEqual(['c', 'a', 'b']);
  });

  test('places what is there and what comes, gives way to a decision, and is undone', () => {
    const [first, later] = [flow(named('"T"'), named('x'), 1), flow(named('t'), named('y'), 2)];
    const stated = nameRule('r', { t: 'N01' });
    expect(edgeTexts(foldAll([first, stated, later]))).toEqual(['N01>x', 'N01>y']);
    expect(edgeTexts(foldAll([first, stated, later, decide('t', 'S01')]))).toEqual(['N01>x', 'S01>y']);
    expect(edgeTexts(foldAll([first, stated, later, decide('t', 'IGNORE')]))).toEqual(['N01>x', 't>y']);
    expect(edgeTexts(foldAll([first, stated, later, nameRule('r', {})]))).toEqual(['"T">x', 't>y']);
    const [now] = namesOf([first, stated, nameRule('r', { t: 'S01' })]).rulesOf('pg://city');
    expect(now).toMatchObject({ version: 2, former: { version: 1, datasets: [['t', 'N01']] } });
  });
});
