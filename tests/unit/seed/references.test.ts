import { describe, expect, it } from 'vitest';
import { loadSeedCatalogue } from '../../../seed/data/index.ts';

const seed = loadSeedCatalogue();
const codes = (records: readonly { readonly code: string }[]): ReadonlySet<string> =>
  new Set(records.map((record) => record.code));

const agencies = codes(seed.agencies);
const partners = codes(seed.partners);
const datasets = codes(seed.datasets);
const documents = codes(seed.policyDocuments);
const standards = codes(seed.standards);
const elements = codes(seed.dataElements);
const codeLists = codes(seed.codeLists);
const platforms = codes(seed.platforms);
const membersOf = (isAsked: (list: (typeof seed.dataLists)[number]) => boolean): string[] =>
  seed.dataLists.filter(isAsked).flatMap((list) => list.versions.flatMap(({ members }) => members));
const campaigns = codes(seed.campaigns);
const columns = new Set(
  seed.datasets.flatMap((dataset) => dataset.fields.map((field) => `${dataset.code}.${field.name}`)),
);
const columnNames = new Set([...columns].map((column) => column.slice(column.indexOf('.') + 1)));

const given = (...values: readonly (string | null)[]): string[] => values.filter((value) => value !== null);

describe('references inside the seed', () => {
  it.each<[string, ReadonlySet<string>, readonly string[]]>([
    ['parents of agencies', agencies, seed.agencies.flatMap((agency) => given(agency.parent))],
    ['successors of agencies', agencies, seed.agencies.flatMap((agency) => agency.successors)],
    ['agencies of assignments', agencies, seed.assignments.map((assignment) => assignment.agency)],
    ['partners of assignments', partners, seed.assignments.map((assignment) => assignment.partner)],
    ['publishers', agencies, seed.datasets.map((dataset) => dataset.publisher)],
    ['platforms of datasets', platforms, seed.datasets.flatMap(({ system }) => given(system))],
    ['agencies with an electronic code', agencies, seed.electronicCodes.map(({ agency }) => agency)],
    ['agencies whose maturity was assessed', agencies, seed.maturityAssessments.map(({ agency }) => agency)],
    ['owners of platforms', agencies, seed.platforms.map((platform) => platform.owner)],
    ['datasets with counts of records', datasets, seed.recordGroups.map(({ dataset }) => dataset)],
    ['datasets of distributions', datasets, seed.distributions.map((distribution) => distribution.dataset)],
    ['services of distributions', platforms, seed.distributions.map((distribution) => distribution.accessService)],
    ['columns with a public basis', columns, seed.publicBasis.map((basis) => basis.field)],
    ['documents of public bases', documents, seed.publicBasis.map((basis) => basis.document)],
    ['ends of flows', datasets, seed.flows.flatMap((flow) => [flow.from, flow.to])],
    ['legal grounds of flows', documents, seed.flows.map((flow) => flow.legalGround.document)],
    ['datasets of decisions on classes', datasets, seed.classifications.map(({ dataset }) => dataset)],
    ['datasets of which it is said why they are processed', datasets, seed.processings.map(({ dataset }) => dataset)],
    ['documents by which data is processed', documents, seed.processings.map(({ document }) => document)],
    ['documents of decisions on classes', documents, seed.classifications.map(({ document }) => document)],
    ['datasets of listings', datasets, seed.exchangeListings.map(({ dataset }) => dataset)],
    ['market places', platforms, seed.exchangeListings.map(({ platform }) => platform)],
    ['datasets of data lists', datasets, membersOf(({ kind }) => kind !== 'PLATFORM')],
    ['platforms of data lists', platforms, membersOf(({ kind }) => kind === 'PLATFORM')],
    [
      'documents of data lists',
      documents,
      seed.dataLists.flatMap((list) => list.versions.flatMap((v) => given(v.document))),
    ],
    ['code lists of elements', codeLists, seed.dataElements.flatMap((element) => given(element.codeList))],
    ['columns bound to elements', columns, seed.elementBindings.map((binding) => binding.field)],
    ['elements bound to columns', elements, seed.elementBindings.map((binding) => binding.element)],
    ['columns bound to code lists', columns, seed.codeListBindings.map((binding) => binding.field)],
    ['code lists bound to columns', codeLists, seed.codeListBindings.map((binding) => binding.codeList)],
    ['elements of master claims', elements, seed.masterClaims.map((claim) => claim.element)],
    ['datasets of master claims', datasets, seed.masterClaims.map((claim) => claim.dataset)],
    ['datasets of conformance', datasets, seed.conformance.map((link) => link.dataset)],
    ['standards of conformance', standards, seed.conformance.map((link) => link.standard)],
    ['standards of required elements', standards, seed.requiredElements.map((required) => required.standard)],
    ['names of required elements', columnNames, seed.requiredElements.map((required) => required.element)],
    [
      'code lists of required elements',
      codeLists,
      seed.requiredElements.flatMap((required) => given(required.codeList)),
    ],
    [
      'datasets of targets and of tasks',
      datasets,
      [
        ...seed.progressTargets.flatMap((target) => given(target.dataset)),
        ...seed.tasks.flatMap((task) => task.datasets),
      ],
    ],
    ['agencies of targets', agencies, seed.progressTargets.flatMap((target) => given(target.agency))],
    ['tasks of targets', codes(seed.tasks), seed.progressTargets.flatMap((target) => given(target.task))],
    ['targets of reports', codes(seed.progressTargets), seed.progressReports.map((report) => report.target)],
    ['replacements of standards', standards, seed.standards.flatMap((standard) => given(standard.replacedBy))],
    ['replacements of documents', documents, seed.policyDocuments.flatMap((document) => given(document.replacedBy))],
    ['documents of mandate lists', documents, seed.mandateLists.flatMap((list) => given(list.document))],
    [
      'datasets of versions of mandate lists',
      datasets,
      seed.mandateLists.flatMap((list) => list.versions.flatMap((version) => version.datasets)),
    ],
    [
      'documents of versions of mandate lists',
      documents,
      seed.mandateLists.flatMap((list) => list.versions.flatMap((version) => given(version.document))),
    ],
    ['documents of the campaign', documents, seed.campaigns.flatMap((campaign) => campaign.documents)],
    ['campaigns of tasks', campaigns, seed.tasks.map((task) => task.campaign)],
    ['responsible agencies', agencies, seed.tasks.map((task) => task.responsible)],
    ['authorities of tasks', documents, seed.tasks.map((task) => task.authority)],
    ['datasets of tasks', datasets, seed.tasks.flatMap((task) => task.datasets)],
    [
      'campaigns of milestones and oversight',
      campaigns,
      [...seed.milestones, ...seed.oversight].map((of) => of.campaign),
    ],
    ['documents of milestones', documents, seed.milestones.flatMap(({ document }) => given(document))],
    ['agencies with oversight', agencies, seed.oversight.map(({ agency }) => agency)],
    ['campaigns of indicators', campaigns, seed.indicators.map((indicator) => indicator.campaign)],
    ['datasets asked for', datasets, seed.accessRequests.map((request) => request.dataset)],
    ['requesters', agencies, seed.accessRequests.map((request) => request.requester)],
    [
      'legal grounds of decisions',
      documents,
      seed.accessRequests.flatMap((request) => given(request.decision?.legalGround.document ?? null)),
    ],
  ])('%s exist', (_what, known, referred) => {
    expect(referred.filter((code) => !known.has(code))).toEqual([]);
  });

  it('name each dataset or agency at most once where they form a set', () => {
    const sets = [
      ...seed.dataLists.flatMap((list) => list.versions.map((version) => version.members)),
      ...seed.mandateLists.flatMap((list) => list.versions.map((version) => version.datasets)),
      ...seed.tasks.map((task) => task.datasets),
      ...seed.agencies.map((agency) => agency.successors),
    ];
    for (const members of sets) expect(new Set(members).size).toBe(members.length);
  });
});
