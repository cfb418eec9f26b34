import pg from 'pg';

/** A session that reads the journal: by its keys, as a table that was never analysed must not be read as a whole. */
export type Session = pg.Client & AsyncDisposable;

/** Opens a session of its own. It holds no writer's epoch, so nothing it does can reach the journal. */
export async function openSession(url: string): Promise<Session> {
  const client = new pg.Client({ connectionString: url, application_name: 'finharbor-ledger-evidence' });
  // A connection that breaks fails the query that is under way, or the next one.
  client.on('error', () => {});
  await client.connect();
  await client.query('set enable_seqscan = off; set enable_bitmapscan = off');
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

/** Does something in a transaction that sees the journal as it was at its beginning. */
export async function inSnapshot<Result>(session: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await session.query('begin isolation level repeatable read');
  try {
    const result = await work();
    await session.query('commit');
    return result;
  } catch (error) {
    // If the session is gone, so is the transaction.
    await session.query('rollback').catch(() => {});
    throw error;
  }
}
