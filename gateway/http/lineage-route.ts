import type { IncomingMessage, ServerResponse } from 'node:http';
import { BadInputError } from '../../kernel/errors/errors.ts';
import type { ByteBudget } from '../../kernel/http/byte-budget.ts';
import { parseJson, requireJson } from '../../kernel/http/json-text.ts';
import { requireService } from '../../kernel/identity/permissions.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { LIMITS } from '../../kernel/limits/limits.ts';
import type { Identity } from '../identity/identity.ts';
import { within } from './admission.ts';
import { readBody } from './body.ts';
import type { EventIntake, TakenEvent } from './event-intake.ts';
import { replyJson } from './replies.ts';
import { viewerOf } from './viewer-of.ts';

/** What the routes of lineage events need. */
export interface LineageRouteParts {
  readonly intake: EventIntake;
  readonly identity: Identity;
  /** For all requests in flight together. */
  readonly budget: ByteBudget;
}

/**
 * `POST /api/v1/lineage`: one event of OpenLineage. 201 with a small body when it is committed, because clients take a
 * 204 for a failure; 503 and Retry-After when it cannot be taken now, the one status that every client retries.
 */
export async function lineageRoute(
  parts: LineageRouteParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await taking(parts, request, '/api/v1/lineage', LIMITS.jsonDepth, async (event, text, sender) => {
    const { duplicate, warnings } = await parts.intake.one(event, text, sender);
    replyJson(response, 201, { status: 'accepted', duplicate, warnings });
  });
}

/** `POST /api/v1/lineage/batch`: a list of events. 200 with the form of OpenLineage's OpenAPI file, failures by index. */
export async function lineageBatchRoute(
  parts: LineageRouteParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // The list is one level of nesting, the depth is that of an event.
  await taking(parts, request, '/api/v1/lineage/batch', LIMITS.jsonDepth + 1, async (events, text, sender) => {
    if (!Array.isArray(events)) throw new BadInputError('$ is no list. Send a list of events.', { path: '$' });
    const results = await parts.intake.many(events, text, sender);
    const failed = results.flatMap((result, index) =>
      'refused' in result
        ? [
            {
              index,
              reason: result.refused.message,
              path: result.refused.extensions['path'] ?? '$',
              retriable: false,
            },
          ]
        : [],
    );
    const taken = results.flatMap((result, index): (TakenEvent & { index: number })[] =>
      'refused' in result ? [] : [{ index, ...result }],
    );
    replyJson(response, 200, {
      status: failed.length === 0 ? 'success' : 'partial_success',
      summary: {
        received: results.length,
        successful: taken.length,
        failed: failed.length,
        retriable: 0,
        non_retriable: failed.length,
        duplicates: taken.filter(({ duplicate }) => duplicate).length,
      },
      failed_events: failed,
      warnings: taken.flatMap(({ index, warnings }) => warnings.map((warning) => ({ index, ...warning }))),
    });
  });
}

/** Checks who asks before a byte is read, then reads within the budget and answers before clients send again. */
async function taking(
  { identity, budget }: LineageRouteParts,
  request: IncomingMessage,
  path: string,
  mostDepth: number,
  take: (value: unknown, text: Buffer, sender: Viewer) => Promise<void>,
): Promise<void> {
  const viewer = await viewerOf(request, identity);
  requireService(viewer, 'send lineage events');
  requireJson(request.headers['content-type'], path);
  const reservation = budget.enter();
  try {
    const body = await readBody(request, LIMITS.eventBytes, reservation.take);
    const value = parseJson(body, mostDepth, 'Send an event of OpenLineage.');
    await within(LIMITS.eventDeadlineMs, take(value, body, viewer));
  } finally {
    reservation.release();
  }
}
