import { BadInputError } from '../../kernel/errors/errors.ts';

/** The values of a task that make up its six clears. */
export interface ClearValues {
  readonly agencyCode: string;
  readonly responsiblePostVi: string;
  readonly responsiblePostEn: string;
  readonly textVi: string;
  readonly textEn: string;
  readonly dueOn: Date;
  readonly accountablePostVi: string;
  readonly accountablePostEn: string;
  readonly deliverableVi: string;
  readonly deliverableEn: string;
  readonly authorityCode: string;
}

/** The same before they are known to be complete: as the caller gave them. */
export type GivenClears = { readonly [K in keyof ClearValues]?: ClearValues[K] | null | undefined };

/**
 * The "six clears" (sáu rõ) of the campaign: clear who is responsible, what the task is, by when, who answers for it,
 * what comes out, and on whose authority. For each: its word, and the input fields that say it, by stored property.
 */
export const SIX_CLEARS: readonly {
  readonly clear: string;
  readonly fields: Partial<Record<keyof ClearValues, string>>;
}[] = [
  {
    clear: 'responsibility',
    fields: { agencyCode: 'agency', responsiblePostVi: 'responsiblePostVi', responsiblePostEn: 'responsiblePostEn' },
  },
  { clear: 'task', fields: { textVi: 'textVi', textEn: 'textEn' } },
  { clear: 'timeline', fields: { dueOn: 'dueOn' } },
  {
    clear: 'accountability',
    fields: { accountablePostVi: 'accountablePostVi', accountablePostEn: 'accountablePostEn' },
  },
  { clear: 'deliverable', fields: { deliverableVi: 'deliverableVi', deliverableEn: 'deliverableEn' } },
  { clear: 'authority', fields: { authorityCode: 'authority' } },
];

/** True when nothing is said: left out, null, or a blank text. */
export const isUnsaid = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && !/\S/u.test(value));

/**
 * Lets through what says all six.
 * @throws BadInputError that names every clear that is missing, with the fields that would say it.
 */
export function requireSixClears<T extends GivenClears>(task: string, given: T): asserts given is T & ClearValues {
  const missing = SIX_CLEARS.flatMap(({ clear, fields }) => {
    const unsaid = Object.entries(fields).flatMap(([property, field]) =>
      isUnsaid(given[property as keyof ClearValues]) ? [field] : [],
    );
    return unsaid.length === 0 ? [] : [{ clear, fields: unsaid }];
  });
  if (missing.length === 0) return;
  const named = missing.map(({ clear, fields }) => `${clear} (${fields.join(', ')})`).join('; ');
  throw new BadInputError(
    `Task ${task} lacks ${missing.length} of its six clears: ${named}. A task is accepted when it says all six: ${SIX_CLEARS.map(({ clear }) => clear).join(', ')}.`,
    { argument: missing[0]?.fields[0], missing },
  );
}
