import { describe, expect, it } from 'vitest';
import { requireAdministrator, requireStewardOf } from '../../../../kernel/identity/permissions.ts';
import type { Viewer } from '../../../../kernel/identity/viewer.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../../support/viewers.ts';

const service: Viewer = { subject: 'crawler', role: 'service', agencies: [] };
const system: Viewer = { subject: 'seed', role: 'service', agencies: [], system: true };

const code = (attempt: () => void): string => {
  try {
    attempt();
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('what administrators may', () => {
  it.each([
    ['an administrator', administrator, 'allowed'],
    ['the system', system, 'allowed'],
    ['an architect', architect, 'FORBIDDEN'],
    ['a steward', stewardOf('A11'), 'FORBIDDEN'],
    ['a developer', developer, 'FORBIDDEN'],
    ['a service', service, 'FORBIDDEN'],
    ['nobody', anonymous, 'UNAUTHENTICATED'],
  ])('%s: %o is %s', (_who, viewer, result) => {
    expect(code(() => requireAdministrator(viewer, 'create an agency'))).toBe(result);
  });

  it('says who may, and how to sign in', () => {
    expect(() => requireAdministrator(developer, 'create an agency')).toThrow(
      'Your role (developer) may not create an agency; an administrator may.',
    );
    expect(() => requireAdministrator(anonymous, 'create an agency')).toThrow(
      /signed in to create an agency.*nguon token/,
    );
  });
});

describe('what stewards may', () => {
  it.each([
    ['an administrator', administrator, 'allowed'],
    ['the system', system, 'allowed'],
    ['a steward of the agency', stewardOf('A11'), 'allowed'],
    ['a steward of it and others', stewardOf('A01', 'A11'), 'allowed'],
    ['a steward of another', stewardOf('A1'), 'FORBIDDEN'],
    ['a steward of none', stewardOf(), 'FORBIDDEN'],
    ['an architect', architect, 'FORBIDDEN'],
    ['a developer with the agency in the token', { ...developer, agencies: ['A11'] }, 'FORBIDDEN'],
    ['an architect with the agency in the token', { ...architect, agencies: ['A11'] }, 'FORBIDDEN'],
    ['a service', service, 'FORBIDDEN'],
    ['nobody', anonymous, 'UNAUTHENTICATED'],
    ['nobody with the agency', { ...anonymous, agencies: ['A11'] }, 'UNAUTHENTICATED'],
  ] as const)('%s: %o is %s', (_who, viewer, result) => {
    expect(code(() => requireStewardOf(viewer, 'A11', 'add a contact point'))).toBe(result);
  });

  it('says what the viewer is and who may', () => {
    expect(() => requireStewardOf(stewardOf('A01', 'A02'), 'A11', 'add a contact point')).toThrow(
      'You may not add a contact point for A11: you are steward of A01, A02. A steward of A11 or an administrator may.',
    );
    expect(() => requireStewardOf(stewardOf(), 'A11', 'add a contact point')).toThrow(/you are steward of no agency/);
    expect(() => requireStewardOf(architect, 'A11', 'add a contact point')).toThrow(/your role is architect/);
  });
});
