import { Client } from 'pg';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { electedLeadership, LEADER_LOCK, type Leadership } from '../../../lineage/leadership.ts';
import { testDatabase } from '../../support/database.ts';

let url: string;
const candidates: Leadership[] = [];
beforeAll(async () => {
  ({ url } = await testDatabase());
});
afterEach(async () => {
  for (const candidate of candidates.splice(0)) await candidate.close();
});

/** A candidate, what it logged, and how often it heard of news. */
async function candidate(databaseUrl = url) {
  const said: string[] = [];
  const heard = { news: 0 };
  const leadership = await electedLeadership(databaseUrl, () => void heard.news++, {
    info: (message) => void said.push(message),
    warn: (_fields, message) => void said.push(message),
  });
  candidates.push(leadership);
  return { ...leadership, said, heard };
}

const inTime = { timeout: 20_000, interval: 50 };

/** Runs a statement as somebody else, with the session of the leader as `pid`. */
async function onSessionOfLeader(statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select ${statement} from pg_locks
       where database = (select oid from pg_database where datname = current_database())
         and locktype = 'advisory' and granted and ((classid::bigint << 32) | objid::bigint) = ${LEADER_LOCK}`,
    );
    expect(rows).toHaveLength(1);
  } finally {
    await client.end();
  }
}

describe('of several candidates', () => {
  it('the first leads, alone', async () => {
    const [first, second, third] = [await candidate(), await candidate(), await candidate()];
    expect([first, second, third].map(({ leads }) => leads())).toEqual([true, false, false]);
  });

  it('another leads when the first gives up, and learns that there may be something to do', async () => {
    const [first, second] = [await candidate(), await candidate()];
    await first.close();
    await expect.poll(second.leads, inTime).toBe(true);
    expect([first.leads(), second.heard.news]).toEqual([false, 1]);
  });

  it('one leads again when the session of the leader is cut, and the one that lost it knows', async () => {
    const [first, second] = [await candidate(), await candidate()];
    await onSessionOfLeader('pg_terminate_backend(pid)');
    // For a moment the one whose session was cut does not know yet.
    await expect.poll(() => first.said, inTime).toContain('does not lead lineage any more');
    await expect.poll(() => first.leads() || second.leads(), inTime).toBe(true);
    await expect.poll(() => first.said, inTime).toContain('takes part in the election of the lineage leader again');
    expect([first.leads(), second.leads()].filter(Boolean)).toHaveLength(1);
  });

  it('the others hear what one tells, not that one itself', async () => {
    const [first, second, third] = [await candidate(), await candidate(), await candidate()];
    const before = first.heard.news;
    first.tell();
    await expect.poll(() => [second.heard.news, third.heard.news], inTime).toEqual([1, 1]);
    expect(first.heard.news).toBe(before);
  });
});

describe('a candidate', () => {
  it('that reaches no database does not lead, and says so once', async () => {
    const nowhere = new URL(url);
    nowhere.port = '1';
    const { leads, said } = await candidate(nowhere.href);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect([leads(), said]).toEqual([false, ['no part in the election of the lineage leader; trying again']]);
  });
});
