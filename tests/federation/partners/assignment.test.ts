import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { partners } from '../../../subgraphs/partners/index.ts';
import { type Answer, type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';

const START = '2026-01-14';
const START_PRINTED = '2026-01-13T17:00:00.000Z';

const OF_AGENCY = `query ($agency: [_Any!]!, $asOf: DateTime) { _entities(representations: $agency) { ... on Agency {
  partners(asOf: $asOf) { code }
  leadPartner(asOf: $asOf) { code }
  assignments(asOf: $asOf) { partner { code } isLead validFrom validTo }
} } }`;

describe('assignments of partners', () => {
  let subgraph: TestSubgraph;
  let next = 0;
  let agency = '';
  const ask: TestSubgraph['ask'] = (...question) => subgraph.ask(...question);
  const head = (): Promise<number> => subgraph.running.feed.head();

  const assign = (
    of: readonly (string | object)[],
    validFrom = START,
    viewer?: Parameters<typeof ask>[2],
  ): Promise<Answer> => {
    const given = of.map((partner, index) =>
      typeof partner === 'string' ? { partner, isLead: index === 0 } : partner,
    );
    return ask(
      'mutation ($input: AssignPartnersInput!) { assignPartners(input: $input) { code partners { code } leadPartner { code } } }',
      { input: { agency, partners: given, validFrom } },
      viewer,
    );
  };
  const add = (partner: string, rest: object = {}): Promise<Answer> =>
    ask(
      'mutation ($input: AddPartnerAssignmentInput!) { addPartnerAssignment(input: $input) { partners { code } leadPartner { code } } }',
      {
        input: { agency, partner, validFrom: START, ...rest },
      },
    );
  const end = (partner: string, validTo?: string): Promise<Answer> =>
    ask(
      'mutation ($input: EndPartnerAssignmentInput!) { endPartnerAssignment(input: $input) { partners { code } leadPartner { code } } }',
      {
        input: { agency, partner, ...(validTo === undefined ? {} : { validTo }) },
      },
    );
  const lead = (partner: string, from?: string): Promise<Answer> =>
    ask('mutation ($input: SetLeadPartnerInput!) { setLeadPartner(input: $input) { leadPartner { code } } }', {
      input: { agency, partner, ...(from === undefined ? {} : { from }) },
    });
  const at = async (asOf?: string): Promise<{ partners: string[]; lead: string | null }> => {
    const { data, errors } = await ask(OF_AGENCY, {
      agency: [{ __typename: 'Agency', code: agency }],
      asOf: asOf ?? null,
    });
    expect(errors).toEqual([]);
    const [found] = data._entities;
    return {
      partners: found.partners.map(({ code }: { code: string }) => code),
      lead: found.leadPartner?.code ?? null,
    };
  };
  const newest = async () => (await subgraph.running.feed.read((await head()) - 1, 1))[0];

  beforeAll(async () => {
    subgraph = await testSubgraph(partners, fixedClock('2026-06-01T00:00:00Z'));
    for (const code of ['MBF', 'VNPT', 'VTL', 'FPT', 'MK', 'CMC']) {
      await ask('mutation ($input: CreatePartnerInput!) { createPartner(input: $input) { code } }', {
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

  describe('assignPartners', () => {
    it('sets all partners at once, the lead first', async () => {
      const answer = await assign(['VTL', 'VNPT', 'FPT', 'CMC']);
      expect(answer.errors).toEqual([]);
      expect(answer.data.assignPartners).toEqual({
        code: agency,
        partners: [{ code: 'VTL' }, { code: 'CMC' }, { code: 'FPT' }, { code: 'VNPT' }],
        leadPartner: { code: 'VTL' },
      });
      expect(await newest()).toMatchObject({
        kind: 'assignments.set',
        key: agency,
        body: {
          agency,
          assignments: [
            { partner: 'CMC', isLead: false, validFrom: START_PRINTED, validTo: null },
            { partner: 'FPT', isLead: false, validFrom: START_PRINTED, validTo: null },
            { partner: 'VNPT', isLead: false, validFrom: START_PRINTED, validTo: null },
            { partner: 'VTL', isLead: true, validFrom: START_PRINTED, validTo: null },
          ],
        },
      });
    });

    it('keeps what each partner does, and where that is known from', async () => {
      await assign([{ partner: 'MK', scopeVi: 'Thẻ', scopeEn: 'Cards', mark: 'FACT', source: 'a report' }]);
      const { data } = await ask(
        'query ($a: [_Any!]!) { _entities(representations: $a) { ... on Agency { assignments { agency { code } scope en: scope(lang: EN) mark source validFrom validTo } } } }',
        { a: [{ __typename: 'Agency', code: agency }] },
      );
      expect(data._entities[0].assignments).toEqual([
        {
          agency: { code: agency },
          scope: 'Thẻ',
          en: 'Cards',
          mark: 'FACT',
          source: 'a report',
          validFrom: START_PRINTED,
          validTo: null,
        },
      ]);
    });

    it('given again, changes nothing and tells nothing', async () => {
      await assign(['MBF', 'VTL', 'VNPT']);
      const before = await head();
      expect((await assign(['MBF', 'VTL', 'VNPT'])).errors).toEqual([]);
      expect((await assign(['MBF', 'VTL', 'VNPT'], '2026-05-01')).errors).toEqual([]);
      expect(await head()).toBe(before);
    });

    it('replaces the set from the instant on and keeps what was before', async () => {
      await assign(['MBF', 'VTL']);
      await assign(['VTL', 'FPT'], '2026-03-01');
      expect(await at('2026-02-28')).toEqual({ partners: ['MBF', 'VTL'], lead: 'MBF' });
      expect(await at('2026-03-01')).toEqual({ partners: ['VTL', 'FPT'], lead: 'VTL' });
      expect(await at('2026-01-13')).toEqual({ partners: [], lead: null });
    });

    it('replaces what was planned for later', async () => {
      await assign(['MBF']);
      await assign(['VTL'], '2026-09-01');
      await assign(['FPT'], '2026-08-01');
      expect(await at('2026-10-01')).toEqual({ partners: ['FPT'], lead: 'FPT' });
    });

    it('leaves the agency without partners when none is named', async () => {
      await assign(['MBF', 'VTL']);
      expect((await assign([], '2026-03-01')).data.assignPartners.partners).toEqual([]);
      expect(await at('2026-02-01')).toEqual({ partners: ['MBF', 'VTL'], lead: 'MBF' });
    });

    it('makes a sole partner the lead', async () => {
      await assign([{ partner: 'MBF', isLead: false }]);
      expect(await at()).toEqual({ partners: ['MBF'], lead: 'MBF' });
      expect((await newest())?.body['assignments']).toMatchObject([{ partner: 'MBF', isLead: true }]);
    });

    it.each([
      [
        'five partners',
        ['VTL', 'VNPT', 'FPT', 'CMC', 'MK'],
        'CONFLICT',
        'can have at most 4 partners; given: 5 (VTL, CMC, FPT, MK, VNPT)',
      ],
      [
        'two leads',
        [
          { partner: 'VTL', isLead: true },
          { partner: 'MK', isLead: true },
        ],
        'CONFLICT',
        'can have one lead partner; given: MK, VTL',
      ],
      ['several partners and no lead', [{ partner: 'VTL' }, { partner: 'MK' }], 'CONFLICT', 'no lead'],
      ['a partner named twice', ['VTL', 'VTL'], 'BAD_USER_INPUT', 'VTL is named twice'],
      ['an unknown partner', ['VTTL'], 'NOT_FOUND', 'There is no partner "VTTL". Did you mean VTL?'],
      ['a scope in one language', [{ partner: 'VTL', scopeVi: 'Một' }], 'CONFLICT', 'both languages'],
      ['a fact without a source', [{ partner: 'VTL', mark: 'FACT' }], 'CONFLICT', 'FACT needs a source'],
      ['a code that is none', [{ partner: 'V.T' }], 'BAD_USER_INPUT', 'partners.0.partner takes a code'],
    ])('refuses %s and changes nothing', async (_what, given, code, message) => {
      await assign(['MBF', 'FPT']);
      const before = await head();
      const answer = await assign(given, '2026-02-01');
      expect(answer.errors).toMatchObject([{ code, message: expect.stringContaining(message) }]);
      expect(await at('2026-02-01')).toEqual({ partners: ['MBF', 'FPT'], lead: 'MBF' });
      expect(await head()).toBe(before);
    });

    it('is for administrators: stewards of the agency may not', async () => {
      for (const viewer of [stewardOf(agency), architect, developer]) {
        expect((await assign(['MBF'], START, viewer)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
      }
      expect((await assign(['MBF'], START, anonymous)).errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
      expect(await at()).toEqual({ partners: [], lead: null });
    });
  });

  describe('addPartnerAssignment', () => {
    it('adds a partner for a time', async () => {
      await assign(['MBF']);
      expect((await add('VTL', { validFrom: '2026-02-01', validTo: '2026-03-01' })).errors).toEqual([]);
      expect(await at('2026-02-15')).toEqual({ partners: ['MBF', 'VTL'], lead: 'MBF' });
      expect(await at('2026-03-01')).toEqual({ partners: ['MBF'], lead: 'MBF' });
    });

    it('makes it the lead while it is alone', async () => {
      await add('VTL', { validTo: '2026-03-01' });
      await add('MBF', { validFrom: '2026-02-01' });
      expect(await at('2026-02-15')).toEqual({ partners: ['VTL', 'MBF'], lead: 'VTL' });
      expect(await at('2026-03-15')).toEqual({ partners: ['MBF'], lead: 'MBF' });
    });

    it('refuses a fifth partner and names the four', async () => {
      await assign(['VTL', 'VNPT', 'FPT', 'CMC']);
      const before = await head();
      expect((await add('MK')).errors).toMatchObject([
        {
          code: 'CONFLICT',
          message: `Agency ${agency} has four partners already (VTL, CMC, FPT, VNPT): end one first with endPartnerAssignment, or replace the set with assignPartners.`,
        },
      ]);
      expect(await head()).toBe(before);
    });

    it('refuses a fifth partner at any instant, also one to come', async () => {
      await assign(['VTL', 'VNPT', 'FPT', 'CMC']);
      await end('CMC', '2026-07-01');
      await add('CMC', { validFrom: '2026-09-01' });
      expect((await add('MK', { validFrom: '2026-07-01' })).errors).toMatchObject([
        { code: 'CONFLICT', message: expect.stringContaining('four partners already (VTL, CMC, FPT, VNPT)') },
      ]);
      expect((await add('MK', { validFrom: '2026-07-01', validTo: '2026-09-01' })).errors).toEqual([]);
    });

    it('refuses a second lead, naming the present one and what to use', async () => {
      await assign(['MBF', 'VTL']);
      expect((await add('FPT', { isLead: true })).errors).toMatchObject([
        { code: 'CONFLICT', message: expect.stringMatching(/^MBF leads agency A\d+ already.*setLeadPartner/) },
      ]);
      expect(await at()).toEqual({ partners: ['MBF', 'VTL'], lead: 'MBF' });
    });

    it('refuses validity periods of one partner that overlap', async () => {
      await assign(['MBF', 'VTL']);
      expect((await add('VTL', { validFrom: '2026-05-01' })).errors).toMatchObject([
        {
          code: 'CONFLICT',
          message: expect.stringMatching(
            /^VTL works for agency A\d+ from 2026-01-13T17:00:00.000Z to no set end already: validity periods must not overlap/,
          ),
        },
      ]);
    });

    it('given again, changes nothing; with another content it is refused', async () => {
      await assign(['MBF']);
      await add('VTL', { validFrom: '2026-02-01', validTo: '2026-03-01' });
      const before = await head();
      expect((await add('VTL', { validFrom: '2026-02-01', validTo: '2026-03-01' })).errors).toEqual([]);
      expect(await head()).toBe(before);
      const other = await add('VTL', {
        validFrom: '2026-02-01',
        validTo: '2026-03-01',
        scopeVi: 'Khác',
        scopeEn: 'Other',
      });
      expect(other.errors).toMatchObject([{ code: 'CONFLICT' }]);
    });

    it('refuses a period that ends before it begins', async () => {
      expect((await add('VTL', { validFrom: '2026-02-01', validTo: '2026-02-01' })).errors).toMatchObject([
        { code: 'BAD_USER_INPUT', message: expect.stringContaining('validTo must be after validFrom') },
      ]);
    });
  });

  describe('endPartnerAssignment', () => {
    it('ends a partner; whoever is left alone leads', async () => {
      await assign(['MBF', 'VTL']);
      expect((await end('MBF', '2026-03-01')).errors).toEqual([]);
      expect(await at('2026-02-28')).toEqual({ partners: ['MBF', 'VTL'], lead: 'MBF' });
      expect(await at('2026-03-01')).toEqual({ partners: ['VTL'], lead: 'VTL' });
      expect((await newest())?.body['assignments']).toEqual([
        { partner: 'MBF', isLead: true, validFrom: START_PRINTED, validTo: '2026-02-28T17:00:00.000Z' },
        { partner: 'VTL', isLead: false, validFrom: START_PRINTED, validTo: '2026-02-28T17:00:00.000Z' },
        { partner: 'VTL', isLead: true, validFrom: '2026-02-28T17:00:00.000Z', validTo: null },
      ]);
    });

    it('ends now unless told when', async () => {
      await assign(['MBF', 'VTL']);
      await end('VTL');
      expect(await at('2026-05-31')).toEqual({ partners: ['MBF', 'VTL'], lead: 'MBF' });
      expect(await at()).toEqual({ partners: ['MBF'], lead: 'MBF' });
    });

    it('given again, changes nothing', async () => {
      await assign(['MBF', 'VTL']);
      await end('VTL', '2026-03-01');
      const before = await head();
      expect((await end('VTL', '2026-03-01')).errors).toEqual([]);
      expect(await head()).toBe(before);
    });

    it('refuses to end the lead of several', async () => {
      await assign(['MBF', 'VTL', 'VNPT']);
      expect((await end('MBF', '2026-03-01')).errors).toMatchObject([
        {
          code: 'CONFLICT',
          message: expect.stringMatching(
            /^MBF leads agency A\d+ and VNPT, VTL stay: hand the lead over first with setLeadPartner/,
          ),
        },
      ]);
    });

    it('refuses to end who does not work there, naming who does', async () => {
      await assign(['MBF', 'VTL']);
      expect((await end('FPT', '2026-03-01')).errors).toMatchObject([
        { code: 'CONFLICT', message: expect.stringContaining('its partners then are MBF, VTL') },
      ]);
    });
  });

  describe('setLeadPartner', () => {
    it('hands the lead over', async () => {
      await assign(['MBF', 'VTL', 'VNPT']);
      expect((await lead('VTL', '2026-03-01')).data.setLeadPartner).toEqual({ leadPartner: { code: 'VTL' } });
      expect(await at('2026-02-28')).toEqual({ partners: ['MBF', 'VNPT', 'VTL'], lead: 'MBF' });
      expect(await at('2026-03-01')).toEqual({ partners: ['VTL', 'MBF', 'VNPT'], lead: 'VTL' });
    });

    it('given again, changes nothing', async () => {
      await assign(['MBF', 'VTL']);
      const before = await head();
      await lead('MBF');
      expect(await head()).toBe(before);
    });

    it('refuses who does not work for the agency', async () => {
      await assign(['MBF', 'VTL']);
      expect((await lead('FPT')).errors).toMatchObject([
        {
          code: 'CONFLICT',
          message: expect.stringMatching(/^FPT does not work for agency A\d+ at 2026-06-01.*addPartnerAssignment/),
        },
      ]);
    });

    it('lasts while the new lead works there; then it is as it was', async () => {
      await assign(['MBF', 'VNPT']);
      await add('VTL', { validTo: '2026-05-01' });
      await lead('VTL', '2026-03-01');
      expect(await at('2026-04-30')).toMatchObject({ lead: 'VTL' });
      expect(await at('2026-05-01')).toEqual({ partners: ['MBF', 'VNPT'], lead: 'MBF' });
    });
  });

  it('of a partner are those in force, unless its whole history is asked for', async () => {
    await ask('mutation ($input: CreatePartnerInput!) { createPartner(input: $input) { code } }', {
      input: { code: 'HIST', nameVi: 'H', nameEn: 'H', shortName: 'H' },
    });
    const agencies = ['H1', 'H2', 'H3'];
    for (agency of agencies) await assign(['HIST']);
    await end('HIST', '2026-03-01');
    const query = (filter: string): string =>
      `{ partner(code: "HIST") { assignments(filter: ${filter}) { totalCount nodes { agency { code } validTo } } } }`;
    const now = (await ask(query('{}'))).data.partner.assignments;
    expect(now).toEqual({
      totalCount: 2,
      nodes: [
        { agency: { code: 'H1' }, validTo: null },
        { agency: { code: 'H2' }, validTo: null },
      ],
    });
    expect((await ask(query('{ asOf: "2026-02-01" }'))).data.partner.assignments.totalCount).toBe(3);
    expect((await ask(query('{ wholeHistory: true }'))).data.partner.assignments.totalCount).toBe(3);
    expect((await ask(query('{ isLead: false }'))).data.partner.assignments.totalCount).toBe(0);
    expect((await ask(query('{ agency: "H2", isLead: true }'))).data.partner.assignments.totalCount).toBe(1);
    expect((await ask(query('{ wholeHistory: true, asOf: "2026-02-01" }'))).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('leave one of them out') },
    ]);
    expect(
      (await ask('{ partners(filter: { agency: "H3", asOf: "2026-02-01" }) { nodes { code } } }')).data.partners.nodes,
    ).toEqual([{ code: 'HIST' }]);
    expect((await ask('{ partners(filter: { agency: "H3" }) { totalCount } }')).data.partners.totalCount).toBe(0);
    expect((await ask('{ partners(filter: { asOf: "2026-02-01" }) { totalCount } }')).errors).toMatchObject([
      { code: 'BAD_USER_INPUT' },
    ]);
  });

  it('cost the same number of statements for one agency and for many', async () => {
    const agencies = Array.from({ length: 30 }, (_, index) => `M${index}`);
    for (agency of agencies) await assign(['MBF', 'VTL', 'FPT']);
    const count = async (codes: readonly string[]): Promise<number> => {
      subgraph.statements.length = 0;
      const { data } = await ask(
        OF_AGENCY,
        { agency: codes.map((code) => ({ __typename: 'Agency', code })), asOf: null },
        anonymous,
      );
      expect(data._entities).toHaveLength(codes.length);
      return subgraph.statements.length;
    };
    expect(await count(['M0'])).toBe(2);
    expect(await count(agencies)).toBe(2);
  });

  it('cost the same number of statements for one partner and for all', async () => {
    const count = async (first: number): Promise<number> => {
      subgraph.statements.length = 0;
      await ask(
        `{ partners(first: ${first}) { nodes { code assignments(first: 5) { totalCount nodes { isLead partner { shortName } } } } } }`,
      );
      return subgraph.statements.length;
    };
    expect(await count(6)).toBe(await count(1));
  });
});
