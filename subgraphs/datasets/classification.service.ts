import { LockMode } from '@mikro-orm/postgresql';
import { readRows } from '../../kernel/database/read-rows.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { datasetCondition } from '../../kernel/dataset-visibility/condition.ts';
import { BadInputError, ConflictError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireStewardOf } from '../../kernel/identity/permissions.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { ClassificationEntity, type ClassificationRow } from './classification.entity.ts';
import { classificationRecorded } from './classification.facts.ts';
import type { RecordClassificationInput } from './classification.inputs.ts';
import { ClassificationKind } from './classification.type.ts';
import { DatasetEntity } from './dataset.entity.ts';
import { ImportanceClass } from './dataset.type.ts';
import { noSuchDataset } from './visible-dataset.ts';

/** The verbs of decisions on classes. A decision is on the class that a dataset has now. */
export class ClassificationService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  /**
   * Records by which document datasets have a class; decided again, the newer decision stands. The same again changes
   * nothing. All of them or none.
   * @throws NotFoundError, ForbiddenError unless the viewer writes for the publisher of each, ConflictError for one that
   * has no such class, BadInputError for an item of the list where the class is of no list.
   */
  record(input: RecordClassificationInput): Promise<ClassificationRow[]> {
    const { viewer } = this.#scope;
    const codes = [...new Set(input.datasets)].sort();
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const named = { code: { $in: codes } };
      const seen = await readRows(em, DatasetEntity, { $and: [named, datasetCondition(viewer)] });
      const publishers = new Map(seen.map(({ code, publisherCode }) => [code, publisherCode]));
      for (const code of codes) {
        const publisher = publishers.get(code);
        if (publisher === undefined) throw await noSuchDataset(em, viewer, code);
        requireStewardOf(viewer, publisher, 'decide on the class of a dataset');
      }
      const datasets = await em.find(DatasetEntity, named as never, {
        orderBy: { code: 'asc' },
        lockMode: LockMode.PESSIMISTIC_WRITE,
      });
      const rows = datasets.map((dataset) => {
        const decided = input.kind === ClassificationKind.SHARING ? dataset.sharingClass : dataset.importanceClass;
        if (decided !== null) {
          requireListed(dataset.code, decided, input);
          return { dataset_code: dataset.code, class: decided };
        }
        throw new ConflictError(
          `${dataset.code} has no sharing class, since it stands outside the city's lists. Leave it out.`,
          { argument: 'datasets', given: dataset.code },
        );
      });
      const { kind, document, article = null, listItem = null, decidedOn, reviewerPostVi, reviewerPostEn } = input;
      const { mark, source } = markOf(input);
      const written = await em.execute<{ dataset_code: string; class: string }[]>(
        `insert into datasets.classification as held
           (dataset_code, kind, class, document, article, list_item, decided_on, reviewer_post_vi, reviewer_post_en, mark, source)
         select dataset_code, ?, class, ?, ?, ?, ?::timestamptz, ?, ?, ?, ?
         from jsonb_to_recordset(?::jsonb) as given(dataset_code text, class text)
         on conflict (dataset_code, kind) do update set class = excluded.class, document = excluded.document,
           article = excluded.article, list_item = excluded.list_item, decided_on = excluded.decided_on, reviewer_post_vi = excluded.reviewer_post_vi,
           reviewer_post_en = excluded.reviewer_post_en, mark = excluded.mark, source = excluded.source
         where (held.class, held.document, held.article, held.list_item, held.decided_on, held.reviewer_post_vi, held.reviewer_post_en,
           held.mark, held.source) is distinct from (excluded.class, excluded.document, excluded.article,
           excluded.list_item, excluded.decided_on, excluded.reviewer_post_vi, excluded.reviewer_post_en, excluded.mark, excluded.source)
         returning held.dataset_code, held.class`,
        [
          kind,
          document,
          article,
          listItem,
          decidedOn.toISOString(),
          reviewerPostVi,
          reviewerPostEn,
          mark,
          source,
          JSON.stringify(rows),
        ],
      );
      for (const one of written)
        emit(classificationRecorded(one.dataset_code, { kind, class: one.class, document, article, listItem }));
      return readRows(
        em,
        ClassificationEntity,
        { id: { $in: codes.map((code) => `${code}@${kind}`) } },
        { orderBy: { id: 'asc' } },
      );
    });
  }
}

/** @throws BadInputError for an item of the list of important and core data where that list is not what decides. */
function requireListed(dataset: string, decided: string, { kind, listItem = null }: RecordClassificationInput): void {
  const isOfList = kind === ClassificationKind.IMPORTANCE && decided !== ImportanceClass.OTHER;
  if (listItem === null || isOfList) return;
  throw new BadInputError(
    `listItem names an item of the list of important and core data, and the decision on ${dataset} is on ${kind} ${decided}. Leave it out.`,
    { argument: 'listItem', given: dataset },
  );
}
