import { BadInputError } from '../../../kernel/errors/errors.ts';
import { NormaliseError } from '../../domain/body-reader.ts';
import type { Change } from '../../domain/change.ts';
import { checkFacets } from '../../domain/openlineage/check-facets.ts';
import { asObject, type JsonObject, member } from '../../domain/openlineage/json.ts';
import { mend } from '../../domain/openlineage/mend.ts';
import { graphChanges } from '../../domain/openlineage/normalise-openlineage.ts';
import { type Note, Notes } from '../../domain/openlineage/notes.ts';
import { OPENLINEAGE_KINDS, type OpenLineageEvent, readEvent } from '../../domain/openlineage/read-event.ts';
import type { NewEvent } from '../../log/event-log.ts';

/** An event that can go into the log. */
export interface PreparedEvent {
  readonly event: NewEvent;
  /** What was mended, and what of its facets cannot be used. */
  readonly notes: readonly Note[];
  /** What it is about, and what it means for the graph, facets that are kept as they are aside. */
  readonly about: OpenLineageEvent['about'];
  readonly changes: readonly Change[];
}

/**
 * Checks an event of OpenLineage, whole, before it is kept: core strictly, facets leniently. What passes can be folded.
 * @throws BadInputError with `path`, the JSON path of what is wrong.
 */
export function prepareEvent(value: unknown, source: string): PreparedEvent {
  const [notes, missing] = [new Notes(), new Notes()];
  try {
    // Names are not mended, or two of them could become one: what cannot be stored in a name is refused here.
    const read = readEvent(value, missing);
    const { about } = read;
    const body = mend(value, notes);
    // What was mended is another object than what was read.
    if (body === value) notes.addAll(missing);
    const changes = graphChanges(body === value ? read : readEvent(body, notes), 0, notes);
    // Read as an object a moment ago.
    const event = body as JsonObject;
    noteFacets(event, notes);
    return { event: { kind: OPENLINEAGE_KINDS[about], source, body: event }, notes: notes.list(), about, changes };
  } catch (error) {
    if (error instanceof NormaliseError) {
      throw new BadInputError(`The event is refused: ${error.path} ${error.problem}.`, { path: error.path });
    }
    throw error;
  }
}

function noteFacets(event: JsonObject, notes: Notes): void {
  const facetsOf = (holder: unknown, name: string): JsonObject | undefined => {
    const object = asObject(holder);
    return object && asObject(member(object, name));
  };
  const check = (holder: unknown, name: string, place: Parameters<typeof checkFacets>[1], path: string): void => {
    const facets = facetsOf(holder, name);
    if (facets !== undefined) checkFacets(facets, place, `${path}.${name}`, notes);
  };
  check(member(event, 'run'), 'facets', 'run', '$.run');
  check(member(event, 'job'), 'facets', 'job', '$.job');
  check(member(event, 'dataset'), 'facets', 'dataset', '$.dataset');
  for (const [list, facets, place] of [
    ['inputs', 'inputFacets', 'input'],
    ['outputs', 'outputFacets', 'output'],
  ] as const) {
    const datasets = member(event, list);
    for (const [i, dataset] of (Array.isArray(datasets) ? datasets : []).entries()) {
      check(dataset, 'facets', 'dataset', `$.${list}[${i}]`);
      check(dataset, facets, place, `$.${list}[${i}]`);
    }
  }
}
