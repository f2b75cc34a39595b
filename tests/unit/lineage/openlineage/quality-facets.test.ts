import { describe, expect, test } from 'vitest';
import { MOST_MEASURED, mentionsQuality, qualityOf } from '../../../../lineage/domain/openlineage/quality-facets.ts';
import { readEvent } from '../../../../lineage/domain/openlineage/read-event.ts';
import { named, refOf, runEvent } from '../../../support/openlineage-events.ts';

const quality = (members: object) => qualityOf(readEvent(runEvent(members).body));
const check = (members: object = {}) => ({ assertion: 'not_null', column: 'id', success: true, ...members });
const checks = (...assertions: object[]) => ({ dataQualityAssertions: { assertions } });

describe('what an event says of quality', () => {
  test('a check that is sent in two places counts once, with what it found', () => {
    const facets = checks(check(), check({ column: undefined, assertion: 'row_count', success: false, actual: '9' }));
    const told = quality({ inputs: [{ ...named('a', facets), inputFacets: facets }], outputs: [named('b')] });
    const rest = { severity: null, name: null, description: null, expected: null };
    expect(told).toEqual([
      {
        name: refOf('a'),
        metrics: null,
        assertions: [
          { assertion: 'not_null', column: 'id', success: true, actual: null, ...rest },
          { assertion: 'row_count', column: null, success: false, actual: '9', ...rest },
        ],
        complete: true,
      },
    ]);
  });

  test('measurements come by column, wrong ones left out', () => {
    const dataQualityMetrics = {
      rowCount: 10,
      columnMetrics: { b: { nullCount: 2, min: 'x', quantiles: { 0.5: 3, 1: null } }, a: { sum: 7.5 }, c: 'wrong' },
    };
    const [told] = quality({ outputs: [{ ...named('a'), outputFacets: { dataQualityMetrics } }] });
    const none = { distinctCount: null, count: null, max: null, min: null };
    expect(told?.metrics).toEqual({
      rowCount: 10,
      bytes: null,
      fileCount: null,
      lastUpdated: null,
      columns: [
        { column: 'a', nullCount: null, sum: 7.5, quantiles: null, ...none },
        { column: 'b', nullCount: 2, sum: null, quantiles: { 0.5: 3 }, ...none },
      ],
    });
  });

  test('too many checks are cut, and the answer says so', () => {
    const many = Array.from({ length: MOST_MEASURED + 1 }, (_, i) => check({ column: `c${i}` }));
    const [told] = quality({ inputs: [named('a', checks(...many))] });
    expect([told?.assertions.length, told?.complete]).toEqual([MOST_MEASURED, false]);
  });

  test('an event without such facets is not read for them', () => {
    expect(mentionsQuality({ ...runEvent({ inputs: [named('a', { schema: {} }), 7], outputs: null }) })).toBe(false);
    expect(mentionsQuality({ dataset: named('a', checks()) })).toBe(true);
  });
});
