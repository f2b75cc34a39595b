import type { NewFact } from '../../kernel/outbox/fact.ts';
import type { PlatformRow } from './platform.entity.ts';

/** The whole state of a platform, told whenever it changes. */
export const platformDeclared = (platform: PlatformRow): NewFact => ({
  kind: 'platform.declared',
  key: platform.code,
  body: {
    code: platform.code,
    nameVi: platform.nameVi,
    nameEn: platform.nameEn,
    owner: platform.ownerCode,
    kind: platform.kind,
    channel: platform.channel,
    architectureTier: platform.architectureTier,
    evaluationState: platform.evaluationState,
    upgradeState: platform.upgradeState,
    securityLevel: platform.securityLevel,
  },
});
