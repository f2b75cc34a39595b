import { expect, it } from 'vitest';
import { loadSeedCatalogue } from '../../seed/data/index.ts';
import { ADMINISTRATOR, ANONYMOUS, ARCHITECT, DEVELOPER, type TestAsker } from '../support/instance.ts';

const seed = loadSeedCatalogue();
const codes = (nodes: readonly { readonly code: string }[]): string => nodes.map(({ code }) => code).join(' ');

/** Two seconds is the promise; a busy machine gets more, and what it took is printed. */
const FOLLOWED_MS = 8_000;

/**
 * Lists, market place, legal ground and platforms of the sample catalogue, each line one question. What is written comes
 * last, for it changes what the others find.
 * @param asker asks the system; called inside tests only.
 */
export function listLines(asker: () => TestAsker): void {
  const answer = async (query: string, as = ARCHITECT) => {
    const { data, errors } = await asker()(query, {}, as);
    expect(errors).toEqual([]);
    return data;
  };
  const until = async <T>(look: () => Promise<T>, isDone: (found: T) => boolean): Promise<T> => {
    for (let tries = 0; tries < 100; tries++) {
      const found = await look();
      if (isDone(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return look();
  };

  it('the campaign of 2026 orders twelve databases and Resolution 214 eleven: N08 is the one between them', async () => {
    const { mandateLists } = await answer(
      '{ mandateLists { nodes { code statedCount document { code } items { code } } } }',
    );
    const [of2025, of2026] = mandateLists.nodes;
    expect([of2025, of2026].map(({ code, statedCount, document }) => [code, statedCount, document])).toEqual([
      ['ML-2025-11', 11, { code: '214/NQ-CP' }],
      ['ML-2026-12', 12, null],
    ]);
    const earlier = new Set(codes(of2025.items).split(' '));
    expect(
      codes(of2026.items)
        .split(' ')
        .filter((code) => !earlier.has(code)),
    ).toEqual(['N08']);
  });

  it('the lists in force with their document, what is proposed beside them, and when they are to be reviewed', async () => {
    const { dataLists } = await answer(`{ dataLists { nodes {
      code kind versionInForce(asOf: "2026-06-01") { version document { code } approvedOn reviewDueOn members platforms { code } }
      versions { version state changes { from { version } unchanged added { code } removed { code } addedPlatforms { code } } }
    } } }`);
    const inForce = {
      version: 1,
      document: { code: '127/KH-UBND' },
      approvedOn: '2026-01-19T17:00:00.000Z',
      reviewDueOn: '2026-07-19T17:00:00.000Z',
    };
    expect(
      dataLists.nodes.map((list: { code: string; versionInForce: unknown }) => [list.code, list.versionInForce]),
    ).toMatchObject([
      ['open-data-list', { ...inForce, platforms: [] }],
      ['shared-data-list', inForce],
      ['shared-platforms-list', { ...inForce, members: [] }],
    ]);
    const [open, shared, platforms] = dataLists.nodes;
    expect([open.versionInForce.members.length, shared.versionInForce.members.length]).toEqual([21, 23]);
    expect(codes(platforms.versionInForce.platforms)).toBe('HOTLINE-1022 LGSP NDOP NDXP ONE-STOP OPEN-PORTAL VNeID');
    expect(open.versions[1]).toEqual({
      version: 2,
      state: 'PROPOSED',
      changes: { from: { version: 1 }, unchanged: 21, added: [{ code: 'O21' }], removed: [], addedPlatforms: [] },
    });
    expect(platforms.versions[1].changes).toMatchObject({ unchanged: 7, addedPlatforms: [{ code: 'EXCHANGE' }] });
  });

  it('N08 is proposed for the eleven of Resolution 214 by a version that has no effect yet', async () => {
    const { mandateList, mandateListDiff } = await answer(`{
      mandateList(code: "ML-2025-11") { items { code } versionInForce { version }
        versions { version state document { code } changes { added { code } removed { code } } } }
      mandateListDiff(mandateList: "ML-2025-11", from: 1, to: 2) { added { code title(lang: EN) } removed { code } unchanged }
    }`);
    expect([mandateList.versionInForce.version, mandateList.items.length]).toEqual([1, 11]);
    expect(mandateList.versions).toMatchObject([
      { version: 1, state: 'APPROVED', document: { code: '214/NQ-CP' } },
      { version: 2, state: 'PROPOSED', document: null, changes: { added: [{ code: 'N08' }], removed: [] } },
    ]);
    expect(mandateListDiff).toEqual({
      added: [{ code: 'N08', title: 'National Integrated (national database)' }],
      removed: [],
      unchanged: 11,
    });
  });

  it('O21 and S31 alone are open or shared without approval, as finding R5 says, and before 2026-01-20 nothing is approved', async () => {
    const { datasets, early, policyFindings } = await answer(`{
      datasets(first: 200) { nodes { code sharingClass listApproval(asOf: "2026-06-01") { kind approved version { version } } } }
      early: datasets(first: 200) { nodes { listApproval(asOf: "2026-01-19") { approved } } }
      policyFindings(filter: { rules: [R5] }, asOf: "2026-11-01") { nodes { target } }
    }`);
    type Row = { code: string; listApproval: { approved: boolean } | null };
    const without = (datasets.nodes as Row[]).filter(({ listApproval }) => listApproval?.approved === false);
    expect(codes(without)).toBe('O21 S31');
    expect(policyFindings.nodes.map(({ target }: { target: string }) => target)).toEqual(['O21', 'S31']);
    const asked = (datasets.nodes as Row[]).filter(({ listApproval }) => listApproval !== null);
    expect(asked).toHaveLength(22 + 24);
    expect((early.nodes as Row[]).filter(({ listApproval }) => listApproval?.approved === true)).toEqual([]);
  });

  it('the market place offers O08; what stands against every other open dataset is said', async () => {
    const { exchangeListings, datasets } = await answer(`{
      exchangeListings { nodes { code state platform { code kind } dataset { code } history { to } } }
      datasets(filter: { tier: OPEN }, first: 50) { nodes { code exchangeEligibility { eligible findings { criterion holds fields } } } }
    }`);
    const exchange = { code: 'EXCHANGE', kind: 'MARKETPLACE' };
    expect(exchangeListings.nodes).toMatchObject([
      {
        code: 'X-O08',
        state: 'LISTED',
        platform: exchange,
        history: [{ to: 'DRAFT' }, { to: 'ELIGIBLE' }, { to: 'LISTED' }],
      },
      { code: 'X-O14', state: 'DRAFT', platform: exchange },
      { code: 'X-O17', state: 'ELIGIBLE', platform: exchange },
    ]);
    type Row = {
      code: string;
      exchangeEligibility: { eligible: boolean; findings: { criterion: string; holds: boolean; fields: string[] }[] };
    };
    const against = Object.fromEntries(
      (datasets.nodes as Row[])
        .filter(({ exchangeEligibility }) => !exchangeEligibility.eligible)
        .map(({ code, exchangeEligibility }) => [
          code,
          exchangeEligibility.findings.filter(({ holds }) => !holds).map(({ criterion }) => criterion),
        ]),
    );
    expect(against).toEqual({
      O03: ['PERSONAL_DATA'],
      O04: ['PERSONAL_DATA'],
      O05: ['PERSONAL_DATA'],
      O11: ['PERSONAL_DATA'],
      O14: ['PERSONAL_DATA'],
      O21: ['LIST_MEMBERSHIP'],
    });
    const hash = (datasets.nodes as Row[]).find(({ code }) => code === 'O03')?.exchangeEligibility.findings[4];
    expect(hash?.fields).toEqual(['O03.ma_nguoi_nop_hash']);
  });

  it('what leans on Decree 194/2025, which replaced parts of Decree 47/2020, on which nothing leans any more', async () => {
    const pages = `classifications { totalCount } flows(first: 200) { totalCount nodes { code legalGround { document { code } } } }
      listVersions { totalCount } publishedFields { totalCount } accessRequests { totalCount nodes { code } }
      tasks { totalCount nodes { code } } mandateLists { totalCount }`;
    const { policyDocument } = await answer(
      `{ policyDocument(code: "47/2020/NĐ-CP") { status leanedOnBy { ${pages} } replacedBy { code replaces { code } leanedOnBy { ${pages} } } } }`,
    );
    const { status, leanedOnBy, replacedBy } = policyDocument;
    expect([status, replacedBy.code, codes(replacedBy.replaces)]).toEqual([
      'PARTLY_REPLACED',
      '194/2025/NĐ-CP',
      '47/2020/NĐ-CP',
    ]);
    expect(
      Object.values(leanedOnBy as Record<string, { totalCount: number }>).map(({ totalCount }) => totalCount),
    ).toEqual(Array(7).fill(0));
    const resting = seed.flows.filter(({ legalGround }) => legalGround.document === '194/2025/NĐ-CP');
    expect(codes(replacedBy.leanedOnBy.flows.nodes)).toBe(codes(resting));
    expect(replacedBy.leanedOnBy).toMatchObject({
      flows: { totalCount: 42 },
      accessRequests: { nodes: [{ code: 'AR-02' }] },
      tasks: { totalCount: 1 },
    });
  });

  it('the plan of the city approved three lists; six datasets are important by Decision 20/2025; registers of practitioners are why two columns are published', async () => {
    const { plan, registers, law, list20, law60 } = await answer(`{
      plan: policyDocument(code: "127/KH-UBND") { leanedOnBy { listVersions { nodes { list { code } version state } } } }
      registers: policyDocument(code: "practitioner-registers") { leanedOnBy { publishedFields { nodes { ref publicBasis { article mark } } } } }
      list20: policyDocument(code: "20/2025/QĐ-TTg") { leanedOnBy { classifications { totalCount nodes { class applies dataset { code } } } } }
      law60: policyDocument(code: "60/2024/QH15") { leanedOnBy { classifications(first: 0) { totalCount } } }
      law: policyDocument(code: "91/2025/QH15") { leanedOnBy { accessRequests { nodes { code state legalGround { article } } } } }
    }`);
    expect([list20.leanedOnBy.classifications.totalCount, law60.leanedOnBy.classifications.totalCount]).toEqual([
      6,
      36 + 22,
    ]);
    expect(list20.leanedOnBy.classifications.nodes).toMatchObject(
      ['S01', 'S03', 'S07', 'S18', 'S24', 'S26'].map((code) => ({
        class: 'IMPORTANT',
        applies: true,
        dataset: { code },
      })),
    );
    const lists = plan.leanedOnBy.listVersions.nodes.map(({ list }: { list: { code: string } }) => list.code);
    expect(lists).toEqual(['open-data-list', 'shared-data-list', 'shared-platforms-list']);
    expect(registers.leanedOnBy.publishedFields.nodes).toMatchObject([
      { ref: 'O11.so_cchn', publicBasis: { mark: 'ILLUSTRATIVE' } },
      { ref: 'O11.ten_nhn', publicBasis: { mark: 'ILLUSTRATIVE' } },
    ]);
    expect(law.leanedOnBy.accessRequests.nodes).toMatchObject([{ code: 'AR-03', state: 'REFUSED' }]);
  });

  it('shows of what leans on a document, and of flows, what the one who asks may see', async () => {
    const query = `{
      policyDocument(code: "278/2025/NĐ-CP") { leanedOnBy { flows { totalCount } accessRequests { totalCount } } }
      flows { totalCount } platform(code: "NDXP") { channel { flows { totalCount } } }
    }`;
    const ofBoth = (tiers: readonly string[]): number => {
      const seen = new Set(
        seed.datasets
          .filter(
            ({ importanceClass, sharingClass, tier }) =>
              importanceClass === 'OTHER' &&
              (tiers.includes(tier) || (sharingClass !== null && tiers.includes(sharingClass))),
          )
          .map(({ code }) => code),
      );
      return seed.flows.filter(({ from, to }) => seen.has(from) && seen.has(to)).length;
    };
    const architect = await answer(query);
    expect(architect).toMatchObject({
      policyDocument: { leanedOnBy: { flows: { totalCount: 28 } } },
      flows: { totalCount: 70 },
      platform: { channel: { flows: { totalCount: 28 } } },
    });
    expect((await answer(query, DEVELOPER)).flows.totalCount).toBe(ofBoth(['NATIONAL', 'MINISTRY', 'SHARED', 'OPEN']));
    expect(await answer(query, ANONYMOUS)).toMatchObject({
      policyDocument: { leanedOnBy: { flows: { totalCount: 0 }, accessRequests: { totalCount: 0 } } },
      flows: { totalCount: ofBoth(['OPEN']) },
      platform: { channel: { flows: { totalCount: 0 } } },
    });
  });

  it('the registry of platforms: owner, evaluation, upgrade, security level, what flows and is had through each', async () => {
    const { platforms } = await answer(`{ platforms { nodes {
      code kind owner { code } evaluationState upgradeState securityLevel channel { code flows(asOf: "2026-06-01") { totalCount } } services { totalCount }
    } } }`);
    type Row = { code: string; channel: { flows: { totalCount: number } } | null; services: { totalCount: number } };
    const through = (platforms.nodes as Row[]).map(({ code, channel, services }) => [
      code,
      channel?.flows.totalCount ?? null,
      services.totalCount,
    ]);
    expect(through).toEqual([
      ['EXCHANGE', null, 0],
      ['HOTLINE-1022', null, 0],
      ['LGSP', 2, 24],
      ['NDOP', 0, 0],
      ['NDXP', 28, 0],
      ['ONE-STOP', null, 0],
      ['OPEN-PORTAL', null, 44],
      ['VNeID', null, 0],
    ]);
    expect(platforms.nodes[2]).toMatchObject({
      owner: { code: 'A04' },
      evaluationState: 'NEEDS_UPGRADE',
      upgradeState: 'APPROVED',
      securityLevel: 3,
    });
  });

  it('campaigns rest on documents, and accepted findings, weights and consents on those that they cite; developers hear of no findings', async () => {
    const reliance = `{ policyDocument(code: "214/NQ-CP") { leanedOnBy {
      campaigns { totalCount nodes { code } } mandateListVersions { nodes { version list { code } } }
      acceptedFindings { totalCount nodes { rule target accepted { article } } } deidentifications { totalCount }
      exchangeListings { nodes { code dataset { code } } } qualityProfiles { list }
    } } }`;
    const before = await answer(reliance);
    expect(before.policyDocument.leanedOnBy).toEqual({
      campaigns: { totalCount: 1, nodes: [{ code: 'C2026' }] },
      mandateListVersions: { nodes: [{ version: 1, list: { code: 'ML-2025-11' } }] },
      acceptedFindings: { totalCount: 0, nodes: [] },
      deidentifications: { totalCount: 0 },
      exchangeListings: { nodes: [] },
      qualityProfiles: [],
    });
    await answer(
      `mutation {
        accept: acceptFinding(input: { rule: R3, target: "O13", document: "214/NQ-CP", article: "5" }) { rule }
        record: recordDeidentification(input: { job: "job:F48", field: "O03.ma_nguoi_nop_hash", method: "x", approver: "214/NQ-CP", approvedOn: "2026-02-01" }) { job }
        consent: draftExchangeListing(input: { code: "X-O05", dataset: "O05", platform: "EXCHANGE",
          consent: { document: "214/NQ-CP", obtainedOn: "2026-02-01" } }) { code }
        weigh: setQualityProfile(input: { list: "open-data-list", document: "214/NQ-CP", weights: {
          accurate: 0.5, complete: 0.5, clean: 0, live: 0, unified: 0, sharedUse: 0 } }) { list }
      }`,
      ADMINISTRATOR,
    );
    const leaning = {
      acceptedFindings: { totalCount: 1, nodes: [{ rule: 'R3', target: 'O13', accepted: { article: '5' } }] },
      deidentifications: { totalCount: 1 },
      exchangeListings: { nodes: [{ code: 'X-O05', dataset: { code: 'O05' } }] },
      qualityProfiles: [{ list: 'open-data-list' }],
    };
    const { policyDocument } = await answer(reliance);
    expect(policyDocument.leanedOnBy).toMatchObject(leaning);
    for (const viewer of [DEVELOPER, ANONYMOUS]) {
      expect((await answer(reliance, viewer)).policyDocument.leanedOnBy).toMatchObject({
        ...leaning,
        acceptedFindings: { totalCount: 0, nodes: [] },
        deidentifications: { totalCount: 0 },
      });
    }
    await answer(
      `mutation {
        withdrawAcceptance(input: { rule: R3, target: "O13" }) { rule }
        withdrawDeidentification(input: { job: "job:F48", field: "O03.ma_nguoi_nop_hash" }) { job }
      }`,
      ADMINISTRATOR,
    );
    const after = await answer(reliance);
    expect(after.policyDocument.leanedOnBy).toMatchObject({
      acceptedFindings: { totalCount: 0 },
      deidentifications: { totalCount: 0 },
    });
  });

  it('O21 is no finding any more once the second version of the open-data list is approved', async () => {
    await answer(
      'mutation { approveDataListVersion(input: { list: "open-data-list", version: 2, document: "127/KH-UBND", approvedOn: "2026-02-01" }) { inForce } }',
      ADMINISTRATOR,
    );
    const targets = await until(
      async () => {
        const { policyFindings } = await answer('{ policyFindings(filter: { rules: [R5] }) { nodes { target } } }');
        return policyFindings.nodes.map(({ target }: { target: string }) => target).join(' ');
      },
      (found) => found === 'S31',
    );
    expect(targets).toBe('S31');
  });

  it.each<readonly [string, string, string, (found: readonly string[]) => boolean]>([
    [
      'a list',
      `propose: proposeDataListChanges(input: { list: "open-data-list", remove: ["O16"] }) { version }
       approve: approveDataListVersion(input: { list: "open-data-list", version: 3, document: "127/KH-UBND", approvedOn: "2026-03-01" }) { version }`,
      'R5',
      (found) => found.includes('O16'),
    ],
    [
      'the class of a dataset',
      'updateDataset(input: { code: "S23", importanceClass: CORE }) { code }',
      'R4',
      (found) => found.includes('O16'),
    ],
    [
      'the class of a column',
      'updateField(input: { dataset: "S21", name: "dia_diem", piiClass: BASIC }) { ref }',
      'R1',
      (found) => found.includes('O15'),
    ],
    [
      'an exemption',
      'setPublicBasis(input: { field: "O05.nguoi_dai_dien", document: null }) { ref }',
      'R1',
      (found) => found.includes('O05'),
    ],
  ])('a change of %s shows in the findings within two seconds', async (what, change, rule, isThere) => {
    const found = async (): Promise<string[]> => {
      const { policyFindings } = await answer(`{ policyFindings(filter: { rules: [${rule}] }) { nodes { target } } }`);
      return policyFindings.nodes.map(({ target }: { target: string }) => target);
    };
    expect(isThere(await found())).toBe(false);
    await answer(`mutation { ${change} }`, ADMINISTRATOR);
    const begun = performance.now();
    while (!isThere(await found()) && performance.now() - begun < FOLLOWED_MS) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const tookMs = performance.now() - begun;
    expect(isThere(await found()), `${what}, after ${tookMs.toFixed()} ms`).toBe(true);
    process.stdout.write(`a change of ${what} showed in the findings after ${tookMs.toFixed()} ms\n`);
  });

  it('O08 is withdrawn from the market place once it is important, by the process, with a record of its own', async () => {
    await answer(
      'mutation { updateDataset(input: { code: "O08", importanceClass: IMPORTANT }) { code } }',
      ADMINISTRATOR,
    );
    const { exchangeListing } = await until(
      () => answer('{ exchangeListing(code: "X-O08") { state history { from to automatic reason(lang: EN) } } }'),
      (found) => found.exchangeListing.state === 'WITHDRAWN',
    );
    expect(exchangeListing.history.at(-1)).toEqual({
      from: 'LISTED',
      to: 'WITHDRAWN',
      automatic: true,
      reason: 'Core and important data is not traded.',
    });
    const { auditRecords } = await until(
      () =>
        answer(
          '{ auditRecords(filter: { target: "X-O08" }, first: 10) { nodes { subject role action } } }',
          ADMINISTRATOR,
        ),
      (found) => found.auditRecords.nodes.some(({ role }: { role: string }) => role === 'system'),
    );
    expect(auditRecords.nodes).toContainEqual({
      subject: 'process:exchange',
      role: 'system',
      action: 'takeBackExchangeListing',
    });
  });
}
