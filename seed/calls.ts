import { parseInstant } from '../kernel/graphql/date-time.ts';
import type { Marked, SeedCatalogue } from './data/types.ts';

/** One mutation with its input. */
export interface SeedCall {
  /** What is being loaded, for people. */
  readonly step: string;
  readonly mutation: string;
  readonly inputType: string;
  /** The record, for messages. */
  readonly key: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** A step of a record from state to state: a refusal because it was taken before is no failure. */
  readonly isStep?: true;
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The calls of one step: a mutation for every record. By convention the input type is the mutation's name and `Input`. */
const each = <T>(
  step: string,
  mutation: string,
  records: readonly T[],
  key: (record: T) => string,
  input: (record: T) => Readonly<Record<string, unknown>>,
  isStep?: true,
): SeedCall[] =>
  records.map((record) => ({
    step,
    mutation,
    inputType: `${upperFirst(mutation)}Input`,
    key: key(record),
    input: input(record),
    ...(isStep === undefined ? {} : { isStep }),
  }));

const code = ({ code: value }: { readonly code: string }): string => value;
const asItIs = (record: object): Readonly<Record<string, unknown>> => ({ ...record });

/** Most links that one mutation takes. */
const MOST_LINKS = 1_000;

/** Links of many to one, in calls of at most 1,000, grouped by the one, mark and source. */
function linked<T extends Marked>(
  step: string,
  mutation: string,
  one: string,
  many: string,
  links: readonly T[],
  ends: (link: T) => { readonly one: string; readonly many: string },
): SeedCall[] {
  const groups = Map.groupBy(links, (link) => JSON.stringify([ends(link).one, link.mark, link.source]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const chunks = Array.from({ length: Math.ceil(group.length / MOST_LINKS) }, (_, chunk) =>
      group.slice(chunk * MOST_LINKS, (chunk + 1) * MOST_LINKS),
    );
    return each(
      step,
      mutation,
      chunks,
      () => ends(first).one,
      (chunk) => ({
        [one]: ends(first).one,
        [many]: chunk.map((link) => ends(link).many),
        mark: first.mark,
        source: first.source,
      }),
    );
  });
}

/**
 * Every call that loads the sample catalogue, in an order in which what is referred to comes first. Read from the top:
 * who, which documents, which datasets, which standards, what flows, what is to be done, what was reached of it.
 * @param now what was reached only later than this is left out.
 */
export function seedCalls(seed: SeedCatalogue, now: Date): SeedCall[] {
  // What lies in the future is refused; a clock that stands early is no reason not to load the rest.
  const assessments = seed.maturityAssessments.filter(({ assessedOn }) => parseInstant(assessedOn) <= now);
  const reports = seed.progressReports.filter(({ measuredOn }) => parseInstant(measuredOn) <= now);
  const successions = seed.agencies.flatMap(({ code: predecessor, successors }) =>
    successors.map((successor) => ({ predecessor, successor })),
  );
  const accountable = seed.agencies.flatMap(({ code: agency, accountablePost }) =>
    accountablePost === null ? [] : [{ agency, ...accountablePost }],
  );
  const contacts = seed.agencies.flatMap(({ code: agency, contactPoints }) =>
    contactPoints.map((contact) => ({ agency, ...contact })),
  );
  const assigned = [
    ...Map.groupBy(seed.assignments, ({ agency, validFrom }) => JSON.stringify([agency, validFrom])).values(),
  ];
  const listVersions = seed.dataLists.flatMap(({ code: list, versions }) =>
    versions.map((version) => ({ list, ...version })),
  );
  const mandateVersions = seed.mandateLists.flatMap(({ code: mandateList, versions }) =>
    versions.map((version) => ({ mandateList, ...version })),
  );

  return [
    ...each(
      'agencies',
      'createAgency',
      parentsFirst(seed.agencies),
      code,
      ({ accountablePost: _p, contactPoints: _c, successors: _s, ...agency }) => agency,
    ),
    ...each('successions of agencies', 'linkPredecessor', successions, ({ predecessor }) => predecessor, asItIs),
    ...each('accountable posts', 'appointAccountablePost', accountable, ({ agency }) => agency, asItIs),
    ...each('contact points', 'addContactPoint', contacts, ({ agency }) => agency, asItIs),
    ...each('electronic codes', 'setElectronicCode', seed.electronicCodes, ({ agency }) => agency, asItIs),
    ...each('assessments of maturity', 'assessMaturity', assessments, ({ agency }) => agency, asItIs),
    ...each('partners', 'createPartner', seed.partners, code, asItIs),
    ...each(
      'assignments of partners',
      'assignPartners',
      assigned,
      (group) => group[0]?.agency ?? '',
      (group) => ({
        agency: group[0]?.agency,
        validFrom: group[0]?.validFrom,
        partners: group.map(({ agency: _a, validFrom: _f, validTo: _t, ...partner }) => partner),
      }),
    ),
    ...each('policy documents', 'createPolicyDocument', replacementsFirst(seed.policyDocuments), code, asItIs),
    ...each('platforms', 'createPlatform', seed.platforms, code, asItIs),
    ...each('datasets', 'createDataset', seed.datasets, code, ({ fields, ...dataset }) => ({
      ...dataset,
      fields: fields.map(({ position: _p, ...field }) => field),
    })),
    ...each('distributions', 'addDistribution', seed.distributions, code, asItIs),
    ...each('public basis of columns', 'setPublicBasis', seed.publicBasis, ({ field }) => field, asItIs),
    ...each('lists', 'createDataList', seed.dataLists, code, ({ versions: _v, ...list }) => list),
    ...each(
      'versions of lists',
      'proposeDataListVersion',
      listVersions,
      ({ list }) => list,
      ({ list, version, members }) => ({ list, version, members }),
    ),
    ...each(
      'approved versions of lists',
      'approveDataListVersion',
      listVersions.filter(({ state }) => state === 'APPROVED'),
      ({ list }) => list,
      ({ list, version, document, approvedOn }) => ({ list, version, document, approvedOn }),
    ),
    ...each(
      'decisions on classes',
      'recordClassification',
      alike(seed.classifications),
      ({ document }) => document,
      asItIs,
    ),
    ...each('why data is processed', 'recordProcessing', seed.processings, ({ dataset }) => dataset, asItIs),
    ...each(
      'listings on the market place',
      'draftExchangeListing',
      seed.exchangeListings,
      code,
      ({ state: _s, ...listing }) => listing,
    ),
    ...each(
      'eligible listings',
      'confirmExchangeEligibility',
      seed.exchangeListings.filter(({ state }) => state !== 'DRAFT'),
      code,
      ({ code: listing }) => ({ code: listing }),
      true,
    ),
    ...each(
      'offered listings',
      'listOnExchange',
      seed.exchangeListings.filter(({ state }) => state === 'LISTED'),
      code,
      ({ code: listing }) => ({ code: listing }),
      true,
    ),
    ...each('code lists', 'createCodeList', seed.codeLists, code, asItIs),
    ...each('elements of the dictionary', 'createDataElement', seed.dataElements, code, asItIs),
    ...each('homonyms', 'declareHomonym', seed.homonyms, ({ name }) => name, asItIs),
    ...linked(
      'bindings to elements',
      'bindFields',
      'element',
      'fields',
      seed.elementBindings,
      ({ element, field }) => ({ one: element, many: field }),
    ),
    ...linked(
      'bindings to code lists',
      'bindCodeList',
      'codeList',
      'fields',
      seed.codeListBindings,
      ({ codeList, field }) => ({ one: codeList, many: field }),
    ),
    ...each(
      'claims of master sources',
      'claimMasterSource',
      seed.masterClaims,
      ({ element }) => element,
      ({ approved: _a, ...claim }) => claim,
    ),
    ...each(
      'approved master sources',
      'approveMasterSource',
      seed.masterClaims.filter(({ approved }) => approved),
      ({ element }) => element,
      ({ element, dataset }) => ({ element, dataset }),
    ),
    ...each('standards', 'createStandard', replacementsFirst(seed.standards), code, asItIs),
    ...each(
      'required elements',
      'requireElement',
      seed.requiredElements,
      ({ standard }) => standard,
      ({ element, ...required }) => ({ ...required, name: element }),
    ),
    ...linked(
      'conformance to standards',
      'declareConformance',
      'standard',
      'datasets',
      seed.conformance,
      ({ standard, dataset }) => ({ one: standard, many: dataset }),
    ),
    ...each('mandate lists', 'createMandateList', seed.mandateLists, code, ({ versions: _v, ...list }) => list),
    ...each(
      'versions of mandate lists',
      'proposeMandateListVersion',
      mandateVersions,
      ({ mandateList }) => mandateList,
      ({ state: _s, document: _d, approvedOn: _a, ...version }) => version,
    ),
    ...each(
      'approved versions of mandate lists',
      'approveMandateListVersion',
      mandateVersions.filter(({ state }) => state === 'APPROVED'),
      ({ mandateList }) => mandateList,
      ({ mandateList, version, document, approvedOn }) => ({ mandateList, version, document, approvedOn }),
    ),
    ...each('flows', 'declareFlow', seed.flows, code, asItIs),
    ...each('campaigns', 'createCampaign', seed.campaigns, code, asItIs),
    ...each('tasks', 'createTask', seed.tasks, code, ({ responsible, taskVi, taskEn, ...task }) => ({
      ...task,
      agency: responsible,
      textVi: taskVi,
      textEn: taskEn,
    })),
    ...each('milestones', 'createMilestone', seed.milestones, code, asItIs),
    ...each('oversight', 'assignOversight', seed.oversight, ({ agency }) => agency, asItIs),
    ...each('indicators', 'createIndicator', seed.indicators, code, asItIs),
    ...each('targets', 'createProgressTarget', seed.progressTargets, code, asItIs),
    ...each(
      'reports of progress',
      'reportProgress',
      reports,
      ({ target }) => target,
      ({ correction: _c, ...report }) => report,
      true,
    ),
    ...each(
      'corrections of reports',
      'correctProgress',
      reports.flatMap(({ target: _t, correction, ...report }) =>
        correction === null ? [] : [{ ...report, ...correction }],
      ),
      ({ report }) => report,
      asItIs,
      true,
    ),
    ...each('metrics of quality', 'defineQualityMetric', seed.qualityMetrics, code, asItIs),
    ...each('counts of record groups', 'addRecordGroupCount', seed.recordGroups, ({ dataset }) => dataset, asItIs),
    ...each(
      'requests for access',
      'requestAccess',
      seed.accessRequests,
      code,
      ({ state: _s, decision: _d, ...request }) => request,
    ),
    ...each('approved requests', 'approveAccessRequest', decided(seed, 'APPROVED'), code, asItIs, true),
    ...each('refused requests', 'refuseAccessRequest', decided(seed, 'REFUSED'), code, asItIs, true),
  ];
}

/** Decisions on classes that differ in their datasets only, as one. */
const alike = (classifications: SeedCatalogue['classifications']) =>
  [...Map.groupBy(classifications, ({ dataset: _d, ...decision }) => JSON.stringify(decision)).values()].flatMap(
    (group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { dataset: _d, ...decision } = first;
      return [{ ...decision, datasets: group.map(({ dataset }) => dataset) }];
    },
  );

/** Decisions of one kind, as the mutations take them. */
const decided = (seed: SeedCatalogue, state: 'APPROVED' | 'REFUSED') =>
  seed.accessRequests.flatMap(({ code: request, state: reached, decision }) =>
    reached !== state || decision === null
      ? []
      : [
          {
            code: request,
            decidedAt: decision.decidedAt,
            reasonVi: decision.reasonVi,
            reasonEn: decision.reasonEn,
            ...decision.legalGround,
          },
        ],
  );

/** Agencies with those above them first. */
function parentsFirst<T extends { readonly code: string; readonly parent: string | null }>(records: readonly T[]): T[] {
  return inOrder(records, ({ parent }) => parent);
}

/** Documents with those that replace them first. */
function replacementsFirst<T extends { readonly code: string; readonly replacedBy: string | null }>(
  records: readonly T[],
): T[] {
  return inOrder(records, ({ replacedBy }) => replacedBy);
}

function inOrder<T extends { readonly code: string }>(records: readonly T[], needs: (record: T) => string | null): T[] {
  const waiting = new Map(records.map((record) => [record.code, record]));
  const ordered: T[] = [];
  const place = (record: T): void => {
    if (!waiting.delete(record.code)) return;
    const needed = waiting.get(needs(record) ?? '');
    if (needed !== undefined) place(needed);
    ordered.push(record);
  };
  for (const record of records) place(record);
  return ordered;
}
