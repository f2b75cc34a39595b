import { describe, expect, it } from 'vitest';
import { ADMINISTRATOR, ANONYMOUS, ARCHITECT, DEVELOPER, seededInstance } from '../support/instance.ts';

const system = seededInstance();
const REVISION = '{ lineage(of: "O01") { revision } }';
const CHANGES = `query ($since: String!, $first: Int, $after: String) {
  lineageChanges(since: $since, first: $first, after: $after) {
    since revision totalCount endCursor changes { kind ref edge { from to job transformation recordedTo } }
  }
}`;
const DECLARE = 'mutation ($input: DeclareFlowInput!) { declareFlow(input: $input) { ref } }';

type As = Parameters<ReturnType<typeof system>['ask']>[2];
const revisionFor = async (as: As): Promise<string> => (await system().ask(REVISION, {}, as)).data.lineage.revision;
const since = (revision: string, as: As, more = {}) => system().ask(CHANGES, { since: revision, ...more }, as);
const declare = async (code: string, from: string, to: string): Promise<void> => {
  const input = { code, type: 'MANUAL', from, to, channel: 'MANUAL', validFrom: '2026-02-01', columns: [] };
  const { errors } = await system().ask(DECLARE, { input }, ADMINISTRATOR);
  expect(errors).toEqual([]);
};

describe('the feed of changes', () => {
  it('tells an architect every node and edge that changed, in pages about the same two states', async () => {
    const start = await revisionFor(ARCHITECT);
    await declare('TC1', 'O01', 'O02');
    const { data, errors } = await since(start, ARCHITECT);
    expect(errors).toEqual([]);
    expect(data.lineageChanges.changes).toEqual([
      { kind: 'JOB', ref: 'job:TC1', edge: null },
      {
        kind: 'EDGE',
        ref: null,
        edge: { from: 'O01', to: 'O02', job: 'job:TC1', transformation: null, recordedTo: null },
      },
    ]);
    const page = (await since(start, ARCHITECT, { first: 1 })).data.lineageChanges;
    expect([page.totalCount, page.changes.length]).toEqual([2, 1]);
    await declare('TC2', 'O01', 'O03');
    const next = (await since(start, ARCHITECT, { first: 1, after: page.endCursor })).data.lineageChanges;
    expect(next).toMatchObject({ totalCount: 2, revision: page.revision, endCursor: null });
    expect(next.changes[0].edge.job).toBe('job:TC1');
    const rest = (await since(next.revision, ARCHITECT)).data.lineageChanges;
    expect(rest.changes.map((one: { ref: string }) => one.ref)).toEqual(['job:TC2', null]);
    expect((await since(rest.revision, ARCHITECT)).data.lineageChanges).toMatchObject({ totalCount: 0, changes: [] });
  });

  it.each([
    ['a developer', DEVELOPER],
    ['anonymous', ANONYMOUS],
  ])('tells %s nothing of what is hidden, not even that something happened', async (_who, as) => {
    const start = await revisionFor(as);
    const code = as === DEVELOPER ? 'TH1' : 'TH2';
    await declare(code, 'S01', 'O02');
    const { data, errors } = await since(start, as);
    expect(errors).toEqual([]);
    expect(data.lineageChanges).toEqual({ since: start, revision: start, totalCount: 0, endCursor: null, changes: [] });
    await declare(`${code}V`, 'O02', 'O04');
    const { lineageChanges } = (await since(start, as)).data;
    expect(lineageChanges.changes.map((one: { kind: string }) => one.kind)).toEqual(['JOB', 'EDGE']);
    expect(lineageChanges.revision).not.toBe(start);
    expect(lineageChanges.revision).toBe(await revisionFor(as));
  });

  it('says to read anew when a revision is of the future or of nobody', async () => {
    const code = async (revision: string, as: As) => (await since(revision, as)).errors[0]?.code;
    expect(await code('999999999', ARCHITECT)).toBe('READ_ANEW');
    expect(await code('x'.repeat(22), DEVELOPER)).toBe('READ_ANEW');
    expect(await code(await revisionFor(ANONYMOUS), DEVELOPER)).toBe('READ_ANEW');
    expect(await code('17', DEVELOPER)).toBe('BAD_USER_INPUT');
    expect(await code('not a revision', ARCHITECT)).toBe('BAD_USER_INPUT');
  });
});
