import { randomUUID } from 'node:crypto';
import { getNamedType, isInputObjectType } from 'graphql';
import { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AskedAs } from '../../cli/asker.ts';
import { auditTrails } from '../../cli/doctor/audit-trails.ts';
import type { AuditBody } from '../../kernel/audit/body.ts';
import { auditedTables } from '../../kernel/audit/install.ts';
import { asProcess } from '../../kernel/database/acting-as.ts';
import { Lang } from '../../kernel/graphql/language.ts';
import type { Viewer } from '../../kernel/identity/viewer.ts';
import { seesDataset } from '../../kernel/identity/visibility.ts';
import { mikroSql } from '../../lineage/log/mikro-sql.ts';
import { loadSeedCatalogue } from '../../seed/data/index.ts';
import { everyList, publicSchema } from '../support/every-list.ts';
import { ADMINISTRATOR, ANONYMOUS, ARCHITECT, DEVELOPER, seededInstance, stewardOf } from '../support/instance.ts';
import { runEvent, runId } from '../support/openlineage-events.ts';
import { MADE_KEY, WRITE_RULES } from '../support/write-rules.ts';

const system = seededInstance();
const schema = publicSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

const RECORDS = `query ($filter: AuditRecordFilter, $first: Int = 200, $after: String) {
  auditRecords(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id kind outcome at subject role agencies { code } action operation correlationId subgraph targets targetCount
      changeCount changes(first: 200) { entity key before after } }
  }
}`;

interface Recorded extends Omit<AuditBody, 'changes'> {
  readonly id: string;
  readonly subgraph: string;
  readonly changeCount: number;
  readonly changes: readonly {
    readonly entity: string;
    readonly key: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

/** The newest records, once all that was done has arrived. */
async function records(filter: Record<string, unknown>): Promise<readonly Recorded[]> {
  await system().instance.recorded();
  return arrived(filter);
}

async function arrived(filter: Record<string, unknown>): Promise<readonly Recorded[]> {
  const { data, errors } = await system().ask(RECORDS, { filter }, ADMINISTRATOR);
  expect(errors).toEqual([]);
  return data.auditRecords.nodes;
}

/** Asks under a correlation id of its own; gives that, and the reply as text. */
async function asked(
  query: string,
  as: AskedAs,
  variables: Record<string, unknown> = {},
): Promise<{ readonly id: string; readonly text: string }> {
  const id = randomUUID();
  const viewer =
    as.role === 'anonymous'
      ? { subject: 'anonymous', role: as.role, agencies: [] }
      : { subject: `test-${as.role}`, role: as.role, agencies: as.agencies };
  const caller = { viewer, lang: Lang.VI, correlationId: id };
  return { id, text: await system().instance.gateway.answer({ query, variables }, caller) };
}

const textOf = (name: string): string => {
  const input = mutations.find((mutation) => mutation.name === name)?.args.find((arg) => arg.name === 'input');
  if (input === undefined || !isInputObjectType(getNamedType(input.type))) throw new Error(`${name} takes no input`);
  return `mutation ($input: ${String(input.type)}) { ${name}(input: $input) { __typename } }`;
};

/** The rule whose input says of something what it is already. */
const CHANGES_NOTHING = 'approveMasterSource';

/** Every mutation as it was done: its correlation id, by name; and that of the same refused to an architect. */
const done = new Map<string, string>();
const refused = new Map<string, string>();

beforeAll(async () => {
  const made = await system().ask(
    'mutation { createServiceKey(input: { name: "x", agencies: ["A11"] }) { serviceKey { id } } }',
    {},
    ADMINISTRATOR,
  );
  for (const dataset of ['S14', 'S27']) {
    const input = { code: `FOR-${dataset}-1`, dataset, requester: 'A12', purposeVi: 'x', purposeEn: 'x' };
    const { errors } = await system().ask(textOf('requestAccess'), { input }, ADMINISTRATOR);
    expect(errors).toEqual([]);
  }
  await system().instance.recorded();
  for (const [name, rule] of Object.entries(WRITE_RULES)) {
    const input =
      rule.input['id'] === MADE_KEY ? { ...rule.input, id: made.data.createServiceKey.serviceKey.id } : rule.input;
    refused.set(name, (await asked(textOf(name), ARCHITECT, { input })).id);
    const { id, text } = await asked(textOf(name), ADMINISTRATOR, { input });
    expect(text, name).not.toContain('"errors"');
    done.set(name, id);
  }
  await system().instance.recorded();
});

describe('every mutation', () => {
  it('there is, is tried here', () => {
    expect([...done.keys()].sort()).toEqual(mutations.map(({ name }) => name).sort());
  });

  it.each(Object.keys(WRITE_RULES))('%s leaves one record of its own', async (name) => {
    const found = await arrived({ correlationId: done.get(name), kind: 'WRITE' });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      action: name,
      subject: 'test-administrator',
      role: 'administrator',
      outcome: name === CHANGES_NOTHING ? 'UNCHANGED' : 'DONE',
    });
    expect(found[0]?.changeCount ?? 0).toBeGreaterThan(name === CHANGES_NOTHING ? -1 : 0);
    expect(found[0]?.targets.length).toBeGreaterThan(0);
    const ids = Object.entries(WRITE_RULES[name]?.input ?? {}).filter(([key]) =>
      ['code', 'dataset', 'agency'].includes(key),
    );
    for (const [, value] of ids) expect(found[0]?.targets).toContain(value);
  });

  it.each(Object.keys(WRITE_RULES))('%s leaves one that it was refused', async (name) => {
    const found = await arrived({ correlationId: refused.get(name), kind: 'WRITE' });
    expect(found.map(({ action, outcome, role }) => [action, outcome, role])).toEqual([[name, 'REFUSED', 'architect']]);
    expect(found[0]?.changeCount).toBe(0);
  });
});

describe('before and after', () => {
  const changes = async (name: string) =>
    (await arrived({ correlationId: done.get(name), kind: 'WRITE' }))[0]?.changes.map(({ before, after, ...rest }) => ({
      ...rest,
      before: before === null ? null : JSON.parse(before),
      after: after === null ? null : JSON.parse(after),
    }));

  it('of something new: null, and all that it is', async () => {
    expect(await changes('createCampaign')).toEqual([
      {
        entity: 'campaign',
        key: 'C99',
        before: null,
        after: expect.objectContaining({ code: 'C99', title_vi: 'x', title_en: 'x' }),
      },
    ]);
  });

  it('of something changed: what changed and nothing else', async () => {
    expect(await changes('updateCampaign')).toEqual([
      { entity: 'campaign', key: 'C99', before: { title_en: 'x' }, after: { title_en: 'y' } },
    ]);
    expect(await changes('updateField')).toEqual(
      expect.arrayContaining([
        { entity: 'field', key: 'A11-1.ma', before: { pii_class: 'NONE' }, after: { pii_class: 'BASIC' } },
        { entity: 'dataset', key: 'A11-1', before: { pii_class: 'NONE' }, after: { pii_class: 'BASIC' } },
      ]),
    );
  });

  it('of fields that are written anew: only those that differ', async () => {
    const fields = (await changes('writeSchemaVersion'))?.filter(({ entity }) => entity === 'field');
    expect(fields?.map(({ key, before }) => [key, before === null])).toContainEqual(['A11-1.ten', true]);
    // The class of a column came back, its place and type are what they were.
    expect(fields).toContainEqual({
      entity: 'field',
      key: 'A11-1.ma',
      before: expect.not.objectContaining({ type: expect.anything() }),
      after: expect.objectContaining({ pii_class: 'NONE' }),
    });
  });

  it('of something gone: all that it was, and null', async () => {
    expect(await changes('unlinkTaskDataset')).toEqual([
      {
        entity: 'task_dataset',
        key: 'C99-01/S27',
        before: expect.objectContaining({ task_code: 'C99-01', dataset_code: 'S27' }),
        after: null,
      },
    ]);
  });

  it('of flows and names, which are events of a log', async () => {
    expect((await changes('declareFlow'))?.[0]).toMatchObject({
      entity: 'flow',
      key: 'F99',
      before: null,
      after: { from: 'O01', to: 'S14' },
    });
    expect(await changes('retireFlow')).toEqual([
      { entity: 'flow', key: 'F99', before: { validTo: null }, after: { validTo: '2026-03-01T00:00:00.000Z' } },
    ]);
    expect((await changes('unlinkName'))?.[0]).toMatchObject({ before: { dataset: 'S14' }, after: { dataset: null } });
  });

  it('of who answers for a finding, which are events too', async () => {
    expect((await changes('acceptFinding'))?.[0]).toMatchObject({
      entity: 'finding',
      key: 'R5 A11-1',
      before: null,
      after: { document: '127/KH-UBND', target: 'A11-1' },
    });
    expect((await changes('recordDeidentification'))?.[0]).toMatchObject({
      entity: 'deidentification',
      key: 'job:F99 S14.muc_tro_cap',
      before: null,
      after: { method: 'x', approver: '127/KH-UBND' },
    });
    expect((await changes('withdrawDeidentification'))?.[0]).toMatchObject({ after: { approvedOn: null } });
    expect((await changes('withdrawAcceptance'))?.[0]).toMatchObject({ after: { evidence: null } });
  });

  it('never of a secret', async () => {
    const [record] = await arrived({ correlationId: done.get('createServiceKey') });
    expect(record?.changes[0]?.after).toContain('"name": "x"'.replace(': ', ':'));
    const [row] = await asProcess(() =>
      mikroSql(accessOf().orm.em.fork()).query<{ digest: string }>('select digest from access.service_key limit 1'),
    );
    const [trail] = await mikroSql(accessOf().orm.em.fork()).query<{ all: string }>(
      "select string_agg(body::text, '') as all from access.audit_trail",
    );
    expect(row?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(trail?.all).not.toContain('digest');
    expect(trail?.all).not.toContain(row?.digest);
  });
});

const everyPart = () => [...system().instance.subgraphs, system().instance.lineage.subgraph];
const accessOf = () => {
  const access = everyPart().find(({ definition }) => definition.name === 'access');
  if (access === undefined) throw new Error('access runs here');
  return access;
};

describe('the trails', () => {
  it('say of every table what is in it: played from the first record on, they give all rows as they are', async () => {
    let rows = 0;
    for (const { definition, orm } of everyPart()) {
      const em = orm.em.fork();
      const state = new Map<string, Map<string, Record<string, unknown>>>();
      const trail = await em.execute<{ body: AuditBody }[]>(
        `select body from "${definition.name}".audit_trail order by seq`,
      );
      for (const { entity, key, before, after } of trail.flatMap(({ body }) => body.changes)) {
        const table = state.get(entity) ?? new Map<string, Record<string, unknown>>();
        state.set(entity, table);
        const known = table.get(key);
        expect(known === undefined, `${entity} ${key}`).toBe(before === null);
        for (const [column, value] of Object.entries(before ?? {}))
          expect(known?.[column] ?? null, `${entity} ${key} ${column}`).toEqual(value);
        if (after === null) table.delete(key);
        else table.set(key, { ...known, ...after });
      }
      for (const { table } of await auditedTables(em, definition.name, definition.audit?.tables ?? {})) {
        const stored = await asProcess(() =>
          em.execute<{ row: Record<string, unknown> }[]>(
            `select to_jsonb(t) as row from "${definition.name}"."${table.name}" as t`,
          ),
        );
        const left = new Set([...table.never, ...table.digested]);
        const plain = (row: Record<string, unknown>) =>
          Object.fromEntries(Object.entries(row).filter(([column, value]) => value !== null && !left.has(column)));
        const played = [...(state.get(table.name)?.values() ?? [])].map(plain);
        const texts = (list: readonly object[]) => list.map((row) => JSON.stringify(sorted(row))).sort();
        expect(texts(played), table.name).toEqual(texts(stored.map(({ row }) => plain(row))));
        rows += stored.length;
      }
    }
    // All of the sample catalogue.
    expect(rows).toBeGreaterThan(1_000);
  });

  it('are whole, every hash is that of the record before it, and the copy is the same', async () => {
    const check = auditTrails(mikroSql(accessOf().orm.em.fork()), everyPart());
    expect(await asProcess(() => check.run())).toEqual([]);
  });

  it.each(['update {} set body = body', 'delete from {}', 'truncate {}'])(
    'are append-only: %s is refused',
    async (text) => {
      const client = new Client({ connectionString: system().instance.database.url });
      await client.connect();
      try {
        for (const table of [
          ...everyPart().map(({ definition }) => `"${definition.name}".audit_trail`),
          'audit.record',
        ]) {
          await expect(client.query(text.replace('{}', table)), table).rejects.toThrow(/append-only/);
        }
      } finally {
        await client.end();
      }
    },
  );

  it('hold what is written by plain SQL too', async () => {
    const client = new Client({ connectionString: system().instance.database.url });
    await client.connect();
    try {
      await client.query("update owners.agency set name_en = name_en || '!' where code = 'A12'");
      await expect(client.query('truncate owners.contact_point')).rejects.toThrow(/audited/);
    } finally {
      await client.end();
    }
    const owners = system().instance.subgraphs[0];
    owners?.recorded();
    const [record] = await records({ role: 'database' });
    expect(record).toMatchObject({ action: 'SQL', outcome: 'DONE', targets: ['A12'], correlationId: null });
    expect(record?.subject).toMatch(/^database:/);
  });
});

const sorted = (row: object): object => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

describe('a write that fails', () => {
  it('leaves nothing, whether it is refused by a rule or by the database', async () => {
    const input = {
      code: 'A11',
      nameVi: 'x',
      nameEn: 'x',
      bloc: 'GOVERNMENT',
      level: 'CITY',
      line: 'CITY',
      validFrom: '2026-01-01',
    };
    const { id, text } = await asked(textOf('createAgency'), ADMINISTRATOR, { input });
    expect(text).toContain('CONFLICT');
    expect(await records({ correlationId: id })).toEqual([]);
  });

  it('leaves nothing of somebody who is not signed in, who could fill a disk', async () => {
    const { id, text } = await asked(textOf('updateAgency'), ANONYMOUS, { input: { code: 'A11', nameEn: 'x' } });
    expect(text).toContain('UNAUTHENTICATED');
    expect(await records({ correlationId: id })).toEqual([]);
  });
});

describe('a write that changes nothing', () => {
  it('is on record as that', async () => {
    const { id } = await asked(textOf('updateCampaign'), ADMINISTRATOR, { input: { code: 'C99', titleEn: 'y' } });
    expect((await records({ correlationId: id })).map(({ outcome, changeCount }) => [outcome, changeCount])).toEqual([
      ['UNCHANGED', 0],
    ]);
  });
});

describe('lineage events that are sent', () => {
  it('are one record of their sender and commit, and say when they add nothing', async () => {
    const sender: Viewer = {
      subject: 'key:abc',
      role: 'service',
      agencies: [],
      credential: { kind: 'SERVICE_KEY', roles: ['service'], until: null },
    };
    const events = [7, 8].map((run) => runEvent({ run: { runId: runId(run) } }).body);
    for (const _time of [1, 2]) {
      await system().instance.lineage.intake.many(events, Buffer.from(JSON.stringify(events)), sender);
    }
    const found = await records({ subject: 'key:abc' });
    expect(found).toMatchObject([
      { action: 'sendLineageEvents', outcome: 'UNCHANGED', changeCount: 0 },
      { action: 'sendLineageEvents', outcome: 'DONE', role: 'service', changes: [{ entity: 'event', before: null }] },
    ]);
    expect(found[1]?.changes[0]).toMatchObject({ key: expect.stringMatching(/^\d+-\d+$/), after: '{"events":2}' });
  });
});

describe('what is shown', () => {
  const restricted = loadSeedCatalogue()
    .datasets.filter((dataset) => !seesDataset({ subject: '', role: 'developer', agencies: [] }, dataset))
    .map(({ code }) => code);
  /** Codes of restricted datasets in a reply, alone or before the dot of a column. */
  const inReply = (text: string): string[] =>
    restricted.filter((code) => new RegExp(`"${code.replaceAll('/', '\\/')}(\\.[^"]*)?"`).test(text)).sort();

  it.each([
    ['an architect', ARCHITECT],
    ['a steward', stewardOf('A11', 'A02')],
  ] as const)('of restricted datasets to %s is on record, wherever it can be listed', async (_who, as) => {
    const replies = [];
    for (const query of everyList(schema)) replies.push({ query, ...(await asked(query, as)) });
    await system().instance.recorded();
    let shown = 0;
    for (const { query, id, text } of replies) {
      const expected = inReply(text);
      const found = await arrived({ correlationId: id, kind: 'READ' });
      const targets = new Set(found.flatMap((record) => record.targets));
      for (const code of expected) expect([...targets], query).toContain(code);
      for (const target of targets) expect(restricted, query).toContain(target);
      shown += expected.length;
    }
    expect(shown).toBeGreaterThan(80);
  });

  it.each([
    'query history($of: NodeRef!) { impact(of: $of) { datasets(first: 50) { nodes { ref fields { ref } } } } }',
    'query history($of: NodeRef!) { impact(of: $of) { datasets(first: 50) { nodes { path { ref } } } } }',
    'query history($of: NodeRef!) { lineage(of: $of, depth: 3) { nodes { dataset { code } } } }',
    'query history($of: NodeRef!) { lineage(of: $of, depth: 3) { edges { from to job } } }',
    'query history($of: NodeRef!) { paths(from: $of, to: "S07") { shortest { ref } } }',
  ])('by lineage is on record under the name and hash of the operation: %s', async (query) => {
    const { id, text } = await asked(query, ARCHITECT, { of: 'S01' });
    expect(text).not.toContain('"errors"');
    const found = await records({ correlationId: id });
    const targets = new Set(found.flatMap((record) => record.targets));
    expect(inReply(text).filter((code) => !targets.has(code))).toEqual([]);
    expect(targets.size).toBeGreaterThan(0);
    for (const record of found) {
      expect(record).toMatchObject({ kind: 'READ', action: 'history', subject: 'test-architect' });
      expect(record.operation).toMatch(/^[0-9a-f]{64}$/);
      expect(JSON.stringify(record)).not.toContain('$of');
    }
  });

  it.each([
    [
      'open data to an architect',
      ARCHITECT,
      '{ dataset(code: "O01") { code title fields { ref } distributions { code } } }',
    ],
    [
      'counts to an architect',
      ARCHITECT,
      '{ datasets(first: 0) { totalCount } impact(of: "S01") { totals { datasets } } }',
    ],
    ['anything to a developer', DEVELOPER, '{ datasets(first: 200) { nodes { code } } }'],
    ['anything to anybody', ANONYMOUS, '{ datasets(first: 200) { nodes { code } } }'],
  ] as const)('of %s is not', async (_what, as, query) => {
    const { id, text } = await asked(query, as);
    expect(text).not.toContain('"errors"');
    expect(await records({ correlationId: id })).toEqual([]);
  });

  it('once for each request and subgraph', async () => {
    const { id } = await asked(
      '{ dataset(code: "S14") { code standards { code } upstream { nodes { ref } } tasks { code } } datasets(first: 50) { nodes { code fields { ref } } } }',
      ARCHITECT,
    );
    const found = await records({ correlationId: id });
    expect(found.map(({ subgraph }) => subgraph).sort()).toEqual(
      [...new Set(found.map(({ subgraph }) => subgraph))].sort(),
    );
    expect(found.find(({ subgraph }) => subgraph === 'datasets')?.targets).toContain('S14');
  });
});

describe('records', () => {
  it.each([
    ['anonymous', ANONYMOUS, 'UNAUTHENTICATED'],
    ['a developer', DEVELOPER, 'FORBIDDEN'],
    ['a steward', stewardOf('A11'), 'FORBIDDEN'],
    ['an architect', ARCHITECT, 'FORBIDDEN'],
  ] as const)('are not read by %s', async (_who, as, code) => {
    const { data, errors } = await system().ask('{ auditRecords { totalCount nodes { id } } }', {}, as);
    expect(data.auditRecords).toBeNull();
    expect(errors.map((error) => error.code)).toEqual([code]);
  });

  it('are paged, newest first', async () => {
    const ids: string[] = [];
    const instants: string[] = [];
    const filter = { action: 'createDataset', kind: 'WRITE' };
    let total = 0;
    for (let after: string | null = null; ; ) {
      const { data } = await system().ask(RECORDS, { filter, first: 7, after }, ADMINISTRATOR);
      ids.push(...data.auditRecords.nodes.map((node: Recorded) => node.id));
      instants.push(...data.auditRecords.nodes.map((node: Recorded) => node.at));
      total = data.auditRecords.totalCount;
      if (!data.auditRecords.pageInfo.hasNextPage) break;
      after = data.auditRecords.pageInfo.endCursor;
    }
    expect(ids).toHaveLength(total);
    expect(new Set(ids).size).toBe(total);
    expect(instants).toEqual(instants.toSorted().reverse());
  });

  it('are found by who, what, about what and when', async () => {
    const target = await records({ target: 'C99' });
    expect(new Set(target.map(({ action }) => action))).toContain('updateCampaign');
    expect(
      (await records({ subject: 'test-architect', kind: 'WRITE' })).every(({ role }) => role === 'architect'),
    ).toBe(true);
    expect(await records({ from: '2100-01-01' })).toEqual([]);
    const { errors } = await system().ask(RECORDS, { filter: { from: '2026-02-01', to: '2026-01-01' } }, ADMINISTRATOR);
    expect(errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
  });

  it('are on record themselves when they are read', async () => {
    const { id } = await asked('query whoDidIt { auditRecords(first: 1) { totalCount } }', ADMINISTRATOR);
    expect(await records({ correlationId: id })).toMatchObject([
      { kind: 'READ', action: 'whoDidIt', subgraph: 'audit', targets: ['audit'] },
    ]);
  });
});
