import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import type { LineageContext } from './lineage.context.ts';
import { publishFinding } from './policy.resolver.ts';
import { PolicyChangeInput } from './policy-check.inputs.ts';
import { MOST_POLICY_CHANGES } from './policy-check.service.ts';
import { PolicyCheck, PolicyCheckTotals } from './policy-check.type.ts';
import { publishHead } from './publish.ts';

@Resolver()
export class PolicyCheckResolver {
  @Directive('@cost(weight: 100)')
  @Query(() => PolicyCheck, {
    nullable: true,
    description:
      'What flows and schemas that are thought of would leak, before there are any: findings new, resolved and unchanged. Nothing is changed by asking. Stewards, architects and administrators.',
  })
  async policyCheck(
    @Ctx() { lineage, policyCheck }: LineageContext,
    @Arg('changes', () => [PolicyChangeInput], {
      description: `Tried together, in their order; 1 to ${MOST_POLICY_CHANGES}.`,
    })
    changes: PolicyChangeInput[],
    @Arg('asOf', () => DateTime, {
      nullable: true,
      description: 'At which instant; unless given now, or when the last of the flows begins if that is later.',
    })
    asOf?: Date | null,
  ): Promise<PolicyCheck> {
    const { head, totals, added, resolved, unchanged } = await policyCheck.check(changes, asOf ?? null);
    return Object.assign(new PolicyCheck(), publishHead(head, lineage.revisionOf(head)), {
      totals: Object.assign(new PolicyCheckTotals(), totals),
      added: added.map(publishFinding),
      resolved: resolved.map(publishFinding),
      unchanged: unchanged.map(publishFinding),
    });
  }
}
