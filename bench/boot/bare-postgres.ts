// The baseline: the embedded PostgreSQL alone, from nothing to the first answer, in a process of its own.
import pg from 'pg';
import { startDatabase } from '../../kernel/postgres/server.ts';

const database = await startDatabase({ dataDir: process.argv[2] ?? '', log: () => undefined });
const client = new pg.Client({ connectionString: database.url });
await client.connect();
await client.query('select 1');
console.log(JSON.stringify({ ready: true }));
await client.end();
await database.stop();
