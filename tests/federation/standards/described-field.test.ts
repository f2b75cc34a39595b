import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, developer, stewardOf } from '../../support/viewers.ts';
import { OPEN, PRIVATE, SHARED, type StandardsCatalog, startStandards } from './catalog.ts';

const QCVN = 'QCVN 120:2019';
const OWNER = stewardOf('A11');
let catalog: StandardsCatalog;
beforeAll(async () => {
  catalog = await startStandards();
  await catalog.tell(OPEN, SHARED, PRIVATE, { code: 'S28', publisher: 'A11', sharingClass: 'SHARED' });
  await catalog.tellFields('S27', 'ma_tthc:STR', 'trang_thai:STR', 'han_tra:DATE');
  await catalog.tellFields('S26', 'ma_tthc:INT', 'trang_thai:STR', 'nguoi:STR');
  await catalog.tellFields('O10', 'ma_tthc:STR', 'ten:STR', 'so_tthc:STR');
  await catalog.codeList('trang_thai', ['01', '02']);
  await catalog.codeList('khac', ['x']);
  await catalog.element('ma_tthc');
  await catalog.standard(QCVN, { edition: '2019', inForceFrom: '2020-05-01' });
  for (const [name, type, codeList] of [
    ['ma_tthc', 'STR', null],
    ['trang_thai', 'STR', 'trang_thai'],
    ['han_tra', 'DATE', null],
  ]) {
    await catalog.given('requireElement', { standard: QCVN, name, type, codeList });
  }
  await catalog.given('bindFields', { element: 'ma_tthc', fields: ['S27.ma_tthc', 'S26.ma_tthc'] });
  await catalog.given('bindCodeList', { codeList: 'trang_thai', fields: ['S27.trang_thai'] });
  await catalog.given('declareConformance', { standard: QCVN, datasets: ['S27', 'S26', 'S28'] });
});
afterAll(async () => {
  expect(catalog.unexpected).toEqual([]);
  await catalog.close();
});

const ENTITIES = 'query ($r: [_Any!]!) { _entities(representations: $r)';
const computed = async (viewer = OWNER) => {
  const { data } = await catalog.ask(
    `{ standard(code: "${QCVN}") { conformances { totalCount nodes { dataset { code } declaredLevel evidence
       computed { verdict required met schemaVersion gaps { element reason field { ref } expected found } elements { element matchedBy met } } } } } }`,
    {},
    viewer,
  );
  return data.standard.conformances;
};

describe('conformance', () => {
  test('is computed from the fields, beside what was declared and never from it', async () => {
    await catalog.given('declareConformance', {
      standard: QCVN,
      datasets: ['S26'],
      level: 'FULL',
      evidence: 'Biên bản 12/BB',
    });
    const { nodes } = await computed();
    expect(nodes.map((node: { dataset: { code: string } }) => node.dataset.code)).toEqual(['S26', 'S27', 'S28']);
    const [gaps, conforms, unknown] = nodes;
    expect(gaps).toMatchObject({ declaredLevel: 'FULL', evidence: 'Biên bản 12/BB' });
    expect(gaps.computed).toMatchObject({
      verdict: 'DOES_NOT_CONFORM',
      required: 3,
      met: 0,
      schemaVersion: 1,
      gaps: [
        { element: 'han_tra', reason: 'MISSING_ELEMENT', field: null, expected: 'han_tra', found: null },
        { element: 'ma_tthc', reason: 'WRONG_TYPE', field: { ref: 'S26.ma_tthc' }, expected: 'STR', found: 'INT' },
        { element: 'trang_thai', reason: 'CODE_LIST_NOT_BOUND', field: { ref: 'S26.trang_thai' }, found: null },
      ],
    });
    expect(conforms).toMatchObject({ declaredLevel: null, evidence: null });
    expect(conforms.computed).toMatchObject({ verdict: 'CONFORMS', required: 3, met: 3, gaps: [] });
    expect(conforms.computed.elements).toEqual([
      { element: 'han_tra', matchedBy: 'NAME', met: true },
      { element: 'ma_tthc', matchedBy: 'BINDING', met: true },
      { element: 'trang_thai', matchedBy: 'NAME', met: true },
    ]);
    // Its fields have not arrived: nothing is missing of what is not known.
    expect(unknown.computed).toMatchObject({ verdict: 'FIELDS_UNKNOWN', met: 0, gaps: [] });
  });

  test('is shown and counted only of datasets that the viewer sees', async () => {
    expect((await computed(developer)).totalCount).toBe(2);
    expect((await computed(anonymous)).totalCount).toBe(0);
  });

  test('follows a schema that changes, also one read before', async () => {
    await catalog.tellFields('S28', 'ma_tthc:STR');
    expect((await computed()).nodes[2].computed).toMatchObject({ verdict: 'DOES_NOT_CONFORM', met: 1 });
    await catalog.tellFields('S28');
    expect((await computed()).nodes[2].computed).toMatchObject({ verdict: 'FIELDS_UNKNOWN' });
  });

  test('can be asked of a standard that was not declared; one that does not exist is NOT_FOUND', async () => {
    const ask = (standard: string) =>
      catalog.ask(`${ENTITIES} { ... on Dataset { conformanceTo(standard: "${standard}") { verdict met } } } }`, {
        r: [{ __typename: 'Dataset', code: 'O10' }],
      });
    expect((await ask(QCVN)).data._entities[0].conformanceTo).toEqual({ verdict: 'DOES_NOT_CONFORM', met: 1 });
    expect((await ask('QCVN 120:2018')).errors[0]).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('of more datasets takes no more statements', async () => {
    const query = `${ENTITIES} { ... on Dataset { conformances { computed { verdict } } bindingSuggestions { score } } } }`;
    const of = (...codes: string[]) =>
      catalog.counting(() => catalog.ask(query, { r: codes.map((code) => ({ __typename: 'Dataset', code })) }, OWNER));
    expect(await of('S27', 'S26', 'S28', 'O10')).toBe(await of('S26'));
  });
});

describe('codes that were found in a field', () => {
  const report = (field: string, codes: string[], viewer = OWNER) =>
    catalog.run('reportObservedCodes', { field, codes, observedAt: '2026-02-01' }, viewer, 'total notInList examples');

  test('are compared with its code list, and a wrong one is a gap', async () => {
    expect((await report('S27.trang_thai', ['01', '99', '02'])).data.reportObservedCodes).toEqual({
      total: 3,
      notInList: 1,
      examples: ['99'],
    });
    expect((await computed()).nodes[1].computed).toMatchObject({
      verdict: 'DOES_NOT_CONFORM',
      gaps: [{ element: 'trang_thai', reason: 'CODE_NOT_IN_LIST', expected: 'trang_thai', found: '99' }],
    });
    // Reported anew, or listed since, nothing is wrong any more.
    await report('S27.trang_thai', ['01']);
    expect((await computed()).nodes[1].computed.verdict).toBe('CONFORMS');
  });

  test('are refused of a field without a code list, and of what is not the steward’s', async () => {
    const before = await catalog.size();
    expect((await report('S27.han_tra', ['1'])).errors[0]).toMatchObject({ code: 'CONFLICT' });
    expect((await report('S27.trang_thai', ['1'], stewardOf('A12'))).errors[0]).toMatchObject({ code: 'FORBIDDEN' });
    expect((await report('S26.trang_thai', ['1'], stewardOf('A12'))).errors[0]).toMatchObject({ code: 'NOT_FOUND' });
    expect((await report('S27.trang_thai', ['1', ' 2'])).errors[0]).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await catalog.size()).toEqual(before);
  });

  test('can be looked up before', async () => {
    const { data } = await catalog.ask(
      '{ codeList(code: "trang_thai") { check(codes: ["02", "003"]) { code listed { label(lang: EN) } didYouMean } } }',
    );
    expect(data.codeList.check).toEqual([
      { code: '02', listed: { label: 'Label 02' }, didYouMean: [] },
      { code: '003', listed: null, didYouMean: expect.any(Array) },
    ]);
  });
});

describe('a suggested binding', () => {
  const suggestions = async (code = 'O10', viewer = OWNER) => {
    const { data } = await catalog.ask(
      `${ENTITIES} { ... on Dataset { bindingSuggestions { field { ref } element { code } score reasons { kind fields } } } } }`,
      { r: [{ __typename: 'Dataset', code }] },
      viewer,
    );
    return data._entities[0].bindingSuggestions;
  };
  const decide = (accept: boolean, viewer = OWNER, element = 'ma_tthc') =>
    catalog.run('decideSuggestion', { field: 'O10.ma_tthc', element, accept }, viewer, 'accepted');
  const undo = () =>
    catalog.run('undoSuggestionDecision', { field: 'O10.ma_tthc', element: 'ma_tthc' }, OWNER, 'accepted');
  const bound = async () =>
    (
      await catalog.ask(`${ENTITIES} { ... on Field { element { code } bindingDecisions { accepted } } } }`, {
        r: [{ __typename: 'Field', ref: 'O10.ma_tthc' }],
      })
    ).data._entities[0];

  test('is ranked with its reasons, of which hidden datasets are none', async () => {
    expect((await suggestions())[0]).toEqual({
      field: { ref: 'O10.ma_tthc' },
      element: { code: 'ma_tthc' },
      score: 1,
      reasons: [
        { kind: 'SAME_NAME', fields: null },
        { kind: 'BOUND_ELSEWHERE', fields: 2 },
        { kind: 'TYPE_AGREES', fields: null },
      ],
    });
    expect((await suggestions('O10', developer))[0].reasons[1]).toEqual({ kind: 'BOUND_ELSEWHERE', fields: 1 });
    expect((await suggestions('O10', anonymous))[0].reasons).toHaveLength(2);
  });

  test('that is rejected is not made again until that is undone', async () => {
    expect((await decide(false)).errors).toEqual([]);
    expect(await suggestions()).toEqual([]);
    expect(await bound()).toEqual({ element: null, bindingDecisions: [{ accepted: false }] });
    expect((await decide(true)).errors[0]).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('undo'),
    });
    expect((await undo()).errors).toEqual([]);
    expect(await suggestions()).toHaveLength(1);
    expect((await undo()).errors[0]).toMatchObject({ code: 'CONFLICT' });
  });

  test('that is accepted binds the field; undone, it does not', async () => {
    const head = await catalog.running.feed.head();
    expect((await decide(true)).errors).toEqual([]);
    expect((await decide(true)).errors).toEqual([]);
    expect(await bound()).toMatchObject({ element: { code: 'ma_tthc' } });
    await undo();
    expect(await bound()).toEqual({ element: null, bindingDecisions: [] });
    const told = (accepted: boolean | null) => [
      { kind: 'field.bound', body: { field: 'O10.ma_tthc', element: accepted === true ? 'ma_tthc' : null } },
      { kind: 'suggestion.decided', body: { field: 'O10.ma_tthc', element: 'ma_tthc', accepted } },
    ];
    expect((await catalog.facts(head)).map(({ kind, body }) => ({ kind, body }))).toEqual([
      ...told(true),
      ...told(null),
    ]);
  });

  test('decided in two ways at once: one of them holds, nothing is half written', async () => {
    await catalog.element('ma_khac');
    const answers = await Promise.all([decide(true), decide(true, OWNER, 'ma_khac'), decide(false)]);
    const refused = answers.flatMap(({ errors }) => errors.map(({ code }) => code));
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused)).toEqual(new Set(['CONFLICT']));
    const { element, bindingDecisions } = await bound();
    const accepted = bindingDecisions.filter((one: { accepted: boolean }) => one.accepted).length;
    expect(accepted).toBe(element === null ? 0 : 1);
  });

  test('is decided by stewards of the dataset alone', async () => {
    expect((await decide(true, stewardOf('A12'))).errors[0]?.code).toBe('FORBIDDEN');
    expect((await decide(true, developer)).errors[0]?.code).toBe('FORBIDDEN');
    expect((await decide(true, anonymous)).errors[0]?.code).toBe('UNAUTHENTICATED');
  });
});

describe('a homonym', () => {
  const note = { noteVi: 'Tên', noteEn: 'Name' };

  test('is no element, whoever comes first', async () => {
    await catalog.given('declareHomonym', { name: 'ten', ...note });
    const { errors } = await catalog.run('createDataElement', {
      code: 'ten',
      nameVi: 'x',
      nameEn: 'x',
      definitionVi: 'x',
      definitionEn: 'x',
      type: 'STR',
    });
    expect(errors[0]).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('homonym') });
    expect(
      (await catalog.run('declareHomonym', { name: 'ma_tthc', ...note }, undefined, 'name')).errors[0],
    ).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('one meaning'),
    });
  });

  test('lists the fields that bear it, of datasets that the viewer sees', async () => {
    await catalog.tellFields('S26', 'ten:STR');
    const fields = async (viewer = OWNER) =>
      (await catalog.ask('{ homonyms { nodes { name fields { nodes { ref } } } } }', {}, viewer)).data.homonyms
        .nodes[0];
    expect(await fields()).toEqual({ name: 'ten', fields: { nodes: [{ ref: 'O10.ten' }, { ref: 'S26.ten' }] } });
    expect((await fields(developer)).fields.nodes).toEqual([{ ref: 'O10.ten' }]);
  });
});

test('a standard names its edition, what it replaced and what replaced it', async () => {
  await catalog.standard('QCVN 120:2016', { status: 'REPLACED', replacedBy: QCVN });
  const { data } = await catalog.ask(
    `{ standard(code: "${QCVN}") { edition inForceFrom replaces { code replacedBy { code } } } }`,
  );
  expect(data.standard).toEqual({
    edition: '2019',
    inForceFrom: '2020-04-30T17:00:00.000Z',
    replaces: [{ code: 'QCVN 120:2016', replacedBy: { code: QCVN } }],
  });
});
