import type { SchemaChange } from '../domain/change-analysis/schema-change.ts';
import { datasetOf } from '../domain/linked-names.ts';
import { kindOfRef } from '../domain/node-ref.ts';
import type { ImpactedDatasets } from '../projection/queries/impacted-datasets.ts';
import { type OneSidedJobs, oneSidedJobs } from '../projection/queries/one-sided-jobs.ts';
import type { Asking } from './lineage.service.ts';
import type { When } from './when.ts';

/** Most affected datasets whose readers are looked for: the nearest. */
export const MOST_READ = 10_000;

/** An impact, as far as its readers depend on it. */
export interface Affecting {
  readonly of: string;
  readonly changes: readonly SchemaChange[] | null;
  readonly affected: ImpactedDatasets;
}

/** The jobs that no edge tells of. Of a column it is not known what such a job does with it: it counts for its dataset. */
export class OneSidedJobsService {
  readonly #asking: () => Asking;

  /** @param asking gives the projection as it is at a question. */
  constructor(asking: () => Asking) {
    this.#asking = asking;
  }

  /** Those at some datasets. */
  at(datasets: Iterable<string>, when: When): OneSidedJobs {
    const { projection, asked } = this.#asking();
    return oneSidedJobs(projection, datasets, asked(when), ['READS', 'WRITES']);
  }

  /** Those that read what an impact was asked about or reached. */
  readersOf({ of, changes, affected }: Affecting, when: When): OneSidedJobs {
    const { projection, asked } = this.#asking();
    const sources = [of, ...(changes ?? []).map(({ target }) => target)].filter((ref) => {
      const kind = kindOfRef(ref);
      return kind === 'DATASET' || kind === 'FIELD';
    });
    const datasets = new Set([...sources.map(datasetOf), ...affected.slice(0, MOST_READ).map(({ ref }) => ref)]);
    const found = oneSidedJobs(projection, datasets, asked(when), ['READS']);
    return { ...found, truncated: found.truncated || affected.length > MOST_READ };
  }
}
