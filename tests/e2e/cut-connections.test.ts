import { Client } from 'pg';
import { expect, it } from 'vitest';
import { ADMINISTRATOR, emptyInstance } from '../support/instance.ts';

const system = emptyInstance();

const AGENCIES = Array.from({ length: 12 }, (_, i) => `A${i + 1}`);

async function create(code: string): Promise<void> {
  const { errors } = await system().ask(
    'mutation ($input: CreateAgencyInput!) { createAgency(input: $input) { code } }',
    {
      input: {
        code,
        nameVi: code,
        nameEn: code,
        bloc: 'GOVERNMENT',
        level: 'CITY',
        line: 'CITY',
        validFrom: '2026-01-01',
      },
    },
    ADMINISTRATOR,
  );
  expect(errors).toEqual([]);
}

it('connections that the database cuts amid transactions are replaced: writing goes on, and a stop ends', async () => {
  for (const code of AGENCIES) await create(code);
  const refused = new Map<string, number>();
  let acknowledged = 0;
  let stopped = false;
  const writers = AGENCIES.map(async (code) => {
    for (let n = 1; !stopped; n++) {
      const { errors } = await system().ask(
        'mutation ($input: UpdateAgencyInput!) { updateAgency(input: $input) { code } }',
        { input: { code, nameEn: `number ${n}` } },
        ADMINISTRATOR,
      );
      if (errors.length === 0) acknowledged++;
      for (const error of errors) refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
    }
  });

  const cutter = new Client({ connectionString: system().instance.database.url, application_name: 'cutter' });
  await cutter.connect();
  try {
    for (let round = 1; round <= 6; round++) {
      const before = acknowledged;
      await expect.poll(() => acknowledged, { timeout: 20_000, interval: 5 }).toBeGreaterThan(before + 30);
      await cutter.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name like 'nguon:%' and application_name <> 'nguon:instance'`,
      );
    }
    const before = acknowledged;
    await expect.poll(() => acknowledged, { timeout: 20_000, interval: 5 }).toBeGreaterThan(before + 30);
  } finally {
    stopped = true;
    await Promise.all(writers);
    await cutter.end();
  }
  expect([...refused.keys()]).toEqual(['SERVICE_UNAVAILABLE']);
});
