import { BadInputError, NotFoundError } from '../../kernel/errors/errors.ts';
import { codeNotFree } from '../../kernel/identity/code-not-free.ts';
import { requireStewardOf, requireStewardship } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { NameRule } from '../domain/names/name-facts.ts';
import { MOST_RULES, ruled, spelled, withRule } from '../domain/names/name-rules.ts';
import { datasetRef } from '../domain/node-ref.ts';
import { spelledNamespace } from '../domain/normalise.ts';
import type { LineageEngine } from '../engine.ts';
import { compareText } from '../projection/queries/order.ts';
import { LineageService } from './lineage.service.ts';

/** A rule as it is written. */
export type StatedRule = Omit<NameRule, 'version' | 'former'> & { readonly namespace: string };

/** What a rule would do to a name that was seen. */
export interface RuledName {
  readonly name: string;
  /** The dataset that the name would be; null when it would be none any more. */
  readonly dataset: string | null;
  /** The dataset that it is now; null for none, and for one that the viewer does not see. */
  readonly before: string | null;
}

/** Most names that a preview tells one by one. */
export const MOST_PREVIEWED = 200;

/**
 * The verbs of rules: which names of a namespace are which datasets, for names that were seen and for those to come.
 * A rule is of whoever writes for all its datasets.
 */
export class NameRuleService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;
  readonly #lineage: LineageService;

  constructor(scope: RequestScope, engine: LineageEngine) {
    this.#scope = scope;
    this.#engine = engine;
    this.#lineage = new LineageService(scope, engine);
  }

  /** The rules of a namespace of which the viewer sees every dataset, in the order in which they are tried. */
  rulesOf(namespace: string): readonly NameRule[] {
    requireStewardship(this.#scope.viewer, 'see rules about names');
    return this.#rules(this.#namespace({ namespace })).filter((rule) => rule.datasets.length > 0 && this.#sees(rule));
  }

  /**
   * What a rule would change if it were written now: names seen that would be another dataset, by name. Names that a
   * decision holds stay where they are, and are not told. Symlinks may bring others along.
   */
  preview(stated: StatedRule): { readonly names: readonly RuledName[]; readonly total: number } {
    requireStewardship(this.#scope.viewer, 'see what a rule would do');
    const namespace = this.#namespace(stated);
    this.#check(stated, namespace);
    const { names } = this.#engine.projection;
    const before = names.rulesOf(namespace);
    const after = withRule(before, this.#canonical(stated));
    const changed: RuledName[] = [];
    for (const { name } of names.seenIn(namespace)) {
      const decision = names.decisionOf(name);
      if (decision?.ignored === true || (decision?.dataset ?? null) !== null) continue;
      const [was, is] = [ruled(before, name)?.dataset, ruled(after, name)?.dataset];
      if (was === is) continue;
      const seen = names.datasetOf(name);
      changed.push({ name, dataset: this.#seen(is ?? null), before: this.#seen(seen) });
    }
    changed.sort((a, b) => compareText(a.name, b.name));
    return { names: changed.slice(0, MOST_PREVIEWED), total: changed.length };
  }

  /**
   * Writes a rule, or its next version. Resolves when answers know it.
   * @throws BadInputError, NotFoundError for a dataset that the viewer does not see, ForbiddenError for a rule that holds
   * datasets that the viewer does not write for, and for a code that is taken by one that they do not see.
   */
  async set(stated: StatedRule): Promise<NameRule> {
    requireStewardship(this.#scope.viewer, 'write a rule about names');
    await this.#engine.catchUp();
    const namespace = this.#namespace(stated);
    this.#check(stated, namespace);
    if (stated.datasets.length === 0)
      throw new BadInputError('A rule holds one dataset at least. To take one back, undoNameRule.', {
        argument: 'datasets',
      });
    const known = this.#rules(namespace).find(({ code }) => code === stated.code);
    if (known === undefined && this.#rules(namespace).length >= MOST_RULES)
      throw new BadInputError(`A namespace takes at most ${MOST_RULES} rules. Add the names to one of them.`, {
        argument: 'namespace',
      });
    return this.#write(stated, namespace, known);
  }

  /**
   * Takes the newest version of a rule back: the one before is in force again, as the next version; of the first one
   * nothing is left. Resolves when answers know it.
   * @throws NotFoundError, ForbiddenError as `set`.
   */
  async undo(namespace: string, code: string): Promise<NameRule> {
    requireStewardship(this.#scope.viewer, 'undo a rule about names');
    await this.#engine.catchUp();
    const spelledOut = this.#namespace({ namespace });
    const known = this.#rules(spelledOut).find((rule) => rule.code === code);
    if (known === undefined || !this.#sees(known)) throw new NotFoundError('rule about names', code);
    return this.#write({ ...known, ...(known.former ?? { datasets: [] }), namespace }, spelledOut, known);
  }

  async #write(stated: StatedRule, namespace: string, known: NameRule | undefined): Promise<NameRule> {
    for (const [, dataset] of [...stated.datasets, ...(known?.datasets ?? [])]) {
      const facts = this.#lineage.find(datasetRef(dataset), 'DATASET')?.facts ?? null;
      if (facts === null) throw this.#lineage.notFound(dataset);
      requireStewardOf(this.#scope.viewer, facts.publisher, 'write a rule about names of a dataset');
    }
    const { code, prefix, caseSensitive, quoted, datasets } = stated;
    const body = {
      code,
      namespace: stated.namespace,
      prefix: prefix === '' ? null : prefix,
      caseSensitive,
      quoted,
      datasets: datasets.map(([name, dataset]) => ({ name, dataset })),
    };
    await this.#engine.append([{ kind: 'name-rule.set', source: 'nameRule', body }], this.#scope);
    const rule = this.#rules(namespace).find((one) => one.code === code);
    if (rule === undefined) throw new NotFoundError('rule about names', code);
    return rule;
  }

  #check(stated: StatedRule, namespace: string): void {
    for (const other of this.#engine.projection.names.rules())
      for (const rule of other.rules)
        if (rule.code === stated.code && (other.namespace !== namespace || !this.#sees(rule)))
          throw codeNotFree('rule about names', stated.code);
    const keys = new Set<string>();
    for (const [position, [name, dataset]] of stated.datasets.entries()) {
      const key = spelled(name, stated);
      if (keys.has(key))
        throw new BadInputError(
          `Name ${position + 1} of the rule, ${JSON.stringify(name.slice(0, 120))}, is spelled as one before. Give each once.`,
          { position, given: name.slice(0, 120) },
        );
      keys.add(key);
      if (this.#lineage.find(datasetRef(dataset), 'DATASET')?.facts == null) throw this.#lineage.notFound(dataset);
    }
  }

  #canonical({ namespace: _namespace, ...rule }: StatedRule): Omit<NameRule, 'version' | 'former'> {
    return { ...rule, datasets: rule.datasets.map(([name, dataset]) => [name, datasetRef(dataset)] as const) };
  }

  #namespace({ namespace }: Pick<StatedRule, 'namespace'>): string {
    try {
      return spelledNamespace(namespace);
    } catch {
      throw new BadInputError(`No name has the namespace ${JSON.stringify(namespace.slice(0, 120))}.`, {
        argument: 'namespace',
        given: namespace.slice(0, 120),
      });
    }
  }

  /** @param namespace as references write it. */
  #rules(namespace: string): readonly NameRule[] {
    return this.#engine.projection.names.rulesOf(namespace);
  }

  #sees({ datasets, former }: NameRule): boolean {
    return [...datasets, ...(former?.datasets ?? [])].every(
      ([, dataset]) => this.#lineage.find(dataset, 'DATASET') !== undefined,
    );
  }

  #seen(dataset: string | null): string | null {
    return dataset !== null && this.#lineage.find(dataset, 'DATASET') !== undefined ? dataset : null;
  }
}
