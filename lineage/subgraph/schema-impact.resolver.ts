import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { MOST_PROPOSED } from '../domain/change-analysis/schema-diff.ts';
import { publishImpact } from './impact-report.resolver.ts';
import type { LineageContext } from './lineage.context.ts';
import { AS_OF, AS_RECORDED, AT_REVISION, MIN_REVISION } from './question.arguments.ts';
import { ProposedFieldInput, SchemaDifference, SchemaImpact } from './schema-impact.type.ts';

@Resolver()
export class SchemaImpactResolver {
  @Directive('@cost(weight: 50)')
  @Query(() => SchemaImpact, {
    nullable: true,
    description:
      'What a schema that is thought of would change against the one in force, and what that breaks. Nothing is changed by asking.',
  })
  async impactOfSchema(
    @Ctx() { lineage }: LineageContext,
    @Arg('dataset', () => ID, { description: 'Code of the dataset.' }) dataset: string,
    @Arg('proposedSchema', () => [ProposedFieldInput], {
      description: `All its columns, in their order, at most ${MOST_PROPOSED}.`,
    })
    proposedSchema: ProposedFieldInput[],
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf?: Date | null,
    @Arg('asRecorded', () => DateTime, {
      nullable: true,
      description: `${AS_RECORDED} The schema in force is the one of now.`,
    })
    asRecorded?: Date | null,
    @Arg('minRevision', () => String, { nullable: true, description: MIN_REVISION }) minRevision?: string | null,
    @Arg('atRevision', () => String, { nullable: true, description: AT_REVISION }) atRevision?: string | null,
  ): Promise<SchemaImpact> {
    const when = { asOf, asRecorded, minRevision, atRevision };
    const { diff, ...answer } = await lineage.impactOfSchema(dataset, proposedSchema, when);
    return Object.assign(new SchemaImpact(), diff, {
      changes: diff.changes.map((change) => Object.assign(new SchemaDifference(), change)),
      impact: publishImpact(lineage, answer, dataset, when, diff.changes),
    });
  }
}
