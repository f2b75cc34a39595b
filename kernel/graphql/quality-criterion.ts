import { registerEnumType } from 'type-graphql';
import type { Bilingual } from './language.ts';

/** The six criteria of the campaign: đúng, đủ, sạch, sống, thống nhất, dùng chung. */
export enum QualityCriterion {
  ACCURATE = 'ACCURATE',
  COMPLETE = 'COMPLETE',
  CLEAN = 'CLEAN',
  LIVE = 'LIVE',
  UNIFIED = 'UNIFIED',
  SHARED_USE = 'SHARED_USE',
}
registerEnumType(QualityCriterion, {
  name: 'QualityCriterion',
  description: 'The six criteria that data is judged by.',
  valuesConfig: {
    ACCURATE: { description: 'Đúng: true to the master source (ISO/IEC 25012 accuracy, credibility).' },
    COMPLETE: { description: 'Đủ: nothing missing (completeness).' },
    CLEAN: { description: 'Sạch: no duplicates, no malformed values (consistency, compliance, precision).' },
    LIVE: { description: 'Sống: updated in time (currentness).' },
    UNIFIED: {
      description: 'Thống nhất: the same as elsewhere, in shared terms and codes (consistency across systems).',
    },
    SHARED_USE: { description: 'Dùng chung: connected and used by others (accessibility, availability, portability).' },
  },
});

/** The criteria in the order in which the city names them. */
export const QUALITY_CRITERIA: readonly QualityCriterion[] = Object.values(QualityCriterion);

/** How the city names the criteria, and in English. */
export const CRITERION_LABELS: Readonly<Record<QualityCriterion, Bilingual>> = {
  ACCURATE: { vi: 'Đúng', en: 'Accurate' },
  COMPLETE: { vi: 'Đủ', en: 'Complete' },
  CLEAN: { vi: 'Sạch', en: 'Clean' },
  LIVE: { vi: 'Sống', en: 'Live' },
  UNIFIED: { vi: 'Thống nhất', en: 'Unified' },
  SHARED_USE: { vi: 'Dùng chung', en: 'In shared use' },
};
