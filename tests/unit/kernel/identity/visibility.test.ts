import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../../kernel/identity/viewer.ts';
import { type DatasetFacts, seesDataset } from '../../../../kernel/identity/visibility.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../../support/viewers.ts';

const dataset = (facts: Partial<DatasetFacts>): DatasetFacts => ({
  publisher: 'A11',
  tier: 'SPECIALIZED',
  sharingClass: 'PRIVATE',
  importanceClass: 'OTHER',
  ...facts,
});

const open = dataset({ sharingClass: 'OPEN', tier: 'OPEN' });
const shared = dataset({ sharingClass: 'SHARED' });
const secret = dataset({});
const unclassified = dataset({ sharingClass: null });
const national = dataset({ tier: 'NATIONAL', sharingClass: null });
const ministry = dataset({ tier: 'MINISTRY', sharingClass: 'PRIVATE' });
const core = (facts: DatasetFacts): DatasetFacts => ({ ...facts, importanceClass: 'CORE' });
const important = (facts: DatasetFacts): DatasetFacts => ({ ...facts, importanceClass: 'IMPORTANT' });

const service: Viewer = { subject: 'crawler', role: 'service', agencies: [] };
const system: Viewer = { subject: 'seed', role: 'service', agencies: [], system: true };

describe('anonymous', () => {
  it('sees open datasets and nothing else', () => {
    expect(seesDataset(anonymous, open)).toBe(true);
    for (const hidden of [shared, secret, unclassified, national, ministry]) {
      expect(seesDataset(anonymous, hidden)).toBe(false);
    }
  });

  it('sees no open dataset of importance', () => {
    expect([core(open), important(open)].filter((one) => seesDataset(anonymous, one))).toEqual([]);
  });
});

describe.each([
  ['a developer', developer],
  ['a service', service],
])('%s', (_who, viewer) => {
  it('sees open, shared, national and ministry datasets', () => {
    for (const visible of [open, shared, national, ministry]) expect(seesDataset(viewer, visible)).toBe(true);
  });

  it('sees neither private datasets nor those without a class', () => {
    expect([secret, unclassified].filter((one) => seesDataset(viewer, one))).toEqual([]);
  });

  it('sees nothing important and nothing core', () => {
    const all = [open, shared, national, ministry, secret].flatMap((one) => [core(one), important(one)]);
    expect(all.filter((one) => seesDataset(viewer, one))).toEqual([]);
  });
});

describe('a steward', () => {
  it('sees all of the own agencies, whatever their class', () => {
    for (const one of [secret, core(secret), important(open), unclassified]) {
      expect(seesDataset(stewardOf('A01', 'A11'), one)).toBe(true);
    }
  });

  it('sees of other agencies what a developer sees', () => {
    for (const one of [open, shared, national, ministry, secret, unclassified, core(open), important(shared)]) {
      expect(seesDataset(stewardOf('A01'), one)).toBe(seesDataset(developer, one));
    }
  });

  it('without agencies is a developer', () => {
    expect(seesDataset(stewardOf(), secret)).toBe(false);
    expect(seesDataset(stewardOf(), shared)).toBe(true);
  });
});

it('agencies on any other role show nothing', () => {
  for (const role of ['anonymous', 'developer', 'service'] as const) {
    expect(seesDataset({ subject: 'x', role, agencies: ['A11'] }, secret)).toBe(false);
  }
});

it.each([
  ['the architect', architect],
  ['the administrator', administrator],
  ['the system', system],
])('%s sees everything', (_who, viewer) => {
  for (const one of [secret, unclassified, core(secret), important(open)]) expect(seesDataset(viewer, one)).toBe(true);
});
