import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ended, ledBy, replaced } from '../../../subgraphs/partners/assignment-changes.ts';
import {
  type History,
  type Period,
  presentAt,
  sameHistory,
  settled,
} from '../../../subgraphs/partners/assignment-history.ts';
import { firstViolation } from '../../../subgraphs/partners/assignment-rules.ts';

const LAST_DAY = 12;
const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1 + number));
const period = (partner: string, isLead: boolean, from: number, to: number | null = null, scope = 'x'): Period => ({
  partner,
  isLead,
  scopeVi: scope,
  scopeEn: scope,
  validFrom: day(from),
  validTo: to === null ? null : day(to),
  mark: 'ILLUSTRATIVE',
  source: null,
});

/** Says of every day who works and who leads: the plain meaning that every form of a history must keep. */
const calendar = (history: History): string[] =>
  Array.from({ length: LAST_DAY + 2 }, (_, index) =>
    presentAt(history, day(index))
      .map(({ partner, isLead, scopeVi }) => `${partner}${isLead ? '*' : ''}${scopeVi}`)
      .sort()
      .join(' '),
  );

/** Periods of five partners, none of which overlaps another of the same partner. */
const histories = fc
  .array(
    fc.record({
      partner: fc.constantFrom('P', 'Q', 'R', 'S', 'T'),
      lead: fc.boolean(),
      from: fc.nat(LAST_DAY),
      length: fc.option(fc.integer({ min: 1, max: 6 })),
    }),
    { maxLength: 12 },
  )
  .map((drafts) => {
    const kept: Period[] = [];
    for (const { partner, lead, from, length } of drafts) {
      const made = period(partner, lead, from, length === null ? null : from + length);
      const days = (p: Period): number[] =>
        Array.from({ length: 40 }, (_, i) => i).filter((i) => presentAt([p], day(i)).length > 0);
      const taken = new Set(kept.filter((other) => other.partner === partner).flatMap(days));
      if (!days(made).some((each) => taken.has(each))) kept.push(made);
    }
    return kept;
  });
const days = fc.nat(LAST_DAY);

describe('a settled history', () => {
  it('says of every day what was said, but that whoever is alone leads', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const alone = calendar(history).map((who) =>
          who === '' || who.includes(' ') || who.includes('*') ? who : who.replace(/^(.)/, '$1*'),
        );
        expect(calendar(settled(history))).toEqual(alone);
      }),
    );
  });

  it('is settled already, and does not depend on the order in which it was told', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const once = settled(history);
        expect(sameHistory(settled(once), once)).toBe(true);
        expect(sameHistory(settled([...history].reverse()), once)).toBe(true);
      }),
    );
  });

  it('has no two periods of a partner that touch and say the same', () => {
    const pieces = [period('P', true, 0, 3), period('P', true, 3, 5), period('P', true, 5, 7, 'y')];
    expect(settled(pieces)).toEqual([period('P', true, 0, 5), period('P', true, 5, 7, 'y')]);
  });
});

describe('a change', () => {
  it('leaves every day before it as it was', () => {
    fc.assert(
      fc.property(histories, days, fc.constantFrom('P', 'Q'), (history, at, partner) => {
        const before = calendar(history).slice(0, at);
        expect(calendar(replaced(history, day(at), [period('T', true, at)])).slice(0, at)).toEqual(before);
        expect(calendar(ended(history, partner, day(at))).slice(0, at)).toEqual(before);
        expect(calendar(ledBy(history, partner, day(at))).slice(0, at)).toEqual(before);
      }),
    );
  });

  it('of the lead leaves who works when', () => {
    const who = (history: History): string[] => calendar(history).map((text) => text.replaceAll('*', ''));
    fc.assert(
      fc.property(histories, days, (history, at) => {
        expect(who(ledBy(history, 'P', day(at)))).toEqual(who(history));
      }),
    );
  });

  it('of the lead leaves exactly that lead as long as it works without interruption', () => {
    fc.assert(
      fc.property(histories, days, (history, at) => {
        const changed = ledBy(history, 'P', day(at));
        for (
          let each = at;
          each <= LAST_DAY && presentAt(history, day(each)).some(({ partner }) => partner === 'P');
          each++
        ) {
          const leads = presentAt(changed, day(each)).filter(({ isLead }) => isLead);
          expect(leads.map(({ partner }) => partner)).toEqual(['P']);
        }
      }),
    );
  });

  it('that ends a partner leaves its later work', () => {
    const history = [
      period('P', true, 0, 4),
      period('P', false, 4, 6),
      period('P', true, 8, 10),
      period('Q', false, 0),
    ];
    expect(calendar(ended(history, 'P', day(3)))).toEqual(
      calendar([period('P', true, 0, 3), period('P', true, 8, 10), period('Q', false, 0)]),
    );
  });
});

describe('the rules', () => {
  it('agree with counting day by day', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const breaks = Array.from({ length: LAST_DAY + 8 }, (_, index) => presentAt(history, day(index))).some(
          (present) => {
            const leads = present.filter(({ isLead }) => isLead).length;
            return present.length > 4 || leads > 1 || (present.length > 1 && leads === 0);
          },
        );
        expect(firstViolation(history) !== undefined).toBe(breaks);
      }),
    );
  });
});
