import { BadInputError, ConflictError, NotFoundError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { codeNotFree } from '../../kernel/identity/code-not-free.ts';
import { requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import { checkValidity } from '../../kernel/validity.ts';
import type { EventBodies } from '../domain/events.ts';
import type { DatasetFacts } from '../domain/facts.ts';
import { instantOfDate } from '../domain/instant.ts';
import { datasetRef, fieldRef, jobRef } from '../domain/node-ref.ts';
import type { LineageEngine } from '../engine.ts';
import { columnsInForce } from '../projection/queries/columns-in-force.ts';
import { everFedBy } from '../projection/queries/ever-fed-by.ts';
import type { DeclareFlowInput, RetireFlowInput } from './flow.inputs.ts';
import { LineageService } from './lineage.service.ts';

/** The verbs of declared flows. What is declared is an event of the log; the graph is folded from it. */
export class FlowService {
  readonly #scope: RequestScope;
  readonly #engine: LineageEngine;
  readonly #lineage: LineageService;

  constructor(scope: RequestScope, engine: LineageEngine) {
    this.#scope = scope;
    this.#engine = engine;
    this.#lineage = new LineageService(scope, engine);
  }

  /**
   * Declares a flow, whole. The same declaration again is no new event. Resolves when answers know it.
   * @returns the reference of the flow.
   * @throws NotFoundError for a dataset or column that does not exist, ForbiddenError unless the viewer writes for the
   * publisher of the target, and of what the flow fed before when its code was declared already.
   */
  async declare(input: DeclareFlowInput): Promise<string> {
    checkValidity({ validFrom: input.validFrom, validTo: input.validTo ?? null });
    const { mark, source } = markOf(input);
    if (mark === RecordMark.FACT && source === null) {
      throw new BadInputError('A record marked FACT needs a source. Cite it, or mark the record ILLUSTRATIVE.', {
        argument: 'source',
      });
    }
    // A dataset that was created a moment ago must be known here.
    await this.#engine.catchUp();
    const [from, to] = [datasetRef(input.from), datasetRef(input.to)];
    this.#dataset(from);
    requireStewardOf(this.#scope.viewer, this.#dataset(to).publisher, 'declare a flow');
    this.#requireOwnFlow(input.code);
    for (const column of input.columns) {
      this.#requireColumn(from, column.from);
      this.#requireColumn(to, column.to);
    }
    const event = { kind: 'flow.declared' as const, source: 'declareFlow', body: bodyOf(input) };
    await this.#engine.append([event], this.#scope);
    return jobRef(input.code);
  }

  /**
   * The event of a flow that is thought of, whoever thinks of it; nothing is written.
   * @param proposed names of the columns of datasets whose schema is thought of as well.
   * @throws NotFoundError for a dataset that the viewer does not see, BadInputError for a column that there is not,
   * ForbiddenError for the code of a flow that the viewer does not see.
   */
  proposed(input: DeclareFlowInput, proposed: ReadonlyMap<string, ReadonlySet<string>>) {
    checkValidity({ validFrom: input.validFrom, validTo: input.validTo ?? null });
    const [from, to] = [datasetRef(input.from), datasetRef(input.to)];
    for (const ref of [from, to]) this.#dataset(ref);
    for (const output of everFedBy(this.#engine.projection, jobRef(input.code))) {
      if (this.#lineage.find(output, 'DATASET') === undefined) throw codeNotFree('flow', input.code);
    }
    const require = (dataset: string, name: string): void => {
      if (proposed.get(dataset)?.has(name) !== true) this.#requireColumn(dataset, name);
    };
    for (const column of input.columns) {
      require(from, column.from);
      require(to, column.to);
    }
    return { kind: 'flow.declared' as const, body: bodyOf(input) };
  }

  /**
   * Ends a flow.
   * @throws NotFoundError, ConflictError when it would end before it began, ForbiddenError as `declare`.
   */
  async retire({ code, validTo }: RetireFlowInput): Promise<string> {
    await this.#engine.catchUp();
    const ref = jobRef(code);
    const { facts, outputs } = this.#lineage.flow(ref);
    for (const output of outputs) requireStewardOf(this.#scope.viewer, this.#dataset(output).publisher, 'end a flow');
    if (outputs.length === 0) throw new NotFoundError('flow', ref);
    if (facts.validFrom !== null && instantOfDate(validTo) <= facts.validFrom) {
      throw new ConflictError(`The flow ${code} begins later than it would end: validTo must be after its validFrom.`, {
        argument: 'validTo',
      });
    }
    await this.#engine.append(
      [{ kind: 'flow.retired', source: 'retireFlow', body: { code, validTo: validTo.toISOString() } }],
      this.#scope,
    );
    return ref;
  }

  /** A flow declared again is replaced, so that it must have been the viewer's to write before. */
  #requireOwnFlow(code: string): void {
    for (const output of everFedBy(this.#engine.projection, jobRef(code))) {
      const facts = this.#lineage.find(output, 'DATASET')?.facts ?? null;
      if (facts === null) throw codeNotFree('flow', code);
      requireStewardOf(this.#scope.viewer, facts.publisher, 'declare a flow anew');
    }
  }

  #dataset(ref: string): DatasetFacts {
    const facts = this.#lineage.find(ref, 'DATASET')?.facts ?? null;
    if (facts === null) throw this.#lineage.notFound(ref);
    return facts;
  }

  #requireColumn(dataset: string, name: string): void {
    const ref = fieldRef(dataset, name);
    const facts = this.#lineage.find(ref, 'FIELD')?.facts ?? null;
    if (facts === null || facts.dropped !== null) {
      const near = didYouMean(
        name,
        columnsInForce(this.#engine.projection, dataset).map((column) => column.name),
      );
      const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
      throw new BadInputError(
        `${dataset} has no column "${name.slice(0, 120)}".${hint} Write the schema first, or leave the edge out.`,
        { given: ref, didYouMean: near },
      );
    }
  }
}

/** What is said of a flow, column edges once each. */
function bodyOf(input: DeclareFlowInput): EventBodies['flow.declared'] {
  const { code, type, from, to, channel, mandatory, legalGround } = input;
  const columns = new Map(
    input.columns.map((column) => [`${column.from}\n${column.to}\n${column.transformation}`, column]),
  );
  return {
    code,
    type,
    from,
    to,
    channel,
    mandatory,
    minimumCellSize: input.minimumCellSize ?? null,
    legalGround: legalGround ? { document: legalGround.document, article: legalGround.article ?? null } : null,
    ...markOf(input),
    validFrom: input.validFrom.toISOString(),
    validTo: input.validTo?.toISOString() ?? null,
    columns: [...columns.values()].map((column) => ({
      from: column.from,
      to: column.to,
      transformation: column.transformation,
    })),
  };
}
