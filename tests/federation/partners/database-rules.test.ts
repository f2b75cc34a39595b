import type { EntityManager } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { partners } from '../../../subgraphs/partners/index.ts';
import { PARTNERS_CONSTRAINTS } from '../../../subgraphs/partners/partners.constraints.ts';
import { type Answer, type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';

/** What a bare SQL client writes: partner, lead, from, to. */
type Row = readonly [partner: string, isLead: boolean, from: string, to?: string];

describe('the database itself, written to past the service,', () => {
  let subgraph: TestSubgraph;
  let next = 0;
  let agency = '';

  const insert = async (em: EntityManager, rows: readonly Row[]): Promise<void> => {
    for (const [partner, isLead, from, to] of rows) {
      await em.execute(
        `insert into partners.partner_assignment (agency_code, partner_code, is_lead, valid_from, valid_to, mark)
         values (?, ?, ?, ?, ?, 'ILLUSTRATIVE')`,
        [agency, partner, isLead, from, to ?? null],
      );
    }
  };
  const session = async (isolation?: string): Promise<EntityManager> => {
    const em = subgraph.running.orm.em.fork();
    await em.begin();
    if (isolation !== undefined) await em.execute(`set transaction isolation level ${isolation}`);
    return em;
  };
  /** Name of the rule that refused a transaction, or "accepted". */
  const outcome = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'accepted',
      (error: { constraint?: string; code?: string }) => error.constraint ?? error.code ?? String(error),
    );
  const write = (work: (em: EntityManager) => Promise<unknown>): Promise<string> =>
    outcome(subgraph.running.orm.em.fork().transactional(work));
  const writeRows = (...rows: Row[]): Promise<string> => write((em) => insert(em, rows));

  beforeAll(async () => {
    subgraph = await testSubgraph(partners);
    for (const code of ['MBF', 'VNPT', 'VTL', 'FPT', 'MK', 'CMC']) {
      await subgraph.ask('mutation ($input: CreatePartnerInput!) { createPartner(input: $input) { code } }', {
        input: { code, nameVi: code, nameEn: code, shortName: code },
      });
    }
  });
  beforeEach(() => {
    agency = `A${++next}`;
  });
  afterAll(async () => {
    expect(subgraph.unexpected).toEqual([]);
    await subgraph.close();
  });

  const four: Row[] = [
    ['MBF', true, '2026-01-01'],
    ['VNPT', false, '2026-01-01'],
    ['VTL', false, '2026-01-01'],
    ['FPT', false, '2026-01-01'],
  ];

  it.each<[string, Row[], string]>([
    ['accepts four partners with one lead', four, 'accepted'],
    ['refuses five at once', [...four, ['MK', false, '2026-01-01']], 'partner_assignment_at_most_four'],
    [
      'refuses a fifth for one day in the future',
      [...four, ['MK', false, '2030-01-01', '2030-01-02']],
      'partner_assignment_at_most_four',
    ],
    [
      'refuses a fifth that only three of the four ever met at one time',
      [
        ['MBF', true, '2026-01-01'],
        ['VNPT', false, '2026-01-01'],
        ['VTL', false, '2026-01-01', '2026-06-01'],
        ['FPT', false, '2026-05-01'],
        ['MK', false, '2026-05-31'],
      ],
      'partner_assignment_at_most_four',
    ],
    [
      'accepts a fifth that begins the instant another ends',
      [
        ['MBF', true, '2026-01-01'],
        ['VNPT', false, '2026-01-01'],
        ['VTL', false, '2026-01-01'],
        ['FPT', false, '2026-01-01', '2026-02-01'],
        ['MK', false, '2026-02-01'],
      ],
      'accepted',
    ],
    [
      'refuses two leads',
      [
        ['MBF', true, '2026-01-01'],
        ['VTL', true, '2026-01-01'],
      ],
      'partner_assignment_one_lead',
    ],
    [
      'refuses two leads that meet in the past alone',
      [
        ['MBF', true, '2020-01-01', '2021-01-01'],
        ['VTL', true, '2020-12-31'],
      ],
      'partner_assignment_one_lead',
    ],
    [
      'refuses several without a lead',
      [
        ['MBF', false, '2026-01-01'],
        ['VTL', false, '2026-01-01'],
      ],
      'partner_assignment_exactly_one_lead',
    ],
    [
      'refuses several that the lead leaves',
      [
        ['MBF', true, '2026-01-01', '2026-02-01'],
        ['VTL', false, '2026-01-01'],
        ['FPT', false, '2026-01-01'],
      ],
      'partner_assignment_exactly_one_lead',
    ],
    [
      'refuses a sole partner that does not lead',
      [['MBF', false, '2026-01-01']],
      'partner_assignment_exactly_one_lead',
    ],
    [
      'refuses overlapping periods of one partner',
      [
        ['VTL', true, '2026-01-01'],
        ['MBF', false, '2026-01-01', '2026-03-01'],
        ['MBF', false, '2026-02-01'],
      ],
      'partner_assignment_no_overlap',
    ],
    [
      'accepts periods of one partner that touch',
      [
        ['MBF', true, '2026-01-01', '2026-03-01'],
        ['MBF', true, '2026-03-01'],
      ],
      'accepted',
    ],
    [
      'refuses a period that ends before it begins',
      [['MBF', true, '2026-01-02', '2026-01-01']],
      'partner_assignment_validity',
    ],
    ['refuses an unknown partner', [['NONE', true, '2026-01-01']], 'partner_assignment_partner_code_fkey'],
  ])('%s', async (_what, rows, expected) => {
    expect(await writeRows(...rows)).toBe(expected);
    if (expected !== 'accepted') expect(PARTNERS_CONSTRAINTS).toHaveProperty(expected);
    const [kept] = await subgraph.running.orm.em
      .fork()
      .execute<{ count: number }[]>(
        'select count(*)::int as count from partners.partner_assignment where agency_code = ?',
        [agency],
      );
    expect(kept?.count).toBe(expected === 'accepted' ? rows.length : 0);
  });

  it('refuses to take the lead away from several, by update or by delete', async () => {
    await writeRows(...four);
    const of = 'where agency_code = ? and partner_code = ?';
    expect(
      await write((em) => em.execute(`update partners.partner_assignment set is_lead = false ${of}`, [agency, 'MBF'])),
    ).toBe('partner_assignment_exactly_one_lead');
    expect(await write((em) => em.execute(`delete from partners.partner_assignment ${of}`, [agency, 'MBF']))).toBe(
      'partner_assignment_exactly_one_lead',
    );
    expect(
      await write((em) => em.execute('delete from partners.partner_assignment where agency_code = ?', [agency])),
    ).toBe('accepted');
  });

  it('refuses to move a partner to an agency that has four, or away from several that it leads', async () => {
    const full = agency;
    await writeRows(...four);
    agency = `${full}-other`;
    await writeRows(['MK', true, '2026-01-01']);
    const move = (from: string, partner: string, to: string) => (em: EntityManager) =>
      em.execute(
        'update partners.partner_assignment set agency_code = ?, is_lead = false where agency_code = ? and partner_code = ?',
        [to, from, partner],
      );
    expect(await write(move(agency, 'MK', full))).toBe('partner_assignment_at_most_four');
    expect(await write(move(full, 'MBF', agency))).toBe('partner_assignment_exactly_one_lead');
  });

  /** Waits until some session of this database waits for a lock, or the work is done. */
  const blockedOrDone = async (work: Promise<unknown>): Promise<void> => {
    let done = false;
    void work.finally(() => {
      done = true;
    });
    for (let look = 0; look < 1_000 && !done; look++) {
      const waiting = await subgraph.running.orm.em
        .fork()
        .execute("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
      if (waiting.length > 0) return;
    }
  };

  it('lets only one of two writers at once add the fourth partner, though each has looked before the other commits', async () => {
    await writeRows(...four.slice(0, 3));
    const [one, two] = [await session(), await session()];
    await insert(one, [['MK', false, '2026-01-01']]);
    await one.execute('set constraints all immediate');
    const second = outcome(
      insert(two, [['CMC', false, '2026-01-01']])
        .then(() => two.execute('set constraints all immediate'))
        .then(() => two.commit()),
    );
    await blockedOrDone(second);
    expect(await outcome(one.commit())).toBe('accepted');
    expect(await second).toBe('partner_assignment_at_most_four');
    await two.rollback().catch(() => undefined);
  });

  it('lets only one of two writers with frozen snapshots through', async () => {
    await writeRows(...four.slice(0, 3));
    const [one, two] = [await session('repeatable read'), await session('repeatable read')];
    for (const em of [one, two]) await em.execute('select count(*) from partners.partner_assignment');
    await insert(one, [['MK', false, '2026-01-01']]);
    const second = outcome(insert(two, [['CMC', false, '2026-01-01']]).then(() => two.commit()));
    expect(await outcome(one.commit())).toBe('accepted');
    // 40001: could not serialize access due to concurrent update.
    expect(await second).toBe('40001');
    await two.rollback().catch(() => undefined);
  });

  it('and the service let only one of two mutations at once add the fourth partner; the other hears why', async () => {
    await writeRows(...four.slice(0, 3));
    const add = (partner: string): Promise<Answer> =>
      subgraph.ask('mutation ($input: AddPartnerAssignmentInput!) { addPartnerAssignment(input: $input) { code } }', {
        input: { agency, partner, validFrom: '2026-01-14' },
      });
    const answers = await Promise.all([add('MK'), add('CMC')]);
    expect(answers.map(({ errors }) => errors.length).sort()).toEqual([0, 1]);
    expect(answers.flatMap(({ errors }) => errors)).toMatchObject([
      {
        code: 'CONFLICT',
        message: expect.stringMatching(/has four partners already \(MBF, (CMC|MK), VNPT, VTL\): end one first/),
      },
    ]);
  });

  it('serves two agencies at once without waiting', async () => {
    const first = agency;
    const one = await session();
    await insert(one, [['MBF', true, '2026-01-01']]);
    agency = `${first}-other`;
    expect(await writeRows(['MBF', true, '2026-01-01'])).toBe('accepted');
    await one.commit();
  });
});
