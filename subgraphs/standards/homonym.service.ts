import { lockRow } from '../../kernel/database/lock-row.ts';
import type { Transact } from '../../kernel/database/transact.ts';
import { NotFoundError } from '../../kernel/errors/errors.ts';
import { markOf } from '../../kernel/graphql/marked-record.ts';
import { requireAdministrator } from '../../kernel/identity/permissions.ts';
import type { Page } from '../../kernel/pagination/connection.ts';
import { type PageRequest, pageOf } from '../../kernel/pagination/page.ts';
import type { RequestScope } from '../../kernel/subgraph/request-scope.ts';
import { didYouMean } from '../../kernel/text/did-you-mean.ts';
import { HomonymEntity, type HomonymRow } from './homonym.entity.ts';
import { homonymDeclared, homonymWithdrawn } from './homonym.facts.ts';
import { type DeclareHomonymInput, HOMONYMS, type WithdrawHomonymInput } from './homonym.inputs.ts';
import { type LinkTable, putRows } from './link-rows.ts';

const MOST_CANDIDATES = 5_000;

const HOMONYM_ROWS: LinkTable = {
  table: 'homonym',
  key: ['name'],
  values: ['note_vi', 'note_en', 'mark', 'source'],
};

/** The verbs of homonyms: administrators keep the dictionary, and what must stay out of it. */
export class HomonymService {
  readonly #scope: RequestScope;
  readonly #transact: Transact;

  constructor(scope: RequestScope, transact: Transact) {
    this.#scope = scope;
    this.#transact = transact;
  }

  list(request: Omit<PageRequest<'NAME'>, 'filter'>): Promise<Page<HomonymRow>> {
    return pageOf(this.#scope.em, HomonymEntity, HOMONYMS, {}, { ...request, filter: {} });
  }

  declare(input: DeclareHomonymInput): Promise<HomonymRow> {
    requireAdministrator(this.#scope.viewer, 'declare a homonym');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      const { name, noteVi, noteEn } = input;
      const written = await putRows(em, HOMONYM_ROWS, [{ name, note_vi: noteVi, note_en: noteEn, ...markOf(input) }]);
      const homonym = await em.findOneOrFail(HomonymEntity, { name });
      if (written.length > 0) emit(homonymDeclared(homonym));
      return homonym;
    });
  }

  /** @returns what it was. @throws NotFoundError when the name was none. */
  withdraw({ name }: WithdrawHomonymInput): Promise<HomonymRow> {
    requireAdministrator(this.#scope.viewer, 'withdraw a homonym');
    return this.#transact(this.#scope, async ({ em, emit }) => {
      await lockRow(em, 'standards.homonym', { name });
      const homonym = await em.findOne(HomonymEntity, { name });
      if (homonym === null) {
        const names = await em.find(HomonymEntity, {}, { limit: MOST_CANDIDATES, orderBy: { name: 'asc' } });
        throw new NotFoundError(
          'homonym',
          name,
          didYouMean(
            name,
            names.map((near) => near.name),
          ),
        );
      }
      await em.remove(homonym).flush();
      emit(homonymWithdrawn(name));
      return homonym;
    });
  }
}
