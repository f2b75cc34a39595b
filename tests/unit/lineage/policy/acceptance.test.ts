import { describe, expect, test } from 'vitest';
import { type AnyEvent, dataset, flow, projectionOf, schema } from '../../../support/lineage-events.ts';
import { foundOn } from '../../../support/policy-findings.ts';

const personal = (code: string): AnyEvent => {
  const { kind, body } = schema(code, 'a b');
  return { kind, body: { ...body, fields: body.fields.map((field) => ({ ...field, piiClass: 'BASIC' })) } };
};

/** Two private datasets in a row, of which an open one is made. */
const CITY: readonly AnyEvent[] = [
  ...['S1', 'S2', 'S3'].flatMap((code) => [dataset(code, { sharingClass: 'PRIVATE' }), personal(code)]),
  dataset('O1', { sharingClass: 'OPEN' }),
  personal('O1'),
  flow('F1', 'S1>S2 a'),
  flow('F2', 'S2>O1 a', { type: 'PUBLISH_OPEN' }),
];

const findingOf = (events: readonly AnyEvent[], on = '2026-11-01') => {
  const found = foundOn(projectionOf(events), on).find(({ rule, target }) => rule === 'R1' && target === 'O1');
  if (found === undefined) throw new Error('nothing is found');
  return found;
};

const accepted = (evidence: string | null, until: string | null = null): AnyEvent => ({
  kind: 'finding.accepted',
  body: { rule: 'R1', target: 'O1', document: '127/KH-UBND', article: null, until, evidence },
});

const EVIDENCE = findingOf(CITY).evidence();
const stateAfter = (...events: AnyEvent[]) =>
  findingOf([...CITY, accepted(EVIDENCE), ...events]).acceptance()?.state ?? null;

describe('a finding that somebody answers for', () => {
  test('is accepted with the document, and no more once that is withdrawn', () => {
    expect(findingOf(CITY).acceptance()).toBeNull();
    expect(findingOf([...CITY, accepted(EVIDENCE)]).acceptance()).toEqual({
      document: '127/KH-UBND',
      article: null,
      until: null,
      state: 'IN_FORCE',
    });
    expect(stateAfter(accepted(null))).toBeNull();
  });

  test.each<[string, AnyEvent]>([
    ['the flow that publishes it does otherwise', flow('F2', 'S2>O1 a', { type: 'PUBLISH_OPEN', channel: 'FILE' })],
    [
      'a flow upstream rests on another ground',
      flow('F1', 'S1>S2 a', { legalGround: { document: 'x', article: null } }),
    ],
    ['another column of it is found', flow('F2', 'S2>O1 a,b', { type: 'PUBLISH_OPEN' })],
    ['the data comes from one source more', flow('F3', 'S3>S2 b>a')],
    [
      'a source becomes sensitive',
      { kind: 'field.classified', body: { dataset: 'S1', name: 'a', piiClass: 'SENSITIVE', directIdentifier: false } },
    ],
  ])('is open again when %s', (_what, change) => {
    expect(stateAfter(change)).toBe('CHANGED');
  });

  test.each<[string, AnyEvent]>([
    ['the same flow is declared again', flow('F2', 'S2>O1 a', { type: 'PUBLISH_OPEN' })],
    ['a flow elsewhere is', flow('F9', 'S3>S1 a>b')],
  ])('stays accepted when %s', (_what, change) => {
    expect(stateAfter(change)).toBe('IN_FORCE');
  });

  test('is open again from the instant on at which the acceptance ends', () => {
    const projection = projectionOf([...CITY, accepted(EVIDENCE, '2026-12-01T00:00:00+07:00')]);
    const stateOn = (on: string) => foundOn(projection, on)[0]?.acceptance()?.state;
    expect(['2026-11-30', '2026-12-01', '2026-11-30'].map(stateOn)).toEqual(['IN_FORCE', 'EXPIRED', 'IN_FORCE']);
  });
});
