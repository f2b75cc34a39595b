import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';
import type { NameRule as Rule } from '../domain/names/name-facts.ts';
import type { LineageContext } from './lineage.context.ts';
import { SetNameRuleInput, UndoNameRuleInput } from './name-rule.inputs.ts';
import type { StatedRule } from './name-rule.service.ts';
import { NameOfRule, NameRule, NameRuleEffect, NameRulePreview } from './name-rule.type.ts';
import { DatasetStub } from './stubs.ts';

const stated = ({ code, namespace, prefix, caseSensitive, quoted, datasets }: SetNameRuleInput): StatedRule => ({
  code,
  namespace,
  prefix: prefix ?? '',
  caseSensitive,
  quoted,
  datasets: datasets.map(({ name, dataset }) => [name, dataset] as const),
});

const publish = ({ code, version, prefix, caseSensitive, quoted, datasets }: Rule): NameRule =>
  Object.assign(new NameRule(), {
    code,
    version,
    prefix,
    caseSensitive,
    quoted,
    datasets: datasets.map(([name, dataset]) =>
      Object.assign(new NameOfRule(), { name, dataset: DatasetStub.of(dataset) }),
    ),
  });

const stubOrNull = (dataset: string | null): DatasetStub | null => (dataset === null ? null : DatasetStub.of(dataset));

@Resolver()
export class NameRuleResolver {
  @Query(() => [NameRule], {
    description:
      'Rules about the names of a namespace, at most 50, in the order in which they are tried; of which you see every dataset. Stewards, architects and administrators.',
  })
  nameRules(
    @Ctx() { nameRules }: LineageContext,
    @Arg('namespace', () => String, { description: 'The namespace, as events give it.' }) namespace: string,
  ): NameRule[] {
    return nameRules.rulesOf(namespace).map(publish);
  }

  @Directive('@cost(weight: 20)')
  @Query(() => NameRulePreview, {
    description:
      'What a rule would do to names that were seen, if it were written now. Nothing is changed by asking. Stewards, architects and administrators.',
  })
  nameRulePreview(
    @Ctx() { nameRules }: LineageContext,
    @Arg('rule', () => SetNameRuleInput, { description: 'The rule that is thought of.' }) rule: SetNameRuleInput,
  ): NameRulePreview {
    const { names, total } = nameRules.preview(stated(rule));
    return Object.assign(new NameRulePreview(), {
      totalCount: total,
      truncated: total > names.length,
      names: names.map(({ name, dataset, before }) =>
        Object.assign(new NameRuleEffect(), { name, dataset: stubOrNull(dataset), before: stubOrNull(before) }),
      ),
    });
  }

  @Mutation(() => NameRule, {
    description:
      'Writes a rule about names, or its next version: names that were seen become the datasets that it says, and so do names to come. Stewards of the publishers of all its datasets, and administrators.',
  })
  async setNameRule(
    @Ctx() { nameRules }: LineageContext,
    @Arg('input', () => SetNameRuleInput, { description: 'The rule, whole.' }) input: SetNameRuleInput,
  ): Promise<NameRule> {
    return publish(await nameRules.set(stated(input)));
  }

  @Mutation(() => NameRule, {
    description:
      'Takes the newest version of a rule back: the one before is in force again, and of the first nothing is left; names go back where they were. Stewards of the publishers of all its datasets, and administrators.',
  })
  async undoNameRule(
    @Ctx() { nameRules }: LineageContext,
    @Arg('input', () => UndoNameRuleInput, { description: 'Which rule.' }) input: UndoNameRuleInput,
  ): Promise<NameRule> {
    return publish(await nameRules.undo(input.namespace, input.code));
  }
}
