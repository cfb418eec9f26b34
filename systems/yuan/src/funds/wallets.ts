import type { Kysely } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import type { Wallet } from '../wallets/domain.ts';

/** Wallets of firms by their party, the one that was opened first being the one that is meant where none is named. */
export type FirmWallets = ReadonlyMap<string, readonly Pick<Wallet, 'number' | 'state'>[]>;

/** The wallets of firms, without those that belong to others. */
export async function firmWallets(db: Kysely<YuanTables>, holders: readonly string[]): Promise<FirmWallets> {
  if (holders.length === 0) return new Map();
  const rows = await db
    .selectFrom('yuan_wallet')
    .select(['number', 'holder', 'state'])
    .where('holder', 'in', holders)
    .where('kind', '=', 'corporate')
    .where('parent', 'is', null)
    .orderBy('opened_at_ms')
    .orderBy('number')
    .execute();
  const found = new Map<string, Pick<Wallet, 'number' | 'state'>[]>();
  for (const { number, holder, state } of rows) {
    const own = found.get(holder) ?? [];
    own.push({ number, state: state as Wallet['state'] });
    found.set(holder, own);
  }
  return found;
}
