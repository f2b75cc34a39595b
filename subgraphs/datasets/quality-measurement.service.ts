import type { Transact } from '../../kernel/database/transact.ts';
import { ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { QualityMeasurementEntity, type QualityMeasurementRow } from './quality-measurement.entity.ts';
import { qualityMeasured } from './quality-measurement.facts.ts';
import type { AddQualityMeasurementInput } from './quality-measurement.inputs.ts';
import { ownDataset } from './visible-dataset.ts';

/** Most metrics of a dataset over all criteria: `Dataset.quality` is a plain list of the newest of each. */
const MOST_METRICS = 100;

/** The verb of measurements: they are added, never changed. */
export class QualityMeasurementService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** Adds a measurement; the same one again changes nothing. */
  add(input: AddQualityMeasurementInput): Promise<QualityMeasurementRow> {
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const { code: dataset } = await ownDataset(em, this.#scope.viewer, input.dataset, 'add a measurement');
      const { criterion, metric, measuredAt } = input;
      const given = { value: input.value, method: input.method ?? null, ...markOf(input) };
      const there = await em.findOne(QualityMeasurementEntity, { dataset, criterion, metric, measuredAt, ...given });
      if (there !== null) return there;
      const [others] = await em.execute<{ metrics: number }[]>(
        `select count(distinct (criterion, metric))::int as metrics from datasets.quality_measurement
         where dataset_code = ? and (criterion, metric) <> (?, ?)`,
        [dataset, criterion, metric],
      );
      if ((others?.metrics ?? 0) >= MOST_METRICS) {
        throw new ConflictError(
          `${dataset} is measured by ${MOST_METRICS} metrics already, the most that a dataset may have. Measure one of them again.`,
        );
      }
      const measurement = em.create(QualityMeasurementEntity, { dataset, criterion, metric, measuredAt, ...given });
      await em.persist(measurement).flush();
      emit(qualityMeasured(measurement));
      return measurement;
    });
  }
}
