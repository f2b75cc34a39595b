import { BadInputError } from '../../../kernel/errors/errors.ts';
import { requireService } from '../../../kernel/identity/permissions.ts';
import { LIMITS } from '../../../kernel/limits/limits.ts';
import type { SignedRoute } from '../../../kernel/subgraph/http-host.ts';
import type { OpenLineageIntake } from './intake.ts';

/** Bytes of a call; the gateway takes no more of a client. */
const MOST_BYTES = LIMITS.eventBytes;

/**
 * Where the gateway passes on lineage events, when lineage is a process of its own: the body is what the client sent,
 * the signature says who that is, and what for.
 */
export function eventRoutes(intake: OpenLineageIntake): Readonly<Record<string, SignedRoute>> {
  return {
    '/event': {
      purpose: 'event',
      mostBytes: MOST_BYTES,
      async answer(body, { viewer }) {
        requireService(viewer, 'send lineage events');
        return intake.one(JSON.parse(body.toString('utf8')), body, viewer);
      },
    },
    '/events': {
      purpose: 'events',
      mostBytes: MOST_BYTES,
      async answer(body, { viewer }) {
        requireService(viewer, 'send lineage events');
        const events: unknown = JSON.parse(body.toString('utf8'));
        if (!Array.isArray(events)) throw new BadInputError('$ is no list. Send a list of events.', { path: '$' });
        const results = await intake.many(events, body, viewer);
        return results.map((result) =>
          'refused' in result
            ? { refused: { message: result.refused.message, extensions: result.refused.extensions } }
            : result,
        );
      },
    },
  };
}
