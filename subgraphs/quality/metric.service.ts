import { flushChanges } from '../../kernel/database/flush-changes.ts';
import { lockRow } from '../../kernel/database/lock-row.ts';
import { readRows } from '../../kernel/database/read-rows.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { MetricEntity, type MetricRow } from './metric.entity.ts';
import { metricDefined } from './metric.facts.ts';
import type { DefineQualityMetricInput } from './metric.inputs.ts';
import { BUILT_IN_BY_CODE } from './metric-registry.ts';

/** Most metrics that are defined besides those that come with the program: they are a plain list. */
const MOST_METRICS = 200;

/** The verbs of definitions of metrics: administrators define them. */
export class MetricService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** Those that are defined here, by code. */
  list(): Promise<MetricRow[]> {
    return readRows(this.#scope.em, MetricEntity, {}, { orderBy: { code: 'asc' }, limit: MOST_METRICS });
  }

  /** @throws ConflictError for the code of a metric that comes with the program. */
  async define(input: DefineQualityMetricInput): Promise<MetricRow> {
    requireAdministrator(this.#scope.viewer, 'define a metric of quality');
    const { code, criterion, nameVi, nameEn, definitionVi, definitionEn } = input;
    if (BUILT_IN_BY_CODE.has(code)) {
      throw new ConflictError(`${code} is a metric that the catalog computes or tools report. Give another code.`, {
        argument: 'code',
      });
    }
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const said = { criterion, nameVi, nameEn, definitionVi, definitionEn, ...markOf(input) };
      const characteristics = [...new Set(input.characteristics)].sort();
      await lockRow(em, 'quality.metric', { code });
      const before = await em.findOne(MetricEntity, { code });
      if (before === null && (await em.count(MetricEntity)) >= MOST_METRICS) {
        throw new ConflictError(`There are ${MOST_METRICS} metrics already, the most that there may be.`);
      }
      const metric = before ?? em.create(MetricEntity, { code, characteristics, ...said });
      em.assign(metric, { ...said, characteristics });
      em.persist(metric);
      if (await flushChanges(em)) emit(metricDefined(metric));
      return metric;
    });
  }
}
