/** Who may make a write: administrators alone, or also the stewards of the agency that answers for what is written. */
export interface WriteRule {
  readonly by: 'ADMINISTRATORS' | 'STEWARDS';
  /** An input that is accepted from whoever may, given the rules before it in the list were tried; it is about A11. */
  readonly input: Readonly<Record<string, unknown>>;
}

const administrators = (input: Readonly<Record<string, unknown>>): WriteRule => ({ by: 'ADMINISTRATORS', input });
const stewards = (input: Readonly<Record<string, unknown>>): WriteRule => ({ by: 'STEWARDS', input });

const TITLES = { titleVi: 'x', titleEn: 'x' };
const NAMES = { nameVi: 'x', nameEn: 'x' };
const POST = { postVi: 'x', postEn: 'x' };
const REASON = { reasonVi: 'x', reasonEn: 'x' };
const GROUND = { document: '194/2025/NĐ-CP', article: '1' };
/** Stands for the id of a service key that was made before. */
export const MADE_KEY = 'made-before';
const FROM = '2026-02-01T00:00:00Z';

/**
 * Who may write what, for every mutation, in an order in which each finds what it needs. S14 is a private dataset of
 * A11, S27 a shared one. A mutation that is added needs a line here: a test sees to it.
 */
export const WRITE_RULES: Readonly<Record<string, WriteRule>> = {
  createAgency: administrators({
    code: 'A99',
    ...NAMES,
    bloc: 'GOVERNMENT',
    level: 'CITY',
    line: 'CITY',
    validFrom: FROM,
  }),
  updateAgency: stewards({ code: 'A11', nameEn: 'Health' }),
  linkPredecessor: administrators({ predecessor: 'A99', successor: 'A11' }),
  addContactPoint: stewards({ agency: 'A11', ...POST }),
  appointSteward: stewards({ agency: 'A11', ...POST, validFrom: FROM }),
  createPartner: administrators({ code: 'P99', ...NAMES, shortName: 'x' }),
  updatePartner: administrators({ code: 'P99', nameEn: 'y' }),
  assignPartners: administrators({ agency: 'A99', validFrom: FROM, partners: [{ partner: 'P99', isLead: true }] }),
  addPartnerAssignment: administrators({ agency: 'A99', partner: 'VNPT', validFrom: FROM }),
  setLeadPartner: administrators({ agency: 'A99', partner: 'VNPT' }),
  endPartnerAssignment: administrators({ agency: 'A99', partner: 'P99' }),
  createDataset: stewards({
    code: 'A11-1',
    ...TITLES,
    descriptionVi: 'x',
    descriptionEn: 'x',
    publisher: 'A11',
    tier: 'SPECIALIZED',
    sharingClass: 'SHARED',
    fields: [{ name: 'ma', type: 'STR', piiClass: 'NONE' }],
  }),
  updateDataset: stewards({ code: 'S14', titleEn: 'x' }),
  addDistribution: stewards({ dataset: 'S14', code: 'S14-CSV', format: 'CSV' }),
  updateDistribution: stewards({ code: 'S14-CSV', mediaType: 'text/csv' }),
  updateField: stewards({ dataset: 'A11-1', name: 'ma', piiClass: 'BASIC' }),
  setPublicBasis: stewards({ field: 'A11-1.ma', document: '57-NQ/TW', article: '1' }),
  writeSchemaVersion: stewards({
    dataset: 'A11-1',
    fields: [
      { name: 'ma', type: 'STR', piiClass: 'NONE' },
      { name: 'ten', type: 'STR', piiClass: 'NONE' },
    ],
  }),
  addQualityMeasurement: stewards({
    dataset: 'S27',
    criterion: 'CLEAN',
    metric: 'share',
    value: 0.5,
    measuredAt: '2026-02-01T00:00:00Z',
  }),
  createDataList: administrators({ code: 'list-99', kind: 'OPEN', ...TITLES }),
  updateDataList: administrators({ code: 'list-99', titleEn: 'y' }),
  proposeDataListVersion: administrators({ list: 'list-99', members: ['O10'] }),
  approveDataListVersion: administrators({ list: 'list-99', version: 1, document: '57-NQ/TW', approvedOn: FROM }),
  proposeDataListChanges: stewards({ list: 'list-99', add: ['S27'] }),
  rejectDataListVersion: administrators({ list: 'list-99', version: 2, document: '57-NQ/TW', ...REASON }),
  createPlatform: stewards({ code: 'PLATFORM-99', ...NAMES, owner: 'A11', securityLevel: 3 }),
  updatePlatform: stewards({ code: 'PLATFORM-99', securityLevel: 4 }),
  createPolicyDocument: administrators({ code: '99/QĐ', ...TITLES }),
  updatePolicyDocument: administrators({ code: '99/QĐ', titleEn: 'y' }),
  createCodeList: administrators({ code: 'codes-99', ...TITLES }),
  updateCodeList: administrators({ code: 'codes-99', titleEn: 'y' }),
  addCodes: administrators({ codeList: 'codes-99', codes: [{ code: '1', labelVi: 'x', labelEn: 'x' }] }),
  removeCodes: administrators({ codeList: 'codes-99', codes: ['1'] }),
  bindCodeList: stewards({ codeList: 'codes-99', fields: ['A11-1.ma'] }),
  reportObservedCodes: stewards({ field: 'A11-1.ma', codes: ['1'], observedAt: FROM }),
  unbindCodeList: stewards({ codeList: 'codes-99', fields: ['A11-1.ma'] }),
  createDataElement: administrators({ code: 'e99', ...NAMES, definitionVi: 'x', definitionEn: 'x', type: 'STR' }),
  decideSuggestion: stewards({ field: 'A11-1.ma', element: 'e99', accept: true }),
  undoSuggestionDecision: stewards({ field: 'A11-1.ma', element: 'e99' }),
  updateDataElement: administrators({ code: 'e99', nameEn: 'y' }),
  bindFields: stewards({ element: 'e99', fields: ['A11-1.ma'] }),
  unbindFields: stewards({ element: 'e99', fields: ['A11-1.ma'] }),
  declareHomonym: administrators({ name: 'h99', noteVi: 'x', noteEn: 'x' }),
  withdrawHomonym: administrators({ name: 'h99' }),
  claimMasterSource: stewards({ element: 'e99', dataset: 'S14' }),
  approveMasterSource: administrators({ element: 'ho_ten', dataset: 'S01', approved: false }),
  withdrawMasterClaim: stewards({ element: 'e99', dataset: 'S14' }),
  createStandard: administrators({ code: 'TCVN 99', ...TITLES, issuer: 'x' }),
  updateStandard: administrators({ code: 'TCVN 99', titleEn: 'y' }),
  requireElement: administrators({ standard: 'TCVN 99', name: 'ma', type: 'STR' }),
  withdrawRequiredElement: administrators({ standard: 'TCVN 99', name: 'ma' }),
  declareConformance: stewards({ standard: 'TCVN 99', datasets: ['S14'] }),
  withdrawConformance: stewards({ standard: 'TCVN 99', datasets: ['S14'] }),
  createMandateList: administrators({ code: 'ML-99', ...TITLES, date: FROM }),
  updateMandateList: administrators({ code: 'ML-99', titleEn: 'y' }),
  addMandateItems: administrators({ mandateList: 'ML-99', datasets: ['S27'] }),
  removeMandateItems: administrators({ mandateList: 'ML-99', datasets: ['S27'] }),
  declareFlow: stewards({
    code: 'F99',
    type: 'MANUAL',
    channel: 'MANUAL',
    from: 'O01',
    to: 'S14',
    validFrom: FROM,
    columns: [],
  }),
  retireFlow: stewards({ code: 'F99', validTo: '2026-03-01T00:00:00Z' }),
  linkName: stewards({ name: 'pg://city|s14', dataset: 'S14' }),
  unlinkName: stewards({ name: 'pg://city|s14' }),
  acceptFinding: stewards({ rule: 'R5', target: 'A11-1', document: '127/KH-UBND' }),
  withdrawAcceptance: stewards({ rule: 'R5', target: 'A11-1' }),
  createCampaign: administrators({ code: 'C99', ...TITLES, launchedOn: FROM }),
  updateCampaign: administrators({ code: 'C99', titleEn: 'y' }),
  createIndicator: administrators({
    code: 'I99',
    campaign: 'C99',
    ...NAMES,
    operator: 'GE',
    value: 1,
    unitVi: '%',
    unitEn: '%',
    year: 2030,
  }),
  updateIndicator: administrators({ code: 'I99', nameEn: 'y' }),
  createTask: administrators({
    code: 'C99-01',
    campaign: 'C99',
    group: 'DATA',
    kind: 'CLEANSE',
    ...TITLES,
    agency: 'A11',
    responsiblePostVi: 'x',
    responsiblePostEn: 'x',
    textVi: 'x',
    textEn: 'x',
    dueOn: FROM,
    accountablePostVi: 'x',
    accountablePostEn: 'x',
    deliverableVi: 'x',
    deliverableEn: 'x',
    authority: '57-NQ/TW',
  }),
  updateTask: stewards({ code: 'C99-01', titleEn: 'y' }),
  linkTaskDataset: stewards({ task: 'C99-01', dataset: 'S27' }),
  unlinkTaskDataset: stewards({ task: 'C99-01', dataset: 'S27' }),
  requestAccess: stewards({ dataset: 'S09', requester: 'A11', purposeVi: 'x', purposeEn: 'x' }),
  approveAccessRequest: stewards({ code: 'FOR-S14-1', ...REASON }),
  grantAccess: stewards({ code: 'FOR-S14-1' }),
  revokeAccess: stewards({ code: 'FOR-S14-1', ...REASON }),
  refuseAccessRequest: stewards({ code: 'FOR-S27-1', ...REASON, ...GROUND }),
  createServiceKey: administrators({ name: 'x', agencies: ['A11'] }),
  revokeServiceKey: administrators({ id: MADE_KEY }),
};
