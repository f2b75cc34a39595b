import { columnLineage } from './column-lineage.ts';
import { dataset } from './dataset.ts';
import { datasetVersions } from './dataset-versions.ts';
import { datasets } from './datasets.ts';
import { events } from './events.ts';
import { job } from './job.ts';
import { allJobs, jobs } from './jobs.ts';
import { lineage } from './lineage.ts';
import { namespace } from './namespace.ts';
import { namespaces } from './namespaces.ts';
import type { ReadPath } from './path.ts';
import { run } from './run.ts';
import { olderRunFacets, runFacets } from './run-facets.ts';
import { runs } from './runs.ts';
import { search } from './search.ts';
import { tags } from './tags.ts';

/** Marquez' read paths below `/api/v1`, in the order in which a browser of metadata asks them. */
export const READ_PATHS: readonly ReadPath[] = [
  namespaces,
  namespace,
  datasets,
  dataset,
  datasetVersions,
  jobs,
  job,
  runs,
  allJobs,
  run,
  runFacets,
  olderRunFacets,
  lineage,
  columnLineage,
  search,
  tags,
  events,
];

/** A path that was asked, with its parts decoded. */
export interface Matched {
  readonly path: ReadPath;
  readonly parts: Readonly<Record<string, string>>;
}

/** The read path that a text below `/api/v1` asks; a slash at its end means nothing. Undefined when it is none. */
export function matchPath(text: string): Matched | undefined {
  const given = text.replace(/\/$/, '').split('/');
  for (const path of READ_PATHS) {
    const wanted = path.path.split('/');
    if (wanted.length !== given.length) continue;
    if (!wanted.every((part, i) => (part.startsWith(':') ? given[i] !== '' : part === given[i]))) continue;
    const parts = wanted.flatMap((part, i) => (part.startsWith(':') ? [[part.slice(1), decoded(given[i] ?? '')]] : []));
    return { path, parts: Object.fromEntries(parts) };
  }
  return undefined;
}

/** A part that is encoded wrongly stands for itself; nothing is called so. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
