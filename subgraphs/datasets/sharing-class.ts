import { BadInputError } from '../../kernel/errors/errors.ts';
import { DatasetTier, SharingClass } from './dataset.type.ts';

/**
 * The sharing class of a dataset of this tier: none for NATIONAL and MINISTRY ones, which stand outside the city's
 * lists; for every other one what was asked for, else what it was, else PRIVATE.
 * @param asked undefined or null when the caller does not say.
 * @throws BadInputError when a class is asked for where there is none.
 */
export function sharingClassFor(
  tier: string,
  asked: SharingClass | null | undefined,
  was: string | null = null,
): string | null {
  if (tier !== DatasetTier.NATIONAL && tier !== DatasetTier.MINISTRY) return asked ?? was ?? SharingClass.PRIVATE;
  if (asked === null || asked === undefined) return null;
  throw new BadInputError(
    `A ${tier} dataset has no sharing class, since it stands outside the city's lists; given: ${asked}. Leave sharingClass out, or give the tier SPECIALIZED or OPEN.`,
    { argument: 'sharingClass', given: asked },
  );
}
