import type { CredentialsContext } from '../context.ts';

const most = 100;

/** Writes into the evidence log what is not there yet, oldest first; how much it wrote. Safe to repeat and to be killed. */
export async function logCredentials({ db, log }: Pick<CredentialsContext, 'db' | 'log'>): Promise<number> {
  const rows = await db
    .selectFrom('credential_event')
    .select(['credential', 'seq', 'event_key', 'entry'])
    .where('log_index', 'is', null)
    .orderBy('at_ms')
    .orderBy('credential')
    .orderBy('seq')
    .limit(most)
    .execute();
  for (const { credential, seq, entry } of rows) {
    const { index } = await log.append(`credential/${credential}/${seq}`, new TextEncoder().encode(entry));
    await db
      .updateTable('credential_event')
      .set({ log_index: BigInt(index) })
      .where('credential', '=', credential)
      .where('seq', '=', seq)
      .execute();
  }
  return rows.length;
}
