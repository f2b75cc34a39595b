import type { Viewer } from '../../kernel/identity/viewer.ts';

/** Viewers as tests need them. */
export const administrator: Viewer = { subject: 'test-administrator', role: 'administrator', agencies: [] };
export const architect: Viewer = { subject: 'test-architect', role: 'architect', agencies: [] };
export const developer: Viewer = { subject: 'test-developer', role: 'developer', agencies: [] };
export const anonymous: Viewer = { subject: 'anonymous', role: 'anonymous', agencies: [] };
export const stewardOf = (...agencies: string[]): Viewer => ({ subject: 'test-steward', role: 'steward', agencies });
