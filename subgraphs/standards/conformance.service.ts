import type { Transact } from '../../kernel/database/transact.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { conformanceDeclared, conformanceWithdrawn } from './conformance.facts.ts';
import type { DeclareConformanceInput, WithdrawConformanceInput } from './conformance.inputs.ts';
import { requireStewardOfDatasets } from './dataset-stewards.ts';
import { dropRows, type LinkTable, putRows, refuseMoreThan } from './link-rows.ts';
import type { StandardRow } from './standard.entity.ts';
import type { StandardService } from './standard.service.ts';

/** Most standards that one dataset conforms to: `Dataset.standards` is a plain list. */
const MOST_STANDARDS = 100;

const CONFORMANCE: LinkTable = {
  table: 'conformance',
  key: ['dataset_code', 'standard_code'],
  values: ['level', 'evidence', 'mark', 'source'],
};

interface ConformanceKey extends Record<string, string> {
  dataset_code: string;
}

/** The verbs of conformance: stewards declare it for their own datasets. */
export class ConformanceService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;
  readonly #standards: StandardService;

  constructor(scope: RequestScope, transact: Transact, standards: StandardService) {
    this.#scope = scope;
    this.#transact = transact;
    this.#standards = standards;
  }

  async declare(input: DeclareConformanceInput): Promise<StandardRow> {
    const { em, viewer } = this.#scope;
    await requireStewardOfDatasets(em, viewer, input.datasets, 'declare the conformance');
    const standard = await this.#standards.get(input.standard);
    const rows = input.datasets.map((dataset) => ({
      dataset_code: dataset,
      standard_code: standard.code,
      level: input.level ?? null,
      evidence: input.evidence ?? null,
      ...markOf(input),
    }));
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const written = await putRows<ConformanceKey>(em, CONFORMANCE, rows);
      const datasets = written.map((row) => row.dataset_code);
      await refuseMoreThan(em, CONFORMANCE, 'dataset_code', datasets, MOST_STANDARDS, 'standards');
      for (const dataset of datasets) emit(conformanceDeclared(dataset, standard.code, input.level ?? null));
      return standard;
    });
  }

  async withdraw(input: WithdrawConformanceInput): Promise<StandardRow> {
    const { em, viewer } = this.#scope;
    await requireStewardOfDatasets(em, viewer, input.datasets, 'withdraw the conformance');
    const standard = await this.#standards.get(input.standard);
    const rows = input.datasets.map((dataset) => ({ dataset_code: dataset, standard_code: standard.code }));
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const dropped = await dropRows<ConformanceKey>(em, CONFORMANCE, rows);
      for (const { dataset_code } of dropped) emit(conformanceWithdrawn(dataset_code, standard.code));
      return standard;
    });
  }
}
