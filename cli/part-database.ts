import pg from 'pg';

/** Address of the database of a part on a server that has one for each. */
export function databaseUrlOf(serverUrl: string, part: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/nguon_${part}`;
  return url.href;
}

/** The same; the database is made when absent. */
export async function databaseFor(serverUrl: string, part: string): Promise<string> {
  const url = databaseUrlOf(serverUrl, part);
  const name = new URL(url).pathname.slice(1);
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  return url;
}
