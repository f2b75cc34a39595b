import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { Lang } from '../../../kernel/graphql/language.ts';
import { owners } from '../../../subgraphs/owners/index.ts';
import { atOnce } from '../../support/at-once.ts';
import { type TestSubgraph, testSubgraph } from '../../support/subgraph.ts';
import { administrator, anonymous, architect, developer, stewardOf } from '../../support/viewers.ts';

let catalog: TestSubgraph;

/** Agencies as most tests need them: a department, two wards under it, a Party office, a former district, a ministry. */
const AGENCIES = [
  { code: 'A1', nameVi: 'Sở Y tế', nameEn: 'Department of Health', validFrom: '2025-07-01' },
  { code: 'A2', nameVi: 'Ủy ban phường Ấn', nameEn: 'Ward B', level: 'WARD', parent: 'A1', validFrom: '2025-07-01' },
  { code: 'A3', nameVi: 'Ủy ban phường An', nameEn: 'Ward A', level: 'WARD', parent: 'A1', validFrom: '2025-07-01' },
  {
    code: 'A4',
    nameVi: 'Văn phòng Thành ủy',
    nameEn: 'Party Office',
    bloc: 'PARTY',
    line: 'PARTY',
    validFrom: '2025-07-01',
  },
  { code: 'OLD', nameVi: 'Quận cũ', nameEn: 'Former district', validFrom: '1997-01-01', validTo: '2025-07-01' },
  {
    code: 'B1',
    nameVi: 'Bộ Y tế',
    nameEn: 'Ministry of Health',
    level: 'CENTRAL',
    line: 'CENTRAL_VERTICAL',
    validFrom: '1990-01-01',
  },
] as const;

const input = (more: object) => ({
  bloc: 'GOVERNMENT',
  level: 'CITY',
  line: 'CITY',
  validFrom: '2025-07-01',
  nameVi: 'Tên',
  nameEn: 'Name',
  ...more,
});
const CREATE = 'mutation ($input: CreateAgencyInput!) { createAgency(input: $input) { code } }';
const create = (more: object, viewer = administrator) => catalog.ask(CREATE, { input: input(more) }, viewer);

beforeAll(async () => {
  catalog = await testSubgraph(owners, fixedClock('2026-02-01T00:00:00Z'));
  for (const agency of AGENCIES) expect((await create(agency)).errors).toEqual([]);
});
afterAll(async () => {
  await catalog?.close();
});
afterEach(() => {
  expect(catalog.unexpected).toEqual([]);
});

const codes = async (args = ''): Promise<string[]> => {
  const { data, errors } = await catalog.ask(`{ agencies${args} { nodes { code } } }`);
  expect(errors).toEqual([]);
  return data.agencies.nodes.map(({ code }: { code: string }) => code);
};
const facts = async () =>
  (await catalog.running.feed.read(0, 1_000)).map(({ seq, kind, key, body, actor }) => ({
    seq,
    kind,
    key,
    body,
    actor,
  }));

describe('an agency', () => {
  it('is found by its code, with everything that hangs on it', async () => {
    const { data, errors } = await catalog.ask(`{
      agency(code: "A1") {
        code name bloc level line validFrom validTo mark source accountablePost
        parent { code } children { code parent { code } } predecessors { code } successors { code }
        contactPoints { post } stewards { post }
      }
    }`);
    expect(errors).toEqual([]);
    expect(data.agency).toEqual({
      code: 'A1',
      name: 'Sở Y tế',
      bloc: 'GOVERNMENT',
      level: 'CITY',
      line: 'CITY',
      validFrom: '2025-06-30T17:00:00.000Z',
      validTo: null,
      mark: 'ILLUSTRATIVE',
      source: null,
      accountablePost: null,
      parent: null,
      children: [
        { code: 'A2', parent: { code: 'A1' } },
        { code: 'A3', parent: { code: 'A1' } },
      ],
      predecessors: [],
      successors: [],
      contactPoints: [],
      stewards: [],
    });
  });

  it.each([[anonymous], [developer], [stewardOf('A2')], [architect], [administrator]])(
    'is seen by $role',
    async (viewer) => {
      const { data, errors } = await catalog.ask('{ agency(code: "A1") { code } agencies { totalCount } }', {}, viewer);
      expect([errors, data]).toEqual([[], { agency: { code: 'A1' }, agencies: { totalCount: 5 } }]);
    },
  );

  it('that is not there is null, with codes that are near', async () => {
    const { data, errors } = await catalog.ask('{ agency(code: "A11") { code } }');
    expect(data).toEqual({ agency: null });
    expect(errors).toEqual([
      { code: 'NOT_FOUND', message: 'There is no agency "A11". Did you mean A1?', path: ['agency'] },
    ]);
  });

  it.each(['', ' ', 'a1', 'A1 ', "A1' or '1'='1", '%', 'A_', 'x'.repeat(100_000)])('is not "%s"', async (code) => {
    const { data, errors } = await catalog.ask('query ($code: ID!) { agency(code: $code) { code } }', { code });
    expect([data.agency, errors.map((error) => error.code)]).toEqual([null, ['NOT_FOUND']]);
    expect(errors[0]?.message.length).toBeLessThan(300);
  });

  it('exists from its first instant until before its last', async () => {
    const at = async (asOf: string) =>
      (await catalog.ask('query ($asOf: DateTime) { agency(code: "OLD", asOf: $asOf) { code } }', { asOf })).errors.map(
        ({ code }) => code,
      );
    expect(await at('1997-01-01')).toEqual([]);
    expect(await at('2025-06-30T16:59:59.999Z')).toEqual([]);
    expect(await at('2025-07-01')).toEqual(['NOT_FOUND']);
    expect(await at('1996-12-31')).toEqual(['NOT_FOUND']);
  });

  it('of the past is found without an instant', async () => {
    expect((await catalog.ask('{ agency(code: "OLD") { validTo } }')).data.agency.validTo).toBe(
      '2025-06-30T17:00:00.000Z',
    );
  });

  it('is named in the language of the request, or the one that is asked for', async () => {
    const query = '{ agency(code: "A1") { name en: name(lang: EN) vi: name(lang: VI) } }';
    const named = async (lang: Lang) => (await catalog.ask(query, {}, anonymous, lang)).data.agency;
    expect(await named(Lang.VI)).toEqual({ name: 'Sở Y tế', en: 'Department of Health', vi: 'Sở Y tế' });
    expect(await named(Lang.EN)).toEqual({ name: 'Department of Health', en: 'Department of Health', vi: 'Sở Y tế' });
  });

  it('that is read beside suggestions for another is read whole', async () => {
    const { data } = await catalog.ask(
      '{ gone: agency(code: "A9") { code } here: agency(code: "A4") { name bloc line validFrom mark } }',
    );
    expect(data).toEqual({
      gone: null,
      here: {
        name: 'Văn phòng Thành ủy',
        bloc: 'PARTY',
        line: 'PARTY',
        validFrom: '2025-06-30T17:00:00.000Z',
        mark: 'ILLUSTRATIVE',
      },
    });
  });
});

describe('the list of agencies', () => {
  it('has those that exist now, by code', async () => {
    expect(await codes()).toEqual(['A1', 'A2', 'A3', 'A4', 'B1']);
  });

  it('has those of another time', async () => {
    expect(await codes('(asOf: "2000-01-01")')).toEqual(['B1', 'OLD']);
    expect(await codes('(asOf: "1989-12-31")')).toEqual([]);
    expect(await codes('(asOf: "2025-07-01")')).toEqual(['A1', 'A2', 'A3', 'A4', 'B1']);
  });

  it.each([
    ['bloc: PARTY', ['A4']],
    ['level: WARD', ['A2', 'A3']],
    ['line: CENTRAL_VERTICAL', ['B1']],
    ['parent: "A1"', ['A2', 'A3']],
    ['parent: "A1", level: CITY', []],
    ['', ['A1', 'A2', 'A3', 'A4', 'B1']],
  ])('can be restricted by { %s }', async (filter, expected) => {
    expect(await codes(`(filter: { ${filter} })`)).toEqual(expected);
  });

  it('is not restricted by what a variable leaves out', async () => {
    const { data, errors } = await catalog.ask(
      'query ($bloc: Bloc, $level: AgencyLevel) { agencies(filter: { bloc: $bloc, level: $level }) { totalCount } }',
      { level: 'WARD' },
    );
    expect([errors, data.agencies.totalCount]).toEqual([[], 2]);
  });

  it.each([
    ['field: NAME', ['B1', 'A1', 'A3', 'A2', 'A4']],
    ['field: NAME, direction: DESC', ['A4', 'A2', 'A3', 'A1', 'B1']],
    ['field: CODE, direction: DESC', ['B1', 'A4', 'A3', 'A2', 'A1']],
    ['field: VALID_FROM', ['B1', 'A1', 'A2', 'A3', 'A4']],
  ])('can be ordered by { %s }, names as in a Vietnamese dictionary', async (order, expected) => {
    expect(await codes(`(orderBy: { ${order} })`)).toEqual(expected);
  });

  it('comes in pages that follow one another', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const { data } = await catalog.ask(
        'query ($after: String) { agencies(first: 2, after: $after, orderBy: { field: NAME }) { totalCount nodes { code } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      const { nodes, pageInfo, totalCount } = data.agencies;
      expect(totalCount).toBe(5);
      seen.push(...nodes.map(({ code }: { code: string }) => code));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(['B1', 'A1', 'A3', 'A2', 'A4']);
  });

  it('refuses the cursor of a list with another filter, time or ordering', async () => {
    const { data } = await catalog.ask('{ agencies(first: 1) { pageInfo { endCursor } } }');
    for (const args of [
      'filter: { bloc: PARTY }',
      'asOf: "2026-01-01"',
      'orderBy: { field: NAME }',
      'orderBy: { field: CODE, direction: DESC }',
    ]) {
      const { errors } = await catalog.ask(
        `query ($after: String) { agencies(after: $after, ${args}) { totalCount } }`,
        { after: data.agencies.pageInfo.endCursor },
      );
      expect(errors.map(({ code }) => code)).toEqual(['BAD_CURSOR']);
    }
  });

  it.each([-1, 201, 10_000])('is not asked for %d at once', async (first) => {
    const { errors } = await catalog.ask('query ($first: Int!) { agencies(first: $first) { totalCount } }', { first });
    expect(errors).toEqual([
      { code: 'BAD_USER_INPUT', path: ['agencies'], message: expect.stringMatching(/from 0 to 200/) },
    ]);
  });
});

describe('references of the gateway', () => {
  const REFERENCES =
    'query ($references: [_Any!]!) { _entities(representations: $references) { ... on Agency { code name(lang: EN) } } }';
  const to = (...wanted: string[]) => ({ references: wanted.map((code) => ({ __typename: 'Agency', code })) });

  it('are answered in their order, whatever their time, by one statement', async () => {
    catalog.statements.length = 0;
    const { data, errors } = await catalog.ask(REFERENCES, to('OLD', 'A1', 'B1', 'A1'));
    expect([errors, data._entities.map(({ code }: { code: string }) => code)]).toEqual([[], ['OLD', 'A1', 'B1', 'A1']]);
    expect(catalog.statements).toHaveLength(1);
  });

  it('to what is not there are null, each with an error, and leave the others', async () => {
    const { data, errors } = await catalog.ask(REFERENCES, to('A1', 'ZZ', 'A2'));
    expect(data._entities).toEqual([
      { code: 'A1', name: 'Department of Health' },
      null,
      { code: 'A2', name: 'Ward B' },
    ]);
    expect(errors).toEqual([{ code: 'NOT_FOUND', message: 'There is no agency "ZZ".', path: ['_entities', 1] }]);
  });

  it('of any number cost one statement', async () => {
    catalog.statements.length = 0;
    const { data } = await catalog.ask(
      REFERENCES,
      to(...Array.from({ length: 1_000 }, (_, index) => (index % 2 ? 'A1' : `X${index}`))),
    );
    expect(data._entities.filter(Boolean)).toHaveLength(500);
    expect(catalog.statements).toHaveLength(1);
  });

  it('with keys of wrong types are told as not found', async () => {
    for (const code of [null, 12, { $ne: '' }, true]) {
      const { data, errors } = await catalog.ask(REFERENCES, { references: [{ __typename: 'Agency', code }] });
      expect([data._entities, errors.map((error) => error.code)]).toEqual([[null], ['NOT_FOUND']]);
    }
  });
});

describe('statements', () => {
  it('are as many for five agencies as for one, whatever hangs on them', async () => {
    const count = async (first: number): Promise<number> => {
      catalog.statements.length = 0;
      const { errors } = await catalog.ask(
        'query ($first: Int!) { agencies(first: $first) { totalCount nodes { parent { code children { code } } children { parent { code } } predecessors { code } successors { code } contactPoints { post } stewards { post } } } }',
        { first },
      );
      expect(errors).toEqual([]);
      return catalog.statements.length;
    };
    expect(await count(5)).toBeLessThanOrEqual(await count(2));
  });
});

describe('who may write', () => {
  const UPDATE =
    'mutation ($code: ID!) { updateAgency(input: { code: $code, nameEn: "Department of Health" }) { code } }';

  it.each([
    ['createAgency', CREATE, { input: input({ code: 'N1' }) }],
    ['linkPredecessor', 'mutation { linkPredecessor(input: { predecessor: "OLD", successor: "A4" }) { code } }', {}],
  ])('%s: administrators alone', async (_name, query, variables) => {
    for (const viewer of [developer, stewardOf('A1', 'N1', 'A4'), architect]) {
      expect((await catalog.ask(query, variables, viewer)).errors[0]?.code).toBe('FORBIDDEN');
    }
    expect((await catalog.ask(query, variables, anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect(await codes()).not.toContain('N1');
  });

  it.each([
    ['updateAgency', UPDATE, { code: 'A1' }],
    [
      'addContactPoint',
      'mutation ($code: ID!) { addContactPoint(input: { agency: $code, postVi: "Trực ban", postEn: "Duty desk" }) { code } }',
      { code: 'A1' },
    ],
    [
      'appointSteward',
      'mutation ($code: ID!) { appointSteward(input: { agency: $code, postVi: "x", postEn: "x", validFrom: "2026-01-01" }) { code } }',
      { code: 'A1' },
    ],
  ])('%s: stewards of the agency and administrators', async (_name, query, variables) => {
    for (const viewer of [developer, architect, stewardOf('A2'), stewardOf('a1'), stewardOf()]) {
      expect((await catalog.ask(query, variables, viewer)).errors[0]?.code).toBe('FORBIDDEN');
    }
    expect((await catalog.ask(query, variables, anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect((await catalog.ask(query, variables, stewardOf('A2', 'A1'))).errors).toEqual([]);
  });

  it('is decided before anything is told of what is there', async () => {
    const refusals = await Promise.all(['A1', 'NOT-THERE'].map((code) => catalog.ask(UPDATE, { code }, developer)));
    expect(refusals.map(({ errors }) => errors[0]?.message.replaceAll(/A1|NOT-THERE/g, '…'))).toEqual([
      refusals[0]?.errors[0]?.message.replaceAll('A1', '…'),
      refusals[0]?.errors[0]?.message.replaceAll('A1', '…'),
    ]);
  });
});

describe('what is refused', () => {
  it.each([
    ['a code that is taken', { code: 'A1' }, 'CONFLICT', /exists already\. Use updateAgency/],
    ['a code with a dot', { code: 'A.1' }, 'BAD_USER_INPUT', /^The input is not accepted: code takes a code/],
    ['a blank name', { code: 'N1', nameVi: ' ' }, 'BAD_USER_INPUT', /nameVi must not be blank/],
    [
      'a name that is too long',
      { code: 'N1', nameEn: 'x'.repeat(1_025) },
      'BAD_USER_INPUT',
      /nameEn takes at most 1024/,
    ],
    [
      'a parent that is not there',
      { code: 'N1', parent: 'ZZ' },
      'CONFLICT',
      /The agency named as parent does not exist/,
    ],
    ['itself as a parent', { code: 'N1', parent: 'N1' }, 'CONFLICT', /parent/],
    [
      'an end before the beginning',
      { code: 'N1', validTo: '2025-01-01' },
      'BAD_USER_INPUT',
      /validTo must be after validFrom/,
    ],
    [
      'an end at the beginning',
      { code: 'N1', validTo: '2025-07-01' },
      'BAD_USER_INPUT',
      /validTo must be after validFrom/,
    ],
    ['a fact without a source', { code: 'N1', mark: 'FACT' }, 'CONFLICT', /needs a source/],
    ['NUL in a name', { code: 'N1', nameVi: 'a\0' }, 'BAD_USER_INPUT', /variables\.input\.nameVi/],
  ])('a new agency with %s', async (_what, more, code, message) => {
    const before = (await facts()).length;
    const { data, errors } = await create(more);
    expect([data, errors]).toEqual([
      code === 'BAD_USER_INPUT' && /variables/.test(errors[0]?.message ?? '') ? null : { createAgency: null },
      [expect.objectContaining({ code, message: expect.stringMatching(message) })],
    ]);
    expect((await facts()).length).toBe(before);
  });

  it('a circle of parents, however long', async () => {
    const under = (code: string, parent: string) =>
      catalog.ask(
        'mutation ($code: ID!, $parent: ID) { updateAgency(input: { code: $code, parent: $parent }) { code } }',
        { code, parent },
      );
    await create({ code: 'C1' });
    await create({ code: 'C2', parent: 'C1' });
    await create({ code: 'C3', parent: 'C2' });
    for (const parent of ['C1', 'C2', 'C3']) expect((await under('C1', parent)).errors[0]?.code).toBe('CONFLICT');
    expect((await under('C3', 'C1')).errors).toEqual([]);
  });

  it('a change of what is not there', async () => {
    expect(
      (await catalog.ask('mutation { updateAgency(input: { code: "ZZ", nameEn: "x" }) { code } }')).errors[0],
    ).toMatchObject({
      code: 'NOT_FOUND',
      message: 'There is no agency "ZZ".',
    });
  });

  it('a succession of itself, twice, or of what is not there', async () => {
    const link = async (predecessor: string, successor: string) =>
      (
        await catalog.ask('mutation ($input: LinkPredecessorInput!) { linkPredecessor(input: $input) { code } }', {
          input: { predecessor, successor },
        })
      ).errors[0]?.message;
    expect(await link('A1', 'A1')).toBe('An agency cannot succeed itself.');
    expect(await link('ZZ', 'A1')).toBe('The predecessor does not exist.');
    expect(await link('A1', 'ZZ')).toBe('The successor does not exist.');
    expect(await link('OLD', 'A2')).toBe(undefined);
    expect(await link('OLD', 'A2')).toBe('This succession is recorded already.');
  });

  it('a post that is steward twice at a time, also by one instant', async () => {
    const appoint = async (validFrom: string, validTo: string | null) =>
      (
        await catalog.ask('mutation ($input: AppointStewardInput!) { appointSteward(input: $input) { code } }', {
          input: { agency: 'A4', postVi: 'Trưởng phòng', postEn: 'Head', validFrom, validTo },
        })
      ).errors[0]?.code;
    expect(await appoint('2026-01-01', '2026-02-01')).toBe(undefined);
    expect(await appoint('2026-01-31T23:59:59+07:00', null)).toBe('CONFLICT');
    expect(await appoint('2025-01-01', '2026-01-01T00:00:01+07:00')).toBe('CONFLICT');
    expect(await appoint('2026-02-01', null)).toBe(undefined);
    expect(await appoint('2026-03-01', '2026-02-01')).toBe('BAD_USER_INPUT');
  });

  it('two posts for one duty at one time; who answered before ends where the next begins', async () => {
    const appoint = async (postEn: string, validFrom: string, more: object = {}) =>
      (
        await catalog.ask(
          'mutation ($input: AppointAccountablePostInput!) { appointAccountablePost(input: $input) { code } }',
          { input: { agency: 'A4', postVi: postEn, postEn, validFrom, ...more } },
        )
      ).errors[0]?.code;
    const before = (await facts()).length;
    expect(await appoint('Director', '2026-01-01')).toBe(undefined);
    expect(await appoint('Director', '2026-01-01')).toBe(undefined);
    expect((await facts()).length).toBe(before + 1);
    expect(await appoint('Deputy', '2026-06-01', { duties: ['QUALITY'] })).toBe(undefined);
    expect(await appoint('Another', '2026-06-01', { duties: ['QUALITY'] })).toBe('CONFLICT');
    expect(await appoint('Another', '2025-01-01')).toBe('CONFLICT');
    expect(await appoint('Another', '2026-09-01', { duties: [] })).toBe('BAD_USER_INPUT');
    const { data } = await catalog.ask(
      `{ agency(code: "A4") { accountablePost(asOf: "2026-07-01", lang: EN) before: accountablePost(asOf: "2025-07-01")
         posts: accountablePosts(asOf: "2026-07-01") { duty post(lang: EN) }
         all: accountablePosts(wholeHistory: true) { duty post(lang: EN) validTo } } }`,
    );
    expect(data.agency).toEqual({
      accountablePost: 'Director',
      before: null,
      posts: [
        { duty: 'COMPLIANCE', post: 'Director' },
        { duty: 'PROGRESS', post: 'Director' },
        { duty: 'QUALITY', post: 'Deputy' },
      ],
      all: [
        { duty: 'COMPLIANCE', post: 'Director', validTo: null },
        { duty: 'PROGRESS', post: 'Director', validTo: null },
        { duty: 'QUALITY', post: 'Director', validTo: '2026-05-31T17:00:00.000Z' },
        { duty: 'QUALITY', post: 'Deputy', validTo: null },
      ],
    });
    const atOnce = await Promise.all(['One', 'Two', 'Three'].map((post) => appoint(post, '2026-10-01')));
    expect(atOnce.filter((code) => code === undefined)).toHaveLength(1);
    expect(atOnce.filter((code) => code === 'CONFLICT')).toHaveLength(2);
  });

  it.each(['not an address', 'a@b', '<script>@x.vn'])('"%s" as the address of an office', async (email) => {
    const { errors } = await catalog.ask(
      'mutation ($email: String) { addContactPoint(input: { agency: "A1", postVi: "y", postEn: "y", email: $email }) { code } }',
      { email },
    );
    expect(errors[0]).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/email takes an e-mail address/),
    });
  });
});

describe('a change', () => {
  const update = (more: object) =>
    catalog.ask(
      'mutation ($input: UpdateAgencyInput!) { updateAgency(input: $input) { name parent { code } validTo } }',
      {
        input: { code: 'U1', ...more },
      },
    );

  beforeAll(async () => {
    await create({ code: 'U1', parent: 'A1' });
  });

  it('leaves what it leaves out, and clears what is null', async () => {
    expect((await update({ nameVi: 'Tên mới' })).data.updateAgency).toEqual({
      name: 'Tên mới',
      parent: { code: 'A1' },
      validTo: null,
    });
    expect((await update({ nameVi: null, nameEn: null })).data.updateAgency.name).toBe('Tên mới');
    expect((await update({ parent: null })).data.updateAgency).toEqual({
      name: 'Tên mới',
      parent: null,
      validTo: null,
    });
    expect((await update({ validTo: '2027-01-01' })).data.updateAgency.validTo).toBe('2026-12-31T17:00:00.000Z');
    expect((await update({ validTo: null })).data.updateAgency.validTo).toBe(null);
  });

  it('is told once, and not at all when it changes nothing', async () => {
    const before = (await facts()).length;
    await update({ nameEn: 'Told' });
    await update({ nameEn: 'Told' });
    await update({});
    const told = (await facts()).slice(before);
    expect(told).toEqual([
      expect.objectContaining({
        kind: 'agency.declared',
        key: 'U1',
        actor: 'test-administrator',
        body: expect.objectContaining({ code: 'U1', nameEn: 'Told' }),
      }),
    ]);
  });

  it('is seen by what follows in the same request', async () => {
    const { data } = await catalog.ask(`mutation {
      first: updateAgency(input: { code: "U1", nameEn: "One", parent: "A2" }) { name(lang: EN) parent { code children { code } } }
      second: updateAgency(input: { code: "U1", nameEn: "Two", parent: "A3" }) { name(lang: EN) parent { code children { code } } }
    }`);
    expect(data.first).toEqual({ name: 'One', parent: { code: 'A2', children: [{ code: 'U1' }] } });
    expect(data.second).toEqual({ name: 'Two', parent: { code: 'A3', children: [{ code: 'U1' }] } });
  });

  it('by two at once is made one after the other, and both are told', async () => {
    const before = (await facts()).length;
    const names = Array.from({ length: 10 }, (_, index) => `Name ${index}`);
    const answers = await Promise.all(names.map((nameEn) => update({ nameEn })));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const told = (await facts()).slice(before);
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => before + index + 1));
    const { data } = await catalog.ask('{ agency(code: "U1") { name(lang: EN) } }');
    expect(told.at(-1)?.body['nameEn']).toBe(data.agency.name);
  });

  it('of who answers for its data work, said twice at once for one instant, is one of the two, and the other hears so', async () => {
    const before = (await facts()).length;
    const appoint = (postEn: string) => () =>
      catalog.ask(
        'mutation ($input: AppointAccountablePostInput!) { appointAccountablePost(input: $input) { code } }',
        { input: { agency: 'U1', postVi: postEn, postEn, validFrom: '2026-05-01' } },
      );
    const answers = await atOnce(catalog, `owners.agency where code = 'U1'`, [appoint('One'), appoint('Two')]);
    expect(answers.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(['CONFLICT']);
    const told = (await facts()).slice(before);
    expect(told).toHaveLength(1);
    const { data } = await catalog.ask(
      '{ agency(code: "U1") { accountablePosts(asOf: "2026-06-01") { post(lang: EN) } } }',
    );
    expect(new Set(data.agency.accountablePosts.map(({ post }: { post: string }) => post)).size).toBe(1);
    expect(data.agency.accountablePosts).toHaveLength(3);
  });

  it('of a succession shows on both sides', async () => {
    await create({ code: 'S1', validFrom: '1990-01-01', validTo: '2025-07-01' });
    const { data } = await catalog.ask(
      'mutation { linkPredecessor(input: { predecessor: "S1", successor: "U1" }) { predecessors { code successors { code } } } }',
    );
    expect(data.linkPredecessor).toEqual({ predecessors: [{ code: 'S1', successors: [{ code: 'U1' }] }] });
    expect((await facts()).at(-1)).toMatchObject({
      kind: 'agency.succeeded',
      key: 'U1',
      body: { predecessor: 'S1', successor: 'U1' },
    });
  });
});

describe('the facts', () => {
  it('are numbered without gaps, and tell every agency whole', async () => {
    const told = await facts();
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
    expect(told.find(({ key }) => key === 'OLD')).toEqual({
      seq: 5,
      kind: 'agency.declared',
      key: 'OLD',
      actor: 'test-administrator',
      body: {
        code: 'OLD',
        nameVi: 'Quận cũ',
        nameEn: 'Former district',
        bloc: 'GOVERNMENT',
        level: 'CITY',
        line: 'CITY',
        parent: null,
        validFrom: '1996-12-31T17:00:00.000Z',
        validTo: '2025-06-30T17:00:00.000Z',
      },
    });
  });
});
