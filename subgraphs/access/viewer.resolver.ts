import { Ctx, Query, Resolver } from 'type-graphql';
import type { AccessContext } from './access.context.ts';
import { Viewer } from './viewer.type.ts';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who you are here, and until when.' })
  viewer(@Ctx() { viewer }: AccessContext): Viewer {
    return Viewer.from(viewer);
  }
}
