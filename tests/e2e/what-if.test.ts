import readXlsxFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { ANONYMOUS, ARCHITECT, DEVELOPER, seededInstance, stewardOf } from '../support/instance.ts';

const system = seededInstance();

const IMPACT = `query ($of: NodeRef!, $changes: [SchemaChangeInput!], $first: Int, $after: String) {
  impact(of: $of, changes: $changes) {
    complete totals { datasets fields hidden unresolved }
    bySeverity { severity datasets fields }
    byAgency { agency { code } datasets fields breaks atRisk }
    byPartner { partner { code name } datasets breaks atRisk }
    datasets(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes {
        ref severity reason { code message messageVi source { ref hidden } } flows { code legalGround { document { code } } }
        dataset { sharingClass distributions { format } publisher { code leadPartner { code } } }
        fields { ref distance name severity reason { code source { ref } } }
      }
    }
  }
}`;
const ask = async (of: string, changes: unknown, as = ARCHITECT, more: Record<string, unknown> = {}) =>
  system().ask(IMPACT, { of, changes, first: 100, ...more }, as);
const lines = (answer: Awaited<ReturnType<typeof ask>>): string[] =>
  answer.data.impact.datasets.nodes.map(
    (node: { ref: string; severity: string; reason: { code: string } }) =>
      `${node.ref} ${node.severity} ${node.reason.code}`,
  );

describe('impact with changes, on the catalog of the city', () => {
  it('says what a text for the day of birth breaks, why, and whom to tell', async () => {
    const answer = await ask('N01.ngay_sinh', [{ kind: 'TYPE', to: 'str' }]);
    expect(answer.errors).toEqual([]);
    expect(lines(answer)).toEqual([
      'S01 BREAKS EXACT_TYPE_NEEDED',
      'S07 BREAKS EXACT_TYPE_NEEDED',
      'S29 BREAKS EXACT_TYPE_NEEDED',
      'S30 BREAKS UPSTREAM_BROKEN',
      'O14 BREAKS UPSTREAM_BROKEN',
    ]);
    expect(answer.data.impact.datasets.nodes[4]).toMatchObject({
      reason: { source: { ref: 'S30.ngay_sinh', hidden: false } },
      flows: [{ code: 'F26' }, { code: 'F31' }, { code: 'F60' }],
      dataset: { sharingClass: 'OPEN', distributions: [{}, {}], publisher: { code: 'A12' } },
      fields: [{ name: 'ngay_sinh', severity: 'BREAKS' }],
    });
    expect(answer.data.impact.bySeverity[0]).toEqual({ severity: 'BREAKS', datasets: 5, fields: 5 });
  });

  it('a rename puts a figure at risk that a drop breaks', async () => {
    expect(lines(await ask('S18.gia_dat', [{ kind: 'RENAME', to: 'don_gia' }]))).toEqual([
      'O07 AT_RISK AGGREGATED_BY_NAME',
    ]);
    expect(lines(await ask('S18.gia_dat', [{ kind: 'DROP' }]))).toEqual(['O07 BREAKS SOURCE_DROPPED']);
  });

  it.each([ARCHITECT, DEVELOPER, stewardOf('A12')])('totals are those of the list, for %o', async (as) => {
    const { data } = await ask('N01', [{ kind: 'RETIRE' }], as);
    const { datasets, bySeverity, byAgency, totals } = data.impact;
    const count = (severity: string) =>
      datasets.nodes.filter((node: { severity: string }) => node.severity === severity).length;
    const sum = (key: string, rows: Record<string, number>[]) => rows.reduce((all, row) => all + (row[key] ?? 0), 0);
    for (const { severity, datasets: number } of bySeverity)
      expect([severity, count(severity)]).toEqual([severity, number]);
    expect(sum('datasets', bySeverity)).toBe(totals.datasets);
    expect(sum('fields', bySeverity)).toBe(totals.fields);
    expect(sum('datasets', byAgency)).toBe(totals.datasets);
    expect(sum('fields', byAgency)).toBe(totals.fields);
    expect(sum('breaks', byAgency)).toBe(count('BREAKS'));
  });

  it('severity is null when no change was given', async () => {
    const { data } = await ask('N01.ngay_sinh', null);
    expect(data.impact).toMatchObject({
      bySeverity: null,
      datasets: { nodes: [{ severity: null, reason: null }, {}, {}, {}, {}] },
    });
  });

  it('a page is of the question with its changes', async () => {
    const { data } = await ask('N01', [{ kind: 'RETIRE' }], ARCHITECT, { first: 2 });
    const after = data.impact.datasets.pageInfo.endCursor;
    expect((await ask('N01', [{ kind: 'RETIRE' }], ARCHITECT, { first: 2, after })).errors).toEqual([]);
    expect((await ask('N01', null, ARCHITECT, { first: 2, after })).errors).toMatchObject([
      { extensions: { code: 'BAD_CURSOR' } },
    ]);
  });

  it.each([
    ['N01', [{ kind: 'DROP' }]],
    ['N01.ngay_sinh', [{ kind: 'TYPE', to: 'date' }]],
    ['N01.ngay_sinh', [{ kind: 'TYPE', to: 'datum' }]],
    ['N01.ngay_sinh', [{ kind: 'RENAME', to: 'ho_ten' }]],
    ['N01.ngay_sinh', [{ kind: 'DROP' }, { kind: 'RENAME', to: 'x' }]],
    ['N01.ngay_sinh', [{ kind: 'DROP' }, { target: 'N01', kind: 'RETIRE' }]],
    ['N01', [{ target: 'job:F01', kind: 'RETIRE' }]],
    ['N01', Array.from({ length: 21 }, () => ({ kind: 'RETIRE' }))],
  ])('refuses for %s: %j', async (of, changes) => {
    const { data, errors } = await ask(of, changes);
    expect(data?.impact ?? null).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('does not know a target that the viewer may not see', async () => {
    const { errors } = await ask('N01', [{ target: 'S12.ho_ten', kind: 'DROP' }], ANONYMOUS);
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});

describe('impact of the dictionary', () => {
  const FIELDS = `query ($element: ID!, $list: ID!) {
    dataElement(code: $element) { fields(first: 200) { nodes { ref } } }
    codeList(code: $list) { fields(first: 200) { nodes { ref } } }
  }`;
  const refs = (page: { nodes: { ref: string }[] }) => page.nodes.map(({ ref }) => ref).sort();
  /** Columns at distance 1. */
  const bound = (answer: Awaited<ReturnType<typeof ask>>) =>
    answer.data.impact.datasets.nodes
      .flatMap(({ fields }: { fields: { ref: string; distance: number }[] }) => fields)
      .filter(({ distance }: { distance: number }) => distance === 1)
      .map(({ ref }: { ref: string }) => ref)
      .sort();

  it.each([ARCHITECT, DEVELOPER, ANONYMOUS])('reaches all that is bound and seen first, for %o', async (as) => {
    const { data } = await system().ask(FIELDS, { element: 'so_dinh_danh', list: 'ma_phuong' }, as);
    const element = await ask('element:so_dinh_danh', null, as);
    expect(element.errors).toEqual([]);
    expect(bound(element)).toEqual(refs(data.dataElement.fields));
    expect(bound(await ask('codelist:ma_phuong', null, as))).toEqual(refs(data.codeList.fields));
  });

  it('says what another type of an element, other codes and another standard do, and to whom', async () => {
    const element = await ask('element:ngay_sinh', [{ kind: 'TYPE', to: 'str' }]);
    expect(lines(element)).toContain('N01 AT_RISK BOUND_TO_CHANGE');
    // Who reads it is bound to it too, and becomes a text with it.
    expect(lines(element).filter((line) => !line.includes('AT_RISK'))).toEqual([]);
    const codes = await ask('codelist:ma_phuong', [{ kind: 'CODE_LIST' }]);
    expect(
      codes.data.impact.bySeverity.find(({ severity }: { severity: string }) => severity === 'AT_RISK').datasets,
    ).toBe(codes.data.impact.totals.datasets);
    expect(codes.data.impact.byAgency.length).toBeGreaterThan(3);
    const standard = await ask('standard:QCVN%20109:2017', [{ kind: 'MEANING' }]);
    expect(lines(standard)).toContain('N01 AT_RISK BOUND_TO_CHANGE');
  });

  it.each([
    ['element:khong_co', null, 'NOT_FOUND'],
    ['element:so_dinh_danh', [{ kind: 'DROP' }], 'BAD_USER_INPUT'],
    ['N01', [{ kind: 'RETIRE' }, { target: 'element:ho_ten', kind: 'MEANING' }], 'BAD_USER_INPUT'],
  ])('refuses for %s: %j', async (of, changes, code) => {
    expect((await ask(of, changes)).errors).toMatchObject([{ extensions: { code } }]);
  });

  it('follows a binding that is made and taken back', async () => {
    const bind = (verb: string) =>
      system().ask(
        `mutation ($input: ${verb === 'bindFields' ? 'BindFieldsInput' : 'UnbindFieldsInput'}!) { ${verb}(input: $input) { code } }`,
        {
          input: {
            element: 'ma_thua',
            fields: ['S18.gia_dat'],
            ...(verb === 'bindFields' ? { mark: 'ILLUSTRATIVE' } : {}),
          },
        },
        stewardOf('A10'),
      );
    const before = bound(await ask('element:ma_thua', null));
    expect((await bind('bindFields')).errors).toEqual([]);
    await system().heads();
    expect(bound(await ask('element:ma_thua', null))).toEqual([...before, 'S18.gia_dat'].sort());
    expect((await bind('unbindFields')).errors).toEqual([]);
    await system().heads();
    expect(bound(await ask('element:ma_thua', null))).toEqual(before);
  });
});

describe('impactOfSchema', () => {
  const SCHEMA = `query ($dataset: ID!, $schema: [ProposedFieldInput!]!) { impactOfSchema(dataset: $dataset, proposedSchema: $schema) {
    step added reordered changes { target kind to } impact { of bySeverity { severity datasets } datasets(first: 100) { nodes { ref severity } } }
  } }`;
  const inForce = async () =>
    (await system().ask('{ dataset(code: "S18") { fields { name type } } }', {}, ARCHITECT)).data.dataset.fields as {
      name: string;
      type: string;
    }[];

  it('says what a schema changes and what that breaks, as the same changes one by one', async () => {
    const schema = (await inForce()).filter(({ name }) => name !== 'gia_dat');
    const { data, errors } = await system().ask(
      SCHEMA,
      { dataset: 'S18', schema: [...schema, { name: 'moi', type: 'bool' }] },
      ARCHITECT,
    );
    expect(errors).toEqual([]);
    expect(data.impactOfSchema).toMatchObject({
      step: 'MAJOR',
      added: ['moi'],
      reordered: false,
      changes: [{ target: 'S18.gia_dat', kind: 'DROP', to: null }],
      impact: { datasets: { nodes: [{ ref: 'O07', severity: 'BREAKS' }] } },
    });
  });

  it('sees that a column may be missing, and that it is of the key', async () => {
    const schema = (await inForce()).map((field) =>
      field.name === 'gia_dat' ? { ...field, nullable: false, isKey: true } : field,
    );
    const { data, errors } = await system().ask(SCHEMA, { dataset: 'S18', schema }, ARCHITECT);
    expect(errors).toEqual([]);
    expect(data.impactOfSchema).toMatchObject({
      step: 'MAJOR',
      changes: [
        { target: 'S18.gia_dat', kind: 'NULLABILITY', to: 'required' },
        { target: 'S18.gia_dat', kind: 'KEY', to: 'key' },
      ],
      // What copies ma_thua, the key until now, loses that it tells parcels apart; a column that joins the key harms nobody.
      impact: {
        datasets: {
          nodes: [
            { ref: 'O07', severity: 'UNAFFECTED' },
            { ref: 'S21', severity: 'AT_RISK' },
            { ref: 'S22', severity: 'AT_RISK' },
          ],
        },
      },
    });
  });

  it('refuses what is no schema or changes nothing, and does not know what is hidden', async () => {
    const codes = async (dataset: string, schema: unknown, as = ARCHITECT) =>
      (await system().ask(SCHEMA, { dataset, schema }, as)).errors.map(({ code }) => code);
    expect(await codes('S18', [])).toEqual(['BAD_USER_INPUT']);
    expect(await codes('S18', await inForce())).toEqual(['BAD_USER_INPUT']);
    expect(await codes('S18', [{ name: 'a', type: 'datum' }])).toEqual(['BAD_USER_INPUT']);
    expect(await codes('S12', [{ name: 'a', type: 'str' }], ANONYMOUS)).toEqual(['NOT_FOUND']);
  });
});

describe('a whole report over HTTP', () => {
  const get = async (path: string, role?: 'architect' | 'developer'): Promise<Response> => {
    const { address } = await system().listen();
    const token = role === undefined ? undefined : await system().issuer.issue(role, []);
    return fetch(new URL(path, address), { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  };

  it.each(['architect', 'developer'] as const)('has the totals of the query, for the %s', async (role) => {
    const csv = await get('/api/v1/impact.csv?of=N01&changes=retire', role);
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    const bytes = Buffer.from(await csv.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const rows = bytes.toString().trimEnd().split('\r\n').slice(1);
    const { data } = await ask('N01', [{ kind: 'RETIRE' }], role === 'architect' ? ARCHITECT : DEVELOPER);
    const { datasets, fields } = data.impact.totals;
    expect(rows.filter((row) => row.startsWith('dataset,'))).toHaveLength(datasets);
    expect(rows.filter((row) => row.startsWith('column,'))).toHaveLength(fields);
    const markdown = await (await get('/api/v1/impact.md?of=N01&changes=retire', role)).text();
    expect(markdown).toContain(`- datasets: ${datasets}\n`);
    expect(markdown).toContain(`- fields: ${fields}\n`);
    const workbook = await get('/api/v1/impact.xlsx?of=N01&changes=retire', role);
    const [said, agencies, , lines] = await readXlsxFile(Buffer.from(await workbook.arrayBuffer()));
    expect(said?.data).toContainEqual(['fields', fields]);
    expect(agencies?.data.slice(1).map(([code, , count]) => [code, count])).toEqual(
      data.impact.byAgency.map((load: { agency: { code: string }; datasets: number }) => [
        load.agency.code,
        load.datasets,
      ]),
    );
    expect(lines?.data.slice(1).map(([level, ref]) => `${level},${ref}`)).toEqual(
      rows.map((row) => row.split(',', 2).join(',')),
    );
  });

  it.each([
    ['/api/v1/impact.csv', 400, 'BAD_USER_INPUT'],
    ['/api/v1/impact.csv?of=N01&change=drop', 400, 'BAD_USER_INPUT'],
    ['/api/v1/impact.csv?of=N01&changes=drop', 400, 'BAD_USER_INPUT'],
    ['/api/v1/impact.csv?of=N01&changes=destroy', 400, 'BAD_USER_INPUT'],
    ['/api/v1/impact.md?of=N99', 404, 'NOT_FOUND'],
    ['/api/v1/impact.pdf?of=N01', 404, 'NOT_FOUND'],
  ])('%s is refused with %i', async (path, status, code) => {
    const response = await get(path, 'architect');
    expect([response.status, JSON.stringify(await response.json()).includes(code)]).toEqual([status, true]);
  });

  it('knows no more for nobody than the query does', async () => {
    expect((await get('/api/v1/impact.csv?of=S12&changes=retire')).status).toBe(404);
  });
});
