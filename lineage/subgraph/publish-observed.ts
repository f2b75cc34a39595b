import type { Instant } from '../domain/instant.ts';
import type { FacetsFacts, RunFacts, SeenRef } from '../domain/memory.ts';
import { asObject, member } from '../domain/openlineage/json.ts';
import { Notes } from '../domain/openlineage/notes.ts';
import { readParentFacet } from '../domain/openlineage/parent-facet.ts';
import { readQuality } from '../domain/openlineage/quality-facets.ts';
import { namedIn } from '../domain/openlineage/read-event.ts';
import { Said } from '../domain/openlineage/said.ts';
import { nameOfNode } from '../projection/queries/named-nodes.ts';
import { DatasetName } from './dataset-name.type.ts';
import type { ObservedService } from './observed.service.ts';
import { ObservedJob } from './observed-job.type.ts';
import { dateOf, dateOrNull } from './publish.ts';
import { Run, RunDataset, RunReference, RunState } from './run.type.ts';
import { DatasetStub } from './stubs.ts';

/** After so long without an event a run is not taken to go on. */
const SILENT_FOR = 24 * 60 * 60 * 1_000_000;

/** Facets as text that anybody may have written; null for whoever is not told. */
const allOf = (said: Said, service: ObservedService): unknown => (service.tellsText ? said.all() : null);

/** A job as producers describe it; null when none is heard of it. */
export function publishObservedJob(kept: FacetsFacts | undefined, service: ObservedService): ObservedJob | null {
  if (kept === undefined) return null;
  const said = new Said(kept);
  return Object.assign(new ObservedJob(), {
    firstSeen: dateOf(kept.firstSeen),
    lastSeen: dateOf(kept.lastSeen),
    documentation: said.text('documentation', 'description'),
    owners: said.owners(),
    tags: said.tags(),
    processingType: said.text('jobType', 'processingType'),
    integration: said.text('jobType', 'integration'),
    jobType: said.text('jobType', 'jobType'),
    sourceCodeUrl: said.text('sourceCodeLocation', 'url'),
    sql: service.tellsText ? said.text('sql', 'query') : null,
    sqlDialect: said.text('sql', 'dialect'),
    facets: allOf(said, service),
    warnings: said.warnings('job'),
    complete: said.complete && service.tellsText,
  });
}

/** A run as it is published. */
export async function publishRun(run: RunFacts, service: ObservedService): Promise<Run> {
  const kept = await service.saidOfRun(run);
  const said = new Said(kept);
  const parentFacet = said.facet('parent') ?? said.facet('parentRun');
  return Object.assign(new Run(), {
    id: run.runId,
    job: run.job,
    state: stateOf(run, service.now),
    disputed: run.disputed,
    startedAt: dateOrNull(run.startedAt),
    endedAt: dateOrNull(run.endedAt),
    firstSeen: dateOf(run.firstSeen),
    lastSeen: dateOf(run.lastSeen),
    nominalStartTime: said.text('nominalTime', 'nominalStartTime'),
    nominalEndTime: said.text('nominalTime', 'nominalEndTime'),
    parent: run.parent === null ? null : referenceOf(run.parent),
    root: referenceOrNull(readParentFacet({ parent: asObject(parentFacet?.['root']) ?? null }, new Notes())),
    inputs: run.inputs.map((seen) => datasetOf(seen, new Said(kept, 'INPUT', seen[0]), service)),
    outputs: run.outputs.map((seen) => datasetOf(seen, new Said(kept, 'OUTPUT', seen[0]), service)),
    engine: engineOf(said),
    tags: said.tags(),
    errorMessage: service.tellsText ? said.text('errorMessage', 'message') : null,
    facets: allOf(said, service),
    warnings: said.warnings('run'),
    complete: said.complete && service.tellsText && !run.crowded,
  });
}

function stateOf({ end, lastSeen }: RunFacts, now: Instant): RunState {
  if (end === 'COMPLETE') return RunState.COMPLETED;
  if (end === 'FAIL') return RunState.FAILED;
  if (end === 'ABORT') return RunState.ABORTED;
  return now - lastSeen < SILENT_FOR ? RunState.RUNNING : RunState.UNKNOWN;
}

const referenceOf = ({ runId, job }: { readonly runId: string; readonly job: string }): RunReference =>
  Object.assign(new RunReference(), { id: runId, job });

const referenceOrNull = (parent: ReturnType<typeof readParentFacet>): RunReference | null =>
  parent === null ? null : referenceOf(parent);

const datasetOf = ([ref, first]: SeenRef, said: Said, service: ObservedService): RunDataset =>
  Object.assign(new RunDataset(), {
    ref,
    firstSeen: dateOf(first),
    statistics: said.statistics('inputStatistics') ?? said.statistics('outputStatistics'),
    facets: allOf(said, service),
  });

function engineOf(said: Said): string | null {
  const parts = [said.text('processing_engine', 'name'), said.text('processing_engine', 'version')];
  const told = parts.filter((part) => part !== null);
  return told.length === 0 ? null : told.join(' ');
}

/** A dataset name as it is published. */
export async function publishDatasetName(ref: string, service: ObservedService): Promise<DatasetName> {
  const said = new Said(await service.saidOfName(ref));
  const seen = service.seen(ref);
  const { metrics, assertions } = readQuality([said.all()]);
  const dataset = service.datasetOf(ref);
  const state = said.text('lifecycleStateChange', 'lifecycleStateChange')?.toUpperCase() ?? null;
  const change = said.facet('lifecycleStateChange');
  const previous = change === undefined ? undefined : asObject(member(change, 'previousIdentifier'));
  return Object.assign(new DatasetName(), {
    ref,
    ...nameOfNode(ref),
    dataset: dataset === null ? null : DatasetStub.of(dataset),
    firstSeen: seen === undefined ? null : dateOf(seen.firstSeen),
    lastSeen: seen === undefined ? null : dateOf(seen.lastSeen),
    columns: service.columnsOf(ref),
    documentation: said.text('documentation', 'description'),
    owners: said.owners(),
    tags: said.tags(),
    datasetType: said.text('datasetType', 'datasetType'),
    version: said.text('version', 'datasetVersion'),
    source: said.text('dataSource', 'name') ?? said.text('dataSource', 'uri'),
    lifecycle: state,
    deleted: state === 'DROP',
    previousName: previous === undefined ? null : (namedIn(previous) ?? null),
    written: said.statistics('outputStatistics'),
    rowCount: metrics?.rowCount ?? null,
    columnMetrics: metrics?.columns ?? [],
    assertions,
    facets: allOf(said, service),
    warnings: said.warnings('dataset'),
    complete: said.complete && service.tellsText,
  });
}
