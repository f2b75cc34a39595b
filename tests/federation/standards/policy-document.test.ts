import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, architect, stewardOf } from '../../support/viewers.ts';
import { type StandardsCatalog, startStandards } from './catalog.ts';

let catalog: StandardsCatalog;
beforeAll(async () => {
  catalog = await startStandards();
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

const DECREE = {
  code: '278/2025/NĐ-CP',
  titleVi: 'Kết nối, chia sẻ dữ liệu bắt buộc',
  titleEn: 'Mandatory data sharing',
  issuedOn: '2025-10-22',
  mark: 'FACT',
  source: 'vietnam.vn',
};

describe('a policy document', () => {
  test('is created by an administrator and read by anybody; a bare date is midnight in Viet Nam', async () => {
    expect((await catalog.run('createPolicyDocument', DECREE)).errors).toEqual([]);
    const { data } = await catalog.ask(
      '{ policyDocument(code: "278/2025/NĐ-CP") { title en: title(lang: EN) issuedOn inForceFrom status replacedBy { code } mark source } }',
      undefined,
      anonymous,
    );
    expect(data.policyDocument).toEqual({
      title: DECREE.titleVi,
      en: DECREE.titleEn,
      issuedOn: '2025-10-21T17:00:00.000Z',
      inForceFrom: null,
      status: 'IN_FORCE',
      replacedBy: null,
      mark: 'FACT',
      source: 'vietnam.vn',
    });
  });

  test.each([
    ['an architect', architect, 'FORBIDDEN'],
    ['a steward', stewardOf('A11'), 'FORBIDDEN'],
    ['nobody signed in', anonymous, 'UNAUTHENTICATED'],
  ])('is not created or changed by %s', async (_who, viewer, code) => {
    const before = await catalog.size();
    expect((await catalog.run('createPolicyDocument', { ...DECREE, code: '1/X' }, viewer)).errors[0]?.code).toBe(code);
    expect(
      (await catalog.run('updatePolicyDocument', { code: DECREE.code, status: 'REPLACED' }, viewer)).errors[0]?.code,
    ).toBe(code);
    expect(await catalog.size()).toEqual(before);
  });

  test.each([
    ['a number that is taken', DECREE, 'CONFLICT', 'Use updatePolicyDocument'],
    ['a number of 129 characters', { ...DECREE, code: 'a'.repeat(129) }, 'BAD_USER_INPUT', 'official number'],
    ['a day that does not exist', { ...DECREE, code: 'X', issuedOn: '2025-02-30' }, 'BAD_USER_INPUT', 'DateTime'],
    [
      'a successor that does not exist',
      { ...DECREE, code: 'X', status: 'REPLACED', replacedBy: 'Y' },
      'CONFLICT',
      'Create it first',
    ],
    [
      'a successor while wholly in force',
      { ...DECREE, code: 'X', replacedBy: DECREE.code },
      'CONFLICT',
      'PARTLY_REPLACED or REPLACED',
    ],
    [
      'itself as successor',
      { ...DECREE, code: 'X', status: 'REPLACED', replacedBy: 'X' },
      'CONFLICT',
      'replace itself',
    ],
    ['FACT without a source', { ...DECREE, code: 'X', source: null }, 'CONFLICT', 'needs a source'],
  ])('with %s is refused and nothing is written', async (_what, input, code, says) => {
    const before = await catalog.size();
    const { errors } = await catalog.run('createPolicyDocument', input);
    expect(errors[0]).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(await catalog.size()).toEqual(before);
  });

  test('that does not exist is NOT_FOUND with a near number, read or changed', async () => {
    const near = { code: 'NOT_FOUND', message: expect.stringContaining('Did you mean 278/2025/NĐ-CP') };
    expect((await catalog.ask('{ policyDocument(code: "278/2025/ND-CP") { code } }')).errors[0]).toMatchObject(near);
    expect(
      (await catalog.run('updatePolicyDocument', { code: '278/2025/ND-CP', status: 'REPLACED' })).errors[0],
    ).toMatchObject(near);
  });

  test('replaced names its successor, and a circle is refused', async () => {
    await catalog.document('13/2023/NĐ-CP');
    await catalog.document('356/2025/NĐ-CP', { issuedOn: '2025-12-31', inForceFrom: '2026-01-01' });
    const head = await catalog.running.feed.head();
    const change = { code: '13/2023/NĐ-CP', status: 'REPLACED', replacedBy: '356/2025/NĐ-CP', issuedOn: '2023-04-17' };
    await catalog.given('updatePolicyDocument', change);
    await catalog.given('updatePolicyDocument', change);
    expect(await catalog.facts(head)).toEqual([
      {
        kind: 'document.declared',
        key: '13/2023/NĐ-CP',
        body: {
          code: '13/2023/NĐ-CP',
          titleVi: 'Văn bản 13/2023/NĐ-CP',
          titleEn: 'Document 13/2023/NĐ-CP',
          issuedOn: '2023-04-16T17:00:00.000Z',
          inForceFrom: null,
          status: 'REPLACED',
          replacedBy: '356/2025/NĐ-CP',
        },
      },
    ]);
    const { data } = await catalog.ask('{ policyDocument(code: "13/2023/NĐ-CP") { replacedBy { code inForceFrom } } }');
    expect(data.policyDocument.replacedBy).toEqual({ code: '356/2025/NĐ-CP', inForceFrom: '2025-12-31T17:00:00.000Z' });
    const circle = { code: '356/2025/NĐ-CP', status: 'REPLACED', replacedBy: '13/2023/NĐ-CP' };
    expect((await catalog.run('updatePolicyDocument', circle)).errors[0]).toMatchObject({ code: 'CONFLICT' });
  });

  test('put back in force must lose its successor, and null clears what may be empty', async () => {
    const back = { code: '13/2023/NĐ-CP', status: 'IN_FORCE' };
    expect((await catalog.run('updatePolicyDocument', back)).errors[0]?.code).toBe('CONFLICT');
    const { data } = await catalog.run(
      'updatePolicyDocument',
      { ...back, replacedBy: null, issuedOn: null, titleVi: null },
      undefined,
      'status issuedOn title replacedBy { code }',
    );
    expect(data.updatePolicyDocument).toEqual({
      status: 'IN_FORCE',
      issuedOn: null,
      title: 'Văn bản 13/2023/NĐ-CP',
      replacedBy: null,
    });
  });
});

describe('the list of policy documents', () => {
  const codes = async (args: string) => {
    const { data } = await catalog.ask(`{ policyDocuments(${args}) { totalCount nodes { code } } }`);
    return [data.policyDocuments.totalCount, ...data.policyDocuments.nodes.map((node: { code: string }) => node.code)];
  };

  test('is filtered by status, by day of issue and by mark', async () => {
    expect(await codes('filter: { status: REPLACED }')).toEqual([0]);
    expect(await codes('filter: { issuedFrom: "2025-10-22", issuedBefore: "2025-12-31" }')).toEqual([
      1,
      '278/2025/NĐ-CP',
    ]);
    expect(await codes('filter: { issuedFrom: "2025-10-23" }')).toEqual([1, '356/2025/NĐ-CP']);
    expect(await codes('filter: { mark: FACT }')).toEqual([1, '278/2025/NĐ-CP']);
  });

  test('is ordered by day of issue, documents without one first, and pages over them', async () => {
    const order = 'orderBy: { field: ISSUED_ON }';
    expect(await codes(order)).toEqual([3, '13/2023/NĐ-CP', '278/2025/NĐ-CP', '356/2025/NĐ-CP']);
    expect(await codes('orderBy: { field: ISSUED_ON, direction: DESC }')).toEqual([
      3,
      '356/2025/NĐ-CP',
      '278/2025/NĐ-CP',
      '13/2023/NĐ-CP',
    ]);
    let after = '';
    const walked: string[] = [];
    for (let page = 0; page < 3; page++) {
      const { data } = await catalog.ask(
        `{ policyDocuments(${order}, first: 1 ${after}) { nodes { code } pageInfo { endCursor } } }`,
      );
      walked.push(data.policyDocuments.nodes[0].code);
      after = `, after: "${data.policyDocuments.pageInfo.endCursor}"`;
    }
    expect(walked).toEqual(['13/2023/NĐ-CP', '278/2025/NĐ-CP', '356/2025/NĐ-CP']);
  });

  test('refuses a first above 200 and a cursor of another ordering', async () => {
    expect((await catalog.ask('{ policyDocuments(first: 10000) { totalCount } }')).errors[0]?.code).toBe(
      'BAD_USER_INPUT',
    );
    const { data } = await catalog.ask('{ policyDocuments(first: 1) { pageInfo { endCursor } } }');
    const after = data.policyDocuments.pageInfo.endCursor;
    const { errors } = await catalog.ask(
      `{ policyDocuments(after: "${after}", orderBy: { field: TITLE }) { totalCount } }`,
    );
    expect(errors[0]?.code).toBe('BAD_CURSOR');
  });

  test('takes a constant number of statements with successors', async () => {
    for (let at = 0; at < 40; at++) await catalog.document(`C ${at}`, { status: 'REPLACED', replacedBy: DECREE.code });
    const ask = (first: number) => () =>
      catalog.ask(`{ policyDocuments(first: ${first}) { totalCount nodes { code replacedBy { code } } } }`);
    expect(await catalog.counting(ask(40))).toBeLessThanOrEqual(3);
  });
});
