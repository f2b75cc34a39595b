import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import type { QualityContext } from './quality.context.ts';
import { Reconciliation } from './reconciliation.type.ts';
import { DataElement } from './stubs.ts';

@Resolver(() => DataElement)
export class DataElementReconciliationResolver {
  @FieldResolver(() => Reconciliation, {
    description: 'Who claims to be its master source, and which of its fields come from there.',
  })
  async reconciliation(
    @Root() { code }: DataElement,
    @Ctx() { qualityLoaders, clock }: QualityContext,
    @Arg('asOf', () => DateTime, { nullable: true, description: 'Flows in force at this instant, now unless given.' })
    asOf?: Date | null,
  ): Promise<Reconciliation> {
    const at = asOf ?? clock.now();
    return Reconciliation.of(await qualityLoaders.reconciled(code, at.toISOString()), at);
  }
}
