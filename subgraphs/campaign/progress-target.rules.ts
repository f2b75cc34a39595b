import { BadInputError } from '../../kernel/errors/errors.ts';
import type { TaskRow } from './task.entity.ts';

/** What the rules of a target are about. */
export interface TargetFigures {
  readonly baseline: number;
  readonly value: number;
  readonly trainingTopic: string | null;
}

/** @throws BadInputError unless there is a way from the baseline to the target, and people to be trained are counted. */
export function checkFigures({ baseline, value, trainingTopic }: TargetFigures): void {
  if (value === baseline) {
    throw new BadInputError(
      `value must differ from baseline, where it begins; given for both: ${value}. Give what is to be reached.`,
      { argument: 'value' },
    );
  }
  if (trainingTopic !== null && !(baseline === 0 && value > 0 && Number.isInteger(value))) {
    throw new BadInputError(
      `With trainingTopic, value is a number of people, a whole number from 1, and baseline is 0; given value ${value}, baseline ${baseline}.`,
      { argument: 'value' },
    );
  }
}

/** @throws BadInputError unless exactly one is responsible: the publisher of a dataset, or an agency. */
export function checkResponsible(dataset: string | null, agency: string | null): void {
  if ((dataset === null) !== (agency === null)) return;
  const given = dataset === null ? 'neither' : `${dataset} and ${agency}`;
  throw new BadInputError(
    `A target is of a dataset, whose publisher is responsible, or else of an agency; given: ${given}. Give one of dataset and agency.`,
    { argument: dataset === null ? 'dataset' : 'agency' },
  );
}

/** @throws BadInputError when the task is of another campaign, or people are to be trained in a task that does not train. */
export function checkTask(task: TaskRow | null, campaign: string, trainingTopic: string | null): void {
  if (task !== null && task.campaignCode !== campaign) {
    throw new BadInputError(
      `Task ${task.code} is of campaign ${task.campaignCode}, not of ${campaign}. Give a task of the campaign.`,
      { argument: 'task' },
    );
  }
  if (trainingTopic !== null && task?.kind !== 'TRAIN') {
    throw new BadInputError(
      `trainingTopic goes with a task of the kind TRAIN; given: ${task === null ? 'no task' : `${task.code}, which is ${task.kind}`}. Leave trainingTopic out, or give a task that trains.`,
      { argument: 'trainingTopic' },
    );
  }
}

/** @throws BadInputError unless a report on people trained is a count. */
export function checkCount(trainingTopic: string | null, value: number): void {
  if (trainingTopic === null || (Number.isInteger(value) && value >= 0)) return;
  throw new BadInputError(`People who were trained are counted: value takes a whole number from 0; given: ${value}.`, {
    argument: 'value',
  });
}
