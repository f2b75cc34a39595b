import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../../kernel/errors/errors.ts';
import { SEED_FILES } from './files.ts';
import { readSeedFile } from './read-file.ts';
import type { SeedCatalogue } from './types.ts';

export type * from './types.ts';

/** Most problems printed at once; the rest is counted. */
const MOST_PROBLEMS = 50;

/**
 * The folder of the JSON files. Compiled code runs from `dist`, where the compiler puts no JSON, so the folder is
 * looked for upwards from here.
 */
function seedDataFolder(): string {
  let above = import.meta.dirname;
  while (above !== dirname(above)) {
    const folder = join(above, 'seed', 'data');
    if (existsSync(join(folder, SEED_FILES.agencies.name))) return folder;
    above = dirname(above);
  }
  throw new ConfigurationError(
    `The seed files were not found: no seed/data/${SEED_FILES.agencies.name} above ${import.meta.dirname}. Start from a complete clone.`,
  );
}

/**
 * Reads and shape-checks every file of the seed. References between records are not followed here: the services that
 * take the records do that.
 * @param folder holds the JSON files; the ones that come with the project unless given.
 * @throws ConfigurationError that names, for every record that does not fit, the file, the record and what is wrong.
 */
export function loadSeedCatalogue(folder: string = seedDataFolder()): SeedCatalogue {
  const problems: string[] = [];
  const read = <K extends keyof SeedCatalogue>(name: K): readonly SeedCatalogue[K][number][] =>
    readSeedFile<SeedCatalogue[K][number]>(folder, SEED_FILES[name], problems);
  const catalogue: SeedCatalogue = {
    agencies: read('agencies'),
    electronicCodes: read('electronicCodes'),
    maturityAssessments: read('maturityAssessments'),
    partners: read('partners'),
    assignments: read('assignments'),
    policyDocuments: read('policyDocuments'),
    platforms: read('platforms'),
    datasets: read('datasets'),
    distributions: read('distributions'),
    publicBasis: read('publicBasis'),
    dataLists: read('dataLists'),
    classifications: read('classifications'),
    processings: read('processings'),
    exchangeListings: read('exchangeListings'),
    codeLists: read('codeLists'),
    dataElements: read('dataElements'),
    homonyms: read('homonyms'),
    elementBindings: read('elementBindings'),
    codeListBindings: read('codeListBindings'),
    masterClaims: read('masterClaims'),
    standards: read('standards'),
    requiredElements: read('requiredElements'),
    conformance: read('conformance'),
    mandateLists: read('mandateLists'),
    campaigns: read('campaigns'),
    tasks: read('tasks'),
    milestones: read('milestones'),
    oversight: read('oversight'),
    indicators: read('indicators'),
    progressTargets: read('progressTargets'),
    progressReports: read('progressReports'),
    flows: read('flows'),
    qualityMetrics: read('qualityMetrics'),
    recordGroups: read('recordGroups'),
    accessRequests: read('accessRequests'),
  };
  if (problems.length > 0) {
    const more = problems.length > MOST_PROBLEMS ? [`and ${problems.length - MOST_PROBLEMS} more`] : [];
    const shown = [...problems.slice(0, MOST_PROBLEMS), ...more];
    throw new ConfigurationError(`The seed in ${folder} does not fit its shape:\n- ${shown.join('\n- ')}`, {
      problems: shown,
    });
  }
  return catalogue;
}
