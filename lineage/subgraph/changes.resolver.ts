import { Arg, Ctx, Directive, Int, Query, Resolver } from 'type-graphql';
import { DEFAULT_PAGE } from '../../kernel/pagination/connection-args.ts';
import type { LineageChangeKind } from './enums.ts';
import type { LineageContext } from './lineage.context.ts';
import { LineageChange, LineageChanges } from './lineage-changes.type.ts';
import { LineageEdge } from './lineage-graph.type.ts';
import { publishHead } from './publish.ts';

@Resolver()
export class ChangesResolver {
  @Directive('@cost(weight: 20)')
  @Query(() => LineageChanges, {
    nullable: true,
    description:
      'What changed since a revision that an answer told, for caches and user interfaces. READ_ANEW when that is not known any more: then read anew what you keep.',
  })
  async lineageChanges(
    @Ctx() { changes }: LineageContext,
    @Arg('since', () => String, { description: 'A `revision` that an answer to the same role told.' }) since: string,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE, description: 'How many to return, 0 to 200.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: 'Goes on where a page ended (`endCursor`).' })
    after?: string | null,
  ): Promise<LineageChanges> {
    const { head, ...found } = await changes.since(since, first, after);
    return Object.assign(new LineageChanges(), publishHead(head, found.revision), {
      ...found,
      changes: found.changes.map(({ kind, ref, edge }) =>
        Object.assign(new LineageChange(), {
          kind: kind as LineageChangeKind,
          ref,
          edge: edge === null ? null : LineageEdge.from(edge),
        }),
      ),
    });
  }
}
