import pg from 'pg';

const mostReaders = 4;

/** A session for reading and writing the journal; it holds no epoch yet. */
export async function openSession(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'finharbor-ledger' });
  // A connection that breaks fails the query that is under way, or the next one.
  client.on('error', () => {});
  await client.connect();
  // Everything is read by its key: a table that was never analysed must not be read as a whole.
  await client.query('set enable_seqscan = off');
  return client;
}

/** Makes a session the writer's: what any other one tries to write is refused from now on. */
export async function raiseEpoch(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ epoch: string }>(
    'update ledger_writer set epoch = epoch + 1 returning epoch::text',
  );
  await client.query("select set_config('ledger.epoch', $1, false)", [rows[0]!.epoch]);
}

/** Connections of their own for those who read: none is made before somebody asks. */
export function openReaders(url: string): pg.Pool {
  const readers = new pg.Pool({
    connectionString: url,
    max: mostReaders,
    application_name: 'finharbor-ledger-readers',
  });
  // A connection that breaks while nobody uses it is replaced; one in use fails its query.
  readers.on('error', () => {});
  readers.on('connect', (client) => client.on('error', () => {}));
  return readers;
}
