import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { DistributionRow } from './distribution.entity.ts';

/** The whole state of a distribution, told when it is added and whenever it changes. */
export const distributionAdded = (distribution: DistributionRow): NewFact => ({
  kind: 'distribution.added',
  key: distribution.code,
  body: {
    code: distribution.code,
    dataset: distribution.dataset,
    format: distribution.format,
    mediaType: distribution.mediaType,
    accessUrl: distribution.accessUrl,
    accessService: distribution.accessService,
    licenceVi: distribution.licenceVi,
    licenceEn: distribution.licenceEn,
  },
});
