import type { EntityManager } from '@mikro-orm/postgresql';
import { flushChanges } from '../../kernel/database/flush-changes.ts';
import { lockRow } from '../../kernel/database/lock-row.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { DataElementRow } from './data-element.entity.ts';
import type { DataElementService } from './data-element.service.ts';
import { requireStewardOfDatasets } from './dataset-stewards.ts';
import { type LinkTable, putRows, refuseMoreThan } from './link-rows.ts';
import { MasterClaimEntity, type MasterClaimRow } from './master-claim.entity.ts';
import { masterApproved, masterClaimed, masterWithdrawn } from './master-claim.facts.ts';
import type {
  ApproveMasterSourceInput,
  ClaimMasterSourceInput,
  WithdrawMasterClaimInput,
} from './master-claim.inputs.ts';

/** Most claims of one element: `DataElement.claims` is a plain list. */
const MOST_CLAIMS = 100;

const MASTER_CLAIMS: LinkTable = {
  table: 'master_claim',
  key: ['element_code', 'dataset_code'],
  values: ['mark', 'source'],
};

/** The verbs of master sources: stewards claim for their own datasets, administrators approve one. */
export class MasterClaimService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;
  readonly #elements: DataElementService;

  constructor(scope: RequestScope, transact: Transact, elements: DataElementService) {
    this.#scope = scope;
    this.#transact = transact;
    this.#elements = elements;
  }

  async claim(input: ClaimMasterSourceInput): Promise<DataElementRow> {
    const { em, viewer } = this.#scope;
    await requireStewardOfDatasets(em, viewer, [input.dataset], 'claim the master source on behalf');
    const element = await this.#elements.get(input.element);
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const key = { elementCode: element.code, datasetCode: input.dataset };
      const written = await putRows(em, MASTER_CLAIMS, [
        { element_code: key.elementCode, dataset_code: key.datasetCode, ...markOf(input) },
      ]);
      if (written.length > 0) {
        await refuseMoreThan(em, MASTER_CLAIMS, 'element_code', [element.code], MOST_CLAIMS, 'claims');
        emit(masterClaimed(await em.findOneOrFail(MasterClaimEntity, key)));
      }
      return element;
    });
  }

  async approve(input: ApproveMasterSourceInput): Promise<DataElementRow> {
    requireAdministrator(this.#scope.viewer, 'approve a master source');
    const element = await this.#elements.get(input.element);
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const claim = await this.#locked(em, element.code, input.dataset);
      if (claim === null) {
        throw new ConflictError(
          `${input.dataset} does not claim to be the master source of ${element.code}. Claim it with claimMasterSource first.`,
        );
      }
      claim.approved = input.approved;
      if (await flushChanges(em)) emit(masterApproved(claim));
      return element;
    });
  }

  async withdraw(input: WithdrawMasterClaimInput): Promise<DataElementRow> {
    const { em, viewer } = this.#scope;
    await requireStewardOfDatasets(em, viewer, [input.dataset], 'withdraw the claim');
    const element = await this.#elements.get(input.element);
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const claim = await this.#locked(em, element.code, input.dataset);
      if (claim?.approved === true) {
        throw new ConflictError(
          `${input.dataset} is the approved master source of ${element.code}. An administrator takes the approval back first (approveMasterSource with approved: false).`,
        );
      }
      if (claim !== null) {
        await em.remove(claim).flush();
        emit(masterWithdrawn(claim));
      }
      return element;
    });
  }

  /** For a decision: locked, so that none is approved that is being withdrawn. */
  async #locked(em: EntityManager, elementCode: string, datasetCode: string): Promise<MasterClaimRow | null> {
    await lockRow(em, 'standards.master_claim', { element_code: elementCode, dataset_code: datasetCode });
    return em.findOne(MasterClaimEntity, { elementCode, datasetCode });
  }
}
