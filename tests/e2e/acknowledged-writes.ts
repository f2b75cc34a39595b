/** Agencies whose English name is counted up, one writer each. */
const AGENCIES = ['A01', 'A02', 'A03', 'A04'];

/** What the writers sent and what was acknowledged. */
export interface Written {
  /** By agency: the number last sent and the number last acknowledged; 0 when none was. */
  readonly names: ReadonlyMap<string, { sent: number; acknowledged: number }>;
  /** Codes of flows that were declared and acknowledged. */
  readonly flows: ReadonlySet<string>;
  /** Codes of the errors that were answered instead. */
  readonly refusals: readonly string[];
  /** How many writes were acknowledged. */
  readonly acknowledged: number;
}

/** Writers that go on until they are told to stop, or nobody answers any more. */
export interface Writers extends Written {
  stop(): Promise<void>;
}

/** Sends one operation; undefined when no answer came. */
export async function post(
  address: string,
  token: string | undefined,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<{ data?: Record<string, unknown> | null; errors?: { extensions: { code: string } }[] } | undefined> {
  try {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(15_000),
    });
    return (await response.json()) as Awaited<ReturnType<typeof post>>;
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') throw new Error(`no answer within 15 seconds: ${query}`);
    return undefined;
  }
}

/** Starts writers: some count agency names up, some declare flows with ever new codes. */
export function startWriters(address: string, token: string, round: number): Writers {
  const names = new Map(AGENCIES.map((code) => [code, { sent: 0, acknowledged: 0 }]));
  const flows = new Set<string>();
  const refusals: string[] = [];
  let acknowledged = 0;
  let stopped = false;

  const write = async (query: string, input: Record<string, unknown>, keep: () => void): Promise<void> => {
    const answer = await post(address, token, query, { input });
    if (answer === undefined) {
      stopped = true;
    } else if (answer.errors !== undefined) {
      refusals.push(...answer.errors.map(({ extensions }) => extensions.code));
      // Leaves the machine to whoever looks what happened.
      await new Promise((resolve) => setTimeout(resolve, 50));
    } else {
      acknowledged++;
      keep();
    }
  };

  const naming = AGENCIES.map(async (code) => {
    for (let n = round * 1_000_000; !stopped; ) {
      n++;
      const state = names.get(code);
      if (state === undefined) return;
      state.sent = n;
      await write(
        'mutation ($input: UpdateAgencyInput!) { updateAgency(input: $input) { code } }',
        { code, nameEn: `${code} number ${n}` },
        () => {
          state.acknowledged = n;
        },
      );
    }
  });
  const declaring = [0, 1].map(async (writer) => {
    for (let n = 1; !stopped; n++) {
      const code = `W${round}-${writer}-${n}`;
      await write(
        'mutation ($input: DeclareFlowInput!) { declareFlow(input: $input) { code } }',
        { code, type: 'MANUAL', from: 'O01', to: 'S20', channel: 'MANUAL', validFrom: '2026-02-01', columns: [] },
        () => flows.add(code),
      );
    }
  });
  return {
    names,
    flows,
    refusals,
    get acknowledged() {
      return acknowledged;
    },
    async stop() {
      stopped = true;
      await Promise.all([...naming, ...declaring]);
    },
  };
}

/** What was acknowledged and is not there; empty when nothing was lost. */
export async function lost(address: string, token: string, { names, flows }: Written): Promise<string[]> {
  const missing: string[] = [];
  for (const [code, { sent, acknowledged }] of names) {
    const answer = await post(address, token, 'query ($code: ID!) { agency(code: $code) { name(lang: EN) } }', {
      code,
    });
    const agency = answer?.data?.['agency'] as { name: string } | undefined;
    const found = Number(/ number (\d+)$/.exec(agency?.name ?? '')?.[1] ?? 0);
    if (found < acknowledged || found > Math.max(sent, acknowledged)) {
      missing.push(`${code}: ${found} is stored, ${acknowledged} was acknowledged, ${sent} was sent`);
    }
  }
  const there = new Set<string>();
  const answer = await post(
    address,
    token,
    '{ lineage(of: "S20", direction: UPSTREAM, depth: 1) { edges { job } truncated } }',
  );
  const around = answer?.data?.['lineage'] as { edges: { job: string }[] } | undefined;
  for (const { job } of around?.edges ?? []) there.add(job.replace(/^job:/, ''));
  missing.push(...[...flows].filter((code) => !there.has(code)));
  return missing;
}
