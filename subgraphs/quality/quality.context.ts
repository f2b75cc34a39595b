import type { Transact } from '../../kernel/database/transact.ts';
import { byKeyAndArguments, type Loader, manyByKey } from '../../kernel/subgraph/loaders.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { MetricService } from './metric.service.ts';
import type { ProfileRow } from './profile.entity.ts';
import { ProfileService } from './profile.service.ts';
import { DEFAULT_LIST, EQUAL_WEIGHTS } from './profiles.ts';
import { type QualityLoaders, qualityLoaders } from './quality.loaders.ts';
import { RecordGroupService } from './record-group.service.ts';
import { RollupService } from './rollup.service.ts';
import type { QualityRollup } from './rollup.type.ts';

/** What a roll-up of an agency is asked for. */
export interface AgencyRollupAsked {
  readonly list: string | null;
  readonly asOf: string;
}

/** What a resolver of this subgraph finds in its context. */
export interface QualityContext extends RequestScope {
  readonly metrics: MetricService;
  readonly profiles: ProfileService;
  readonly recordGroups: RecordGroupService;
  readonly rollups: RollupService;
  readonly qualityLoaders: QualityLoaders;
  /** The profile of a list, else that of everything else, else equal weights. */
  profileFor(list: string | null): Promise<ProfileRow>;
  /** Profiles by the document that sets them, each by list. */
  readonly profilesOfDocument: Loader<string, readonly ProfileRow[]>;
  readonly rollupOfAgency: (agency: string, asked: AgencyRollupAsked) => Promise<QualityRollup>;
}

/** Made once for each request. */
export function qualityContext(scope: RequestScope, transact: Transact): QualityContext {
  const profiles = new ProfileService(scope, transact);
  const loaders = qualityLoaders(scope);
  const rollups = new RollupService(scope, loaders);
  const profileLoader = byKeyAndArguments(scope, async (lists, _none: null) => {
    const set = new Map((await profiles.list()).map((profile) => [profile.listCode, profile]));
    return lists.map((list) => set.get(list) ?? set.get(DEFAULT_LIST) ?? EQUAL_WEIGHTS);
  });
  const profileFor = (list: string | null): Promise<ProfileRow> => profileLoader(list ?? DEFAULT_LIST, null);
  return {
    ...scope,
    metrics: new MetricService(scope, transact),
    profiles,
    recordGroups: new RecordGroupService(scope, transact),
    rollups,
    qualityLoaders: loaders,
    profileFor,
    profilesOfDocument: manyByKey(
      scope,
      async (documents: readonly string[]) =>
        (await profiles.list()).filter(({ documentCode }) => documentCode !== null && documents.includes(documentCode)),
      ({ documentCode }) => documentCode ?? '',
    ),
    rollupOfAgency: byKeyAndArguments(scope, async (agencies, { list, asOf }: AgencyRollupAsked) =>
      rollups.of(agencies, { list, asOf: new Date(asOf), profile: await profileFor(list) }),
    ),
  };
}
