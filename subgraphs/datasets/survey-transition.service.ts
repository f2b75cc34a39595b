import type { EntityManager } from '@mikro-orm/postgresql';
import type { Transact } from '../../kernel/database/transact.ts';
import { BadInputError, ConflictError } from '../../kernel/errors/errors.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { DatasetRow } from './dataset.entity.ts';
import { datasetDeclared } from './dataset.facts.ts';
import { checkSurveyStep, type SurveyStateName } from './survey-states.ts';
import { SurveyTransitionEntity } from './survey-transition.entity.ts';
import type { MoveSurveyInput } from './survey-transition.inputs.ts';
import { ownDataset } from './visible-dataset.ts';

/** Most steps of the survey of one dataset: `Dataset.surveyHistory` is a plain list. */
const MOST_STEPS = 100;

/** The verb of surveys: from state to state, one step at a time, each with a date, a post and evidence. */
export class SurveyTransitionService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /** Of two at once, the second finds the state that the first left. */
  move(input: MoveSurveyInput): Promise<DatasetRow> {
    const { viewer, clock } = this.#scope;
    const [reasonVi, reasonEn] = [input.reasonVi ?? null, input.reasonEn ?? null];
    if ((reasonVi === null) !== (reasonEn === null)) {
      const argument = reasonVi === null ? 'reasonVi' : 'reasonEn';
      throw new BadInputError(`reasonVi and reasonEn go together: ${argument} is missing. Give both, or neither.`, {
        argument,
      });
    }
    const at = input.at ?? clock.now();
    if (at > clock.now()) {
      throw new BadInputError(`at must not lie in the future; given: ${at.toISOString()}. Leave it out for now.`, {
        argument: 'at',
      });
    }
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const dataset = await ownDataset(em, viewer, input.dataset, 'move the survey');
      const from = dataset.surveyState as SurveyStateName;
      checkSurveyStep(dataset.code, from, input.to, reasonVi !== null);
      const [last] = await em.find(
        SurveyTransitionEntity,
        { dataset: dataset.code },
        { orderBy: { number: 'desc' }, limit: 1 },
      );
      const number = (last?.number ?? 0) + 1;
      if (number > MOST_STEPS) {
        throw new ConflictError(
          `The survey of ${dataset.code} has gone ${MOST_STEPS} steps already, the most that one may go.`,
        );
      }
      // Where a dataset was declared with its state, that says nothing of when the state was reached.
      if (last !== undefined && last.fromState !== null && at < last.at) {
        throw new BadInputError(
          `at must not lie before the last step of the survey, ${last.at.toISOString()}; given: ${at.toISOString()}.`,
          { argument: 'at' },
        );
      }
      dataset.surveyState = input.to;
      em.create(
        SurveyTransitionEntity,
        {
          dataset: dataset.code,
          number,
          fromState: from,
          toState: input.to,
          at,
          recordedAt: clock.now(),
          postVi: input.postVi,
          postEn: input.postEn,
          evidence: input.evidence,
          reasonVi,
          reasonEn,
        },
        { persist: true },
      );
      await em.flush();
      emit(datasetDeclared(dataset));
      return dataset;
    });
  }
}

/** The first row of a history: the state with which a dataset is declared. */
export function recordDeclaredSurvey(em: EntityManager, dataset: DatasetRow, now: Date): void {
  em.create(
    SurveyTransitionEntity,
    {
      dataset: dataset.code,
      number: 1,
      fromState: null,
      toState: dataset.surveyState,
      at: now,
      recordedAt: now,
      postVi: null,
      postEn: null,
      evidence: null,
      reasonVi: null,
      reasonEn: null,
    },
    { persist: true },
  );
}
