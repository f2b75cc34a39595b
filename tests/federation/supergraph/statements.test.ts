import { beforeAll, describe, expect, it } from 'vitest';
import { ADMINISTRATOR, emptyInstance, type Statement } from '../../support/instance.ts';

let looks = 0;
/** Later at every look, as a clock may be that is looked at for one row after another. */
const system = emptyInstance({ now: () => new Date(Date.now() + ++looks) });

const AGENCIES = 40;
const DATASETS = 200;
const PARTNERS = 6;
const STANDARDS = 5;
const LISTS = 10;
/** Below the gateway's limit of aliases. */
const PER_REQUEST = 12;

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i + 1).padStart(3, '0')}`);
const named = (code: string) => ({ code, nameVi: code, nameEn: code });
const titled = (code: string) => ({ code, titleVi: code, titleEn: code });

async function write(mutation: string, type: string, inputs: readonly object[]): Promise<void> {
  for (let start = 0; start < inputs.length; start += PER_REQUEST) {
    const batch = inputs.slice(start, start + PER_REQUEST);
    const { errors } = await system().ask(
      `mutation (${batch.map((_, i) => `$i${i}: ${type}!`).join(', ')}) {
        ${batch.map((_, i) => `m${i}: ${mutation}(input: $i${i}) { __typename }`).join(' ')}
      }`,
      Object.fromEntries(batch.map((input, i) => [`i${i}`, input])),
      ADMINISTRATOR,
    );
    expect(errors).toEqual([]);
  }
}

beforeAll(async () => {
  const agencies = numbered('A', AGENCIES);
  const datasets = numbered('D', DATASETS);
  const partners = numbered('P', PARTNERS);
  const validFrom = '2026-01-01';
  await write(
    'createAgency',
    'CreateAgencyInput',
    agencies.map((code) => ({ ...named(code), bloc: 'GOVERNMENT', level: 'CITY', line: 'CITY', validFrom })),
  );
  await write(
    'createPartner',
    'CreatePartnerInput',
    partners.map((code) => ({ ...named(code), shortName: code })),
  );
  await write(
    'assignPartners',
    'AssignPartnersInput',
    agencies.map((agency, i) => ({
      agency,
      validFrom,
      partners: [0, 1, 2].map((k) => ({ partner: partners[(i + k) % PARTNERS], isLead: k === 0 })),
    })),
  );
  await write(
    'createDataset',
    'CreateDatasetInput',
    datasets.map((code, i) => ({
      ...titled(code),
      descriptionVi: code,
      descriptionEn: code,
      publisher: agencies[i % AGENCIES],
      tier: 'SPECIALIZED',
      sharingClass: 'SHARED',
      fields: ['ma', 'ten'].map((name) => ({ name, type: 'STR', piiClass: 'NONE' })),
    })),
  );
  await system().instance.settle();
  const standards = numbered('S', STANDARDS);
  await write(
    'createStandard',
    'CreateStandardInput',
    standards.map((code) => ({ ...titled(code), issuer: 'x' })),
  );
  await write(
    'declareConformance',
    'DeclareConformanceInput',
    standards.map((standard, k) => ({ standard, datasets: datasets.filter((_, i) => i % (k + 1) === 0) })),
  );
  await write('createDataElement', 'CreateDataElementInput', [
    { ...named('ma'), definitionVi: 'x', definitionEn: 'x', type: 'STR' },
  ]);
  await write('bindFields', 'BindFieldsInput', [{ element: 'ma', fields: datasets.map((code) => `${code}.ma`) }]);
  await lists(datasets, agencies);
  await system().instance.settle();
});

/** Lists with a version in force and a proposed one, documents that decide on them, a campaign with targets. */
async function lists(datasets: readonly string[], agencies: readonly string[]): Promise<void> {
  const documents = numbered('V', LISTS);
  const codes = numbered('L', LISTS);
  const [some, more] = [datasets.slice(0, 20), datasets.slice(0, 30)];
  await write('createPolicyDocument', 'CreatePolicyDocumentInput', documents.map(titled));
  for (const [kind, list] of [
    ['DataList', 'list'],
    ['MandateList', 'mandateList'],
  ] as const) {
    const named = kind === 'DataList' ? 'members' : 'datasets';
    await write(
      `create${kind}`,
      `Create${kind}Input`,
      codes.map((code) => ({
        ...titled(code),
        ...(kind === 'DataList' ? { kind: 'SHARED' } : { date: '2026-01-01' }),
      })),
    );
    for (const on of [some, more]) {
      await write(
        `propose${kind}Version`,
        `Propose${kind}VersionInput`,
        codes.map((code) => ({ [list]: code, [named]: on })),
      );
    }
    await write(
      `approve${kind}Version`,
      `Approve${kind}VersionInput`,
      codes.map((code, i) => ({ [list]: code, version: 1, document: documents[i], approvedOn: '2026-01-01' })),
    );
  }
  await write('createPlatform', 'CreatePlatformInput', [
    { ...named('EXCHANGE'), owner: 'A001', kind: 'MARKETPLACE', securityLevel: 2 },
  ]);
  await write(
    'draftExchangeListing',
    'DraftExchangeListingInput',
    some.map((dataset, i) => ({
      code: `X-${dataset}`,
      dataset,
      platform: 'EXCHANGE',
      consent: { document: documents[i % LISTS], obtainedOn: '2026-01-01' },
    })),
  );
  await write('createCampaign', 'CreateCampaignInput', [{ ...titled('C'), launchedOn: '2026-01-01', documents }]);
  const said = { measureVi: 'x', measureEn: 'x', unitVi: 'x', unitEn: 'x', baseline: 0, value: 1, dueOn: '2026-06-30' };
  await write(
    'createProgressTarget',
    'CreateProgressTargetInput',
    [...datasets.map((dataset) => ({ dataset })), ...agencies.map((agency) => ({ agency }))].map((of, i) => ({
      code: `T-${i}`,
      campaign: 'C',
      ...of,
      ...said,
    })),
  );
  await system().instance.settle();
}

/** Statements of one question, and how many of the asked thing it gave. */
async function count(
  query: string,
  first: number,
): Promise<{ readonly statements: Statement[]; readonly nodes: number }> {
  let nodes = 0;
  const statements = await system().statementsOf(async () => {
    const { data, errors } = await system().ask(query, { first });
    expect(errors).toEqual([]);
    nodes = nodesIn(data);
  });
  return { statements, nodes };
}

/** How many nodes the connection has that is asked for, below one field or another. */
function nodesIn(answer: object): number {
  const [below] = Object.values(answer) as (object & { readonly nodes?: readonly unknown[] })[];
  if (below === undefined) throw new Error('The answer has no nodes');
  return below.nodes?.length ?? nodesIn(below);
}

const QUESTIONS: readonly (readonly [string, string, readonly number[]])[] = [
  [
    'datasets with publisher, partners, lead partner, standards, fields and elements',
    `query ($first: Int!) { datasets(first: $first) { totalCount nodes {
      code title publisher { code name partners { code name } leadPartner { code } assignments { isLead partner { code } } }
      standards { code title } fields { ref type element { code name } codeList { code } } lists { version }
    } } }`,
    [10, 100, 200],
  ],
  [
    'agencies with their datasets, their standards and their partners',
    `query ($first: Int!) { agencies(first: $first) { totalCount nodes {
      code datasets(first: 3) { totalCount nodes { code title standards { code title } } } partners { code name }
    } } }`,
    [10, 20, 40],
  ],
  [
    'datasets with their neighbours and their publishers',
    `query ($first: Int!) { datasets(first: $first) { nodes {
      code downstream(first: 5) { nodes { ref dataset { code publisher { code } } } } publisher { code datasets(first: 2) { nodes { code } } }
    } } }`,
    [10, 100, 200],
  ],
  [
    'partners with their assignments, agencies and datasets',
    `query ($first: Int!) { partners(first: $first) { nodes {
      code assignments(first: 5) { totalCount nodes { isLead agency { code name datasets(first: 2) { nodes { code standards { code } } } } } }
    } } }`,
    [2, 4, 6],
  ],
  [
    'standards with their datasets and publishers',
    `query ($first: Int!) { standards(first: $first) { nodes {
      code datasets(first: 50) { totalCount nodes { code title publisher { code leadPartner { code } } } }
    } } }`,
    [1, 3, 5],
  ],
  [
    'lists with their versions, what each names and changes, and when it is reviewed',
    `query ($first: Int!) { dataLists(first: $first) { totalCount nodes { code versionInForce { version } versions {
      version state document { code title } reviewDueOn datasets { code publisher { code } } changes { added { code } removed { code } }
    } } } }`,
    [2, 5, 10],
  ],
  [
    'mandate lists with their versions, what each names and changes',
    `query ($first: Int!) { mandateLists(first: $first) { totalCount nodes { code items { code publisher { code } } versions {
      version state document { code } entries { mark } changes { added { code } removed { code } }
    } } } }`,
    [2, 5, 10],
  ],
  [
    'datasets with approval, mandates, conformance, market place and targets',
    `query ($first: Int!) { datasets(first: $first) { nodes {
      code listApproval { approved } mandateLists { code } conformances { computed { verdict } }
      exchangeEligibility { eligible } progressTargets { code latest { value } }
    } } }`,
    [10, 20, 40],
  ],
  [
    'datasets with their quality',
    `query ($first: Int!) { datasets(first: $first) { nodes { code qualityScore { score coverage criteria { criterion score } } } } }`,
    [10, 20, 40],
  ],
  [
    'agencies with the quality of their data',
    `query ($first: Int!) { agencies(first: $first) { nodes { code quality { datasets scored score coverage } } } }`,
    [10, 20, 40],
  ],
  [
    'listings on the market place with what stands against them',
    `query ($first: Int!) { exchangeListings(first: $first) { totalCount nodes {
      code state dataset { code publisher { code } } platform { code } eligibility { eligible findings { criterion holds } } history { to }
    } } }`,
    [5, 10, 20],
  ],
  [
    'agencies with their yearly evaluation',
    `query ($first: Int!) { campaign(code: "C") { evaluations(year: 2026, first: $first) { totalCount nodes {
      agency { code name quality { scored } } tasks { due } progress { targets reported } surveys { datasets connected } posts { reports }
    } } } }`,
    [10, 20, 40],
  ],
  [
    'policy documents with all that leans on them',
    `query ($first: Int!) { policyDocuments(first: $first) { nodes { code leanedOnBy {
      flows(first: 2) { totalCount } listVersions(first: 2) { totalCount nodes { list { code } } } classifications(first: 2) { totalCount }
      processings(first: 2) { totalCount nodes { dataset { code } } }
      publishedFields(first: 2) { totalCount } accessRequests(first: 2) { totalCount } tasks(first: 2) { totalCount }
      campaigns(first: 2) { totalCount nodes { code } } mandateLists(first: 2) { totalCount } mandateListVersions(first: 2) { totalCount nodes { list { code } } }
      acceptedFindings(first: 2) { totalCount } deidentifications(first: 2) { totalCount } exchangeListings(first: 2) { totalCount } qualityProfiles { list }
    } } } }`,
    [2, 5, 10],
  ],
];

describe('a list across subgraphs takes as many SQL statements for few as for many', () => {
  it.each(QUESTIONS)('%s', async (what, query, sizes) => {
    // Plans and prepared things are made at the first question.
    await count(query, sizes[0] ?? 1);
    const sent: (readonly Statement[])[] = [];
    for (const size of sizes) {
      const { statements, nodes } = await count(query, size);
      expect(nodes).toBe(size);
      expect(statements.length).toBeGreaterThan(0);
      sent.push(statements);
    }
    const numbers = sent.map(({ length }) => length);
    const most = sent.find(({ length }) => length === Math.max(...numbers)) ?? [];
    const listed = most.map(({ subgraph, sql }) => `${subgraph}: ${sql.slice(0, 160)}`).join('\n');
    expect(new Set(numbers).size, `${sizes.join(', ')} → ${numbers.join(', ')}\n${listed}`).toBe(1);
    process.stdout.write(`${numbers[0]} SQL statements for ${sizes.join(', ')} ${what}\n`);
  });
});
