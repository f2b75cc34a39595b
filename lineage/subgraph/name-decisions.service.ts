import { BadInputError, ForbiddenError } from '../../kernel/errors/errors.ts';
import { requireStewardOf, requireStewardship } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { datasetRef } from '../domain/node-ref.ts';
import type { LineageEngine } from '../engine.ts';
import { LineageService } from './lineage.service.ts';
import { requireName } from './name.service.ts';

/** What is decided about one name: the dataset that it is, that it is nobody's, or (neither) that nothing is decided. */
export interface NameDecision {
  readonly name: string;
  readonly dataset: string | null;
  readonly ignored: boolean;
}

/** Decides about many names at once. */
export class NameDecisionService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;
  readonly #lineage: LineageService;

  constructor(scope: RequestScope, engine: LineageEngine) {
    this.#scope = scope;
    this.#engine = engine;
    this.#lineage = new LineageService(scope, engine);
  }

  /**
   * Decides about names, all in one transaction or none. Resolves when answers know it.
   * @throws as `NameService.link` for the first that may not be decided so; its place is `position`, from 0.
   */
  async decide(decisions: readonly NameDecision[]): Promise<readonly NameDecision[]> {
    const what = 'decide about a name';
    requireStewardship(this.#scope.viewer, what);
    if (this.#scope.viewer.role === 'architect')
      throw new ForbiddenError(`Your role (architect) may not ${what}; stewards and administrators may.`);
    await this.#engine.catchUp();
    const seen = new Set<string>();
    const checked = decisions.map((decision, position): NameDecision => {
      requireName(decision.name);
      if (seen.has(decision.name))
        throw new BadInputError(`Decision ${position + 1} is about the same name as one before. Give each name once.`, {
          position,
          given: decision.name,
        });
      seen.add(decision.name);
      return this.#checked(decision, position);
    });
    const events = checked.map((decision) => ({
      kind: 'name.linked',
      source: 'decideNames',
      body: {
        name: decision.name,
        dataset: decision.dataset,
        // As linking writes it, so that the log takes a repetition for one.
        ...(decision.ignored ? { ignored: true } : {}),
      },
    }));
    await this.#engine.append(events, this.#scope);
    return checked;
  }

  #checked({ name, dataset: code, ignored }: NameDecision, position: number): NameDecision {
    if (code !== null && ignored)
      throw new BadInputError(
        `Decision ${position + 1} gives a dataset and ignores the name. Give one of the two, or neither to take back what was decided.`,
        { position, given: name },
      );
    const dataset = code === null ? null : datasetRef(code);
    const before = this.#engine.projection.names.datasetOf(name);
    for (const one of new Set([dataset, before])) {
      if (one === null) continue;
      const facts = this.#lineage.find(one, 'DATASET')?.facts ?? null;
      if (facts === null && one === before && one !== dataset)
        throw new ForbiddenError(
          `Decision ${position + 1}: the name is linked to a dataset of another publisher. Ask an administrator to move it.`,
          { position },
        );
      if (facts === null) throw this.#lineage.notFound(one);
      requireStewardOf(this.#scope.viewer, facts.publisher, 'decide which names are a dataset');
    }
    return { name, dataset, ignored };
  }
}
