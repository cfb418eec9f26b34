import { Client } from 'pg';
import { startPostgres } from '../../apps/server/src/postgres/start.ts';

// One cold start in a process of its own: says so when the first SELECT 1 has been answered.
const server = await startPostgres({
  directory: process.argv[2]!,
  superuserPassword: 'measured-and-deleted',
  log: () => {},
});
const client = new Client({ connectionString: server.adminUrl });
await client.connect();
await client.query('select 1');
process.send?.(server.recovered);
await client.end();
await server.stop('immediate');
process.disconnect?.();
