import { cityDay } from './city-time.ts';

/** A task as an evaluation looks at it. */
export interface EvaluatedTask {
  readonly agencyCode: string;
  readonly state: string;
  readonly dueOn: Date;
  readonly doneOn: Date | null;
  readonly responsiblePostVi: string;
  readonly responsiblePostEn: string;
}

/** How many reports a post made. */
export interface ReportCount {
  readonly postVi: string;
  readonly postEn: string;
  readonly reports: number;
  readonly corrections: number;
}

/** What became of several tasks. */
export interface TaskSums {
  readonly due: number;
  readonly planned: number;
  readonly inProgress: number;
  readonly done: number;
  /** Done on a later day than they were due; only where it is known when. */
  readonly doneLate: number;
  readonly overdue: number;
}

/** Adds up tasks. A task is in time until the end of the day, in the city, on which it is due. */
export function taskSums(tasks: readonly EvaluatedTask[], asOf: Date): TaskSums {
  const count = (holds: (task: EvaluatedTask) => boolean): number => tasks.filter(holds).length;
  const isPast = (due: Date, at: Date): boolean => cityDay(due) < cityDay(at);
  return {
    due: tasks.length,
    planned: count(({ state }) => state === 'PLANNED'),
    inProgress: count(({ state }) => state === 'IN_PROGRESS'),
    done: count(({ state }) => state === 'DONE'),
    doneLate: count(({ dueOn, doneOn }) => doneOn !== null && isPast(dueOn, doneOn)),
    overdue: count(({ state, dueOn }) => state !== 'DONE' && isPast(dueOn, asOf)),
  };
}

/** What a post contributed: the tasks that it is responsible for, and the reports that it made. */
export interface PostSums {
  readonly postVi: string;
  readonly postEn: string;
  readonly tasks: TaskSums;
  readonly reports: number;
  readonly corrections: number;
}

/** By post, in order of its Vietnamese title. Posts are told apart by it: persons are not known here. */
export function postSums(tasks: readonly EvaluatedTask[], reports: readonly ReportCount[], asOf: Date): PostSums[] {
  const posts = new Map<string, string>([
    ...reports.map(({ postVi, postEn }) => [postVi, postEn] as const),
    ...tasks.map(({ responsiblePostVi, responsiblePostEn }) => [responsiblePostVi, responsiblePostEn] as const),
  ]);
  return [...posts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([postVi, postEn]) => {
      const own = reports.filter((count) => count.postVi === postVi);
      return {
        postVi,
        postEn,
        tasks: taskSums(
          tasks.filter((task) => task.responsiblePostVi === postVi),
          asOf,
        ),
        reports: own.reduce((sum, { reports: made }) => sum + made, 0),
        corrections: own.reduce((sum, { corrections }) => sum + corrections, 0),
      };
    });
}
