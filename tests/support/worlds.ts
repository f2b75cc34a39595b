import type { DatasetFacts } from '../../kernel/identity/visibility.ts';
import type { SeedCatalogue } from '../../seed/data/index.ts';

/** The catalogue as it would be had some datasets never been: they and everything that hangs on them are gone. */
export function catalogueWithout(seed: SeedCatalogue, hidden: (dataset: DatasetFacts) => boolean): SeedCatalogue {
  const gone = new Set(seed.datasets.filter(hidden).map(({ code }) => code));
  const stays = (code: string): boolean => !gone.has(code.split('.')[0] ?? code);
  const ofDataset = ({ dataset }: { readonly dataset: string }): boolean => stays(dataset);
  const ofField = ({ field }: { readonly field: string }): boolean => stays(field);
  const progressTargets = seed.progressTargets.filter(({ dataset }) => dataset === null || stays(dataset));
  return {
    ...seed,
    datasets: seed.datasets.filter(({ code }) => stays(code)),
    distributions: seed.distributions.filter(ofDataset),
    classifications: seed.classifications.filter(ofDataset),
    processings: seed.processings.filter(ofDataset),
    exchangeListings: seed.exchangeListings.filter(ofDataset),
    publicBasis: seed.publicBasis.filter(ofField),
    elementBindings: seed.elementBindings.filter(ofField),
    codeListBindings: seed.codeListBindings.filter(ofField),
    masterClaims: seed.masterClaims.filter(ofDataset),
    conformance: seed.conformance.filter(ofDataset),
    recordGroups: seed.recordGroups.filter(ofDataset),
    progressTargets,
    progressReports: seed.progressReports.filter(({ target }) => progressTargets.some(({ code }) => code === target)),
    accessRequests: seed.accessRequests.filter(ofDataset),
    flows: seed.flows.filter(({ from, to }) => stays(from) && stays(to)),
    tasks: seed.tasks.map((task) => ({ ...task, datasets: task.datasets.filter(stays) })),
    mandateLists: seed.mandateLists.map((list) => ({
      ...list,
      versions: list.versions.map((version) => ({ ...version, datasets: version.datasets.filter(stays) })),
    })),
    dataLists: seed.dataLists.map((list) => ({
      ...list,
      versions: list.versions.map((version) => ({ ...version, members: version.members.filter(stays) })),
    })),
  };
}
