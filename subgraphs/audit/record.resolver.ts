import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs, checkFirst } from '../../kernel/pagination/connection-args.ts';
import { mapPage } from '../../kernel/pagination/page.ts';
import type { AuditContext } from './audit.context.ts';
import { AuditRecordFilter } from './record.inputs.ts';
import { AuditChange, AuditRecord, AuditRecordConnection } from './record.type.ts';

@Resolver(() => AuditRecord)
export class AuditRecordResolver {
  @Query(() => AuditRecordConnection, {
    description:
      'What was changed, refused and shown, newest first; all there is once it has arrived, within seconds. Administrators.',
  })
  async auditRecords(
    @Ctx() { records }: AuditContext,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Arg('filter', () => AuditRecordFilter, { nullable: true, description: 'Which ones.' })
    filter?: AuditRecordFilter | null,
  ): Promise<object> {
    return AuditRecordConnection.of(mapPage(await records.list(filter ?? null, { first, after }), AuditRecord.from));
  }

  @FieldResolver(() => [AuditChange], {
    description: 'What a write changed, in its order; changeCount says how many there are.',
  })
  changes(
    @Root() { changed }: AuditRecord,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most, 200 at most.' }) first: number,
  ): readonly AuditChange[] {
    return changed.slice(0, checkFirst(first)).map(AuditChange.from);
  }
}
