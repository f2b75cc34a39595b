import { Arg, Ctx, Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../kernel/graphql/date-time.ts';
import { inLanguage, Lang } from '../../kernel/graphql/language.ts';
import { MarkedRecord } from '../../kernel/graphql/marked-record.ts';
import type { RecordMark } from '../../kernel/graphql/record-mark.ts';
import { connectionOf } from '../../kernel/pagination/connection.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import type { TaskRow } from './task.entity.ts';

/** The five groups of tasks of the city's plan. */
export enum TaskGroup {
  INSTITUTIONS = 'INSTITUTIONS',
  DATA = 'DATA',
  PLATFORMS = 'PLATFORMS',
  HUMAN_RESOURCES = 'HUMAN_RESOURCES',
  SECURITY = 'SECURITY',
}
registerEnumType(TaskGroup, {
  name: 'TaskGroup',
  description: "The five groups of tasks of the city's plan.",
  valuesConfig: {
    INSTITUTIONS: { description: 'Rules, frameworks and lists.' },
    DATA: { description: 'Databases and their quality.' },
    PLATFORMS: { description: 'Technical platforms and infrastructure.' },
    HUMAN_RESOURCES: { description: 'Training and skills.' },
    SECURITY: { description: 'Information security.' },
  },
});

/** What is done in a task. */
export enum TaskKind {
  CREATE = 'CREATE',
  CLEANSE = 'CLEANSE',
  ENRICH = 'ENRICH',
  STANDARDISE = 'STANDARDISE',
  REVIEW = 'REVIEW',
  UPDATE = 'UPDATE',
  CONNECT = 'CONNECT',
  TRAIN = 'TRAIN',
  INSTITUTION = 'INSTITUTION',
}
registerEnumType(TaskKind, {
  name: 'TaskKind',
  description: 'What is done in a task.',
  valuesConfig: {
    CREATE: { description: 'Data is created.' },
    CLEANSE: { description: 'Data is cleansed: duplicates and errors are removed.' },
    ENRICH: { description: 'Data is completed from other sources.' },
    STANDARDISE: { description: 'Data is brought into standard form.' },
    REVIEW: { description: 'Data or lists are reviewed.' },
    UPDATE: { description: 'Data is brought up to date.' },
    CONNECT: { description: 'Systems are connected, data is shared.' },
    TRAIN: { description: 'People are trained.' },
    INSTITUTION: { description: 'A rule or framework is made or changed.' },
  },
});

/** Where a task stands. */
export enum TaskState {
  PLANNED = 'PLANNED',
  IN_PROGRESS = 'IN_PROGRESS',
  DONE = 'DONE',
}
registerEnumType(TaskState, {
  name: 'TaskState',
  description: 'Where a task stands.',
  valuesConfig: {
    PLANNED: { description: 'Not begun.' },
    IN_PROGRESS: { description: 'Begun.' },
    DONE: { description: 'The deliverable is there.' },
  },
});

@ObjectType({
  description:
    'A task of a campaign. It says the six clears: responsibility, task, timeline, accountability, deliverable, authority.',
})
@Directive('@key(fields: "code")')
export class Task extends MarkedRecord {
  campaignCode!: string;
  agencyCode!: string;
  authorityCode!: string;
  titleVi!: string;
  titleEn!: string;
  responsiblePostVi!: string;
  responsiblePostEn!: string;
  textVi!: string;
  textEn!: string;
  accountablePostVi!: string;
  accountablePostEn!: string;
  deliverableVi!: string;
  deliverableEn!: string;

  @Field(() => ID, { description: 'Code of the task, such as C2026-01.' })
  code!: string;

  @Field(() => TaskGroup, { description: 'Group of tasks that it belongs to.' })
  group!: TaskGroup;

  @Field(() => TaskKind, { description: 'What is done.' })
  kind!: TaskKind;

  @Field(() => TaskState, { description: 'Where it stands.' })
  state!: TaskState;

  @Field(() => DateTime, { nullable: true, description: 'When it was begun; null before, or when nobody said.' })
  startedOn!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was done; null before, or when nobody said.' })
  doneOn!: Date | null;

  @Field(() => String, { description: 'Title of the task.' })
  title(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.titleVi, en: this.titleEn }, lang, preferred);
  }

  @Field(() => String, { description: 'Clear responsibility: the post in the responsible agency that does it.' })
  responsiblePost(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.responsiblePostVi, en: this.responsiblePostEn }, lang, preferred);
  }

  @Field(() => String, { description: 'Clear task: what is to be done.' })
  text(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the text.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.textVi, en: this.textEn }, lang, preferred);
  }

  @Field(() => DateTime, { description: 'Clear timeline: when it is due.' })
  dueOn!: Date;

  @Field(() => String, { description: 'Clear accountability: the post that answers for it.' })
  accountablePost(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the title.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.accountablePostVi, en: this.accountablePostEn }, lang, preferred);
  }

  @Field(() => String, { description: 'Clear deliverable: what is there when it is done.' })
  deliverable(
    @Ctx() { lang: preferred }: RequestScope,
    @Arg('lang', () => Lang, { nullable: true, description: 'Language of the text.' }) lang?: Lang | null,
  ): string {
    return inLanguage({ vi: this.deliverableVi, en: this.deliverableEn }, lang, preferred);
  }

  static from(row: TaskRow): Task {
    return Object.assign(new Task(), {
      code: row.code,
      campaignCode: row.campaignCode,
      agencyCode: row.agencyCode,
      authorityCode: row.authorityCode,
      group: row.taskGroup as TaskGroup,
      kind: row.kind as TaskKind,
      state: row.state as TaskState,
      startedOn: row.startedOn,
      doneOn: row.doneOn,
      titleVi: row.titleVi,
      titleEn: row.titleEn,
      responsiblePostVi: row.responsiblePostVi,
      responsiblePostEn: row.responsiblePostEn,
      textVi: row.textVi,
      textEn: row.textEn,
      dueOn: row.dueOn,
      accountablePostVi: row.accountablePostVi,
      accountablePostEn: row.accountablePostEn,
      deliverableVi: row.deliverableVi,
      deliverableEn: row.deliverableEn,
      mark: row.mark as RecordMark,
      source: row.source,
    });
  }
}

/** A page of tasks. */
export const TaskConnection = connectionOf(Task, 'Task', 'tasks');
