import type { Kysely } from 'kysely';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';

/** What the bank's rail needs; `db` is the transaction that a message is acted on in. */
export type RailContext = Pick<YuanContext, 'db' | 'clock' | 'till' | 'ledger' | 'limits' | 'past'>;

/** The same within a transaction. */
export function within(ctx: RailContext, db: Kysely<YuanTables>): RailContext {
  return { ...ctx, db };
}
