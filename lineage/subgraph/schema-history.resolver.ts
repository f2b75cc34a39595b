import { Arg, Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { ConnectionArgs } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import { DatasetName } from './dataset-name.type.ts';
import type { LineageContext } from './lineage.context.ts';
import type { ObservedService } from './observed.service.ts';
import { ToldSchemaVersion, ToldSchemaVersionConnection } from './schema-history.type.ts';
import { DatasetStub } from './stubs.ts';

const AS_OF = 'Those that were told until then; all unless given.';

async function publishVersions(
  observed: ObservedService,
  ref: string,
  { first, after }: ConnectionArgs,
  asOf: Date | null | undefined,
): Promise<object> {
  const { page, truncated } = await observed.schemaVersionsOf(ref, first, after, asOf);
  return Object.assign(ToldSchemaVersionConnection.of(mapPage(page, ToldSchemaVersion.from)), { truncated });
}

@Resolver(() => DatasetName)
export class DatasetNameSchemaResolver {
  @Directive('@cost(weight: 5)')
  @FieldResolver(() => ToldSchemaVersionConnection, {
    description: 'Schemas that it had, as producers tell them (facet schema), newest first.',
  })
  async schemaVersions(
    @Root() { ref }: DatasetName,
    @Ctx() { observed }: LineageContext,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
  ): Promise<object> {
    return publishVersions(observed, ref, page, asOf);
  }
}

@Resolver(() => DatasetStub)
export class DatasetSchemaHistoryResolver {
  @Directive('@cost(weight: 5)')
  @FieldResolver(() => ToldSchemaVersionConnection, {
    description:
      'Schemas that the names which are this dataset had, as producers tell them, newest first. `schemaVersions` are those that were declared. For whoever is told what producers say: stewards, architects, administrators.',
  })
  async observedSchemaVersions(
    @Root() { code }: DatasetStub,
    @Ctx() { observed }: LineageContext,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
  ): Promise<object> {
    return publishVersions(observed, code, page, asOf);
  }
}

@Resolver(() => ToldSchemaVersionConnection)
export class ToldSchemaPageResolver {
  @FieldResolver(() => Boolean, {
    description:
      'Whether there were more: of a name the 32 schemas told last are kept, in at most 4 MiB, and the newest 200 versions are told, and of a dataset the first 20 names.',
  })
  truncated(@Root() { truncated }: { readonly truncated: boolean }): boolean {
    return truncated;
  }
}
