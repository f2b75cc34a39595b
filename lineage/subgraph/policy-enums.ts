import { registerEnumType } from 'type-graphql';
import { POLICY_RULES } from '../domain/policy/rules.ts';

/** Codes of the rules; those of the registry. */
export const PolicyRuleCode: Readonly<Record<string, string>> = Object.fromEntries(
  POLICY_RULES.map(({ code }) => [code, code]),
);
registerEnumType(PolicyRuleCode, {
  name: 'PolicyRuleCode',
  description: 'A rule: R… of policy, I… of the integrity of the graph. `policyRules` says what each asks.',
  valuesConfig: Object.fromEntries(POLICY_RULES.map(({ code, title }) => [code, { description: `${title}.` }])),
});

/** How grave a finding is. */
export enum PolicySeverity {
  CRITICAL = 'CRITICAL',
  ERROR = 'ERROR',
  WARN = 'WARN',
  REVIEW = 'REVIEW',
}
registerEnumType(PolicySeverity, {
  name: 'PolicySeverity',
  description: 'How grave a finding is, the gravest first.',
  valuesConfig: {
    CRITICAL: { description: 'What may not leave is published: stop it.' },
    ERROR: { description: 'What is declared contradicts itself.' },
    WARN: { description: 'Something is missing or too low: put it right.' },
    REVIEW: { description: 'Somebody has to look at it and decide.' },
  },
});

/** Why an acceptance counts no more. */
export enum PolicyReopening {
  EXPIRED = 'EXPIRED',
  CHANGED = 'CHANGED',
}
registerEnumType(PolicyReopening, {
  name: 'PolicyReopening',
  description: 'Why an acceptance of a finding counts no more.',
  valuesConfig: {
    EXPIRED: { description: 'It was given until an instant that has passed.' },
    CHANGED: { description: 'What is found rests on something else than what was accepted.' },
  },
});

/** How personal a column is. */
export enum PersonalDataClass {
  NONE = 'NONE',
  BASIC = 'BASIC',
  SENSITIVE = 'SENSITIVE',
}
registerEnumType(PersonalDataClass, {
  name: 'PersonalDataClass',
  description: 'How personal a column that is thought of is (Decree 356/2025).',
  valuesConfig: {
    NONE: { description: 'No personal data.' },
    BASIC: { description: 'Basic personal data.' },
    SENSITIVE: { description: 'Sensitive personal data.' },
  },
});
