import type { Kysely } from 'kysely';
import type { YuanTables } from '../database.gen.ts';

/** A bank account that is linked to somebody's wallets, and whether it is in their own name. */
export type LinkedAccount = { readonly number: string; readonly isOwn: boolean };

/** The open account that a holder's wallets are linked with, one of their own first; undefined where there is none. */
export async function linkedAccount(
  db: Kysely<YuanTables>,
  holder: string,
): Promise<LinkedAccount | undefined> {
  const rows = await db
    .selectFrom('yuan_bank_link as l')
    .innerJoin('yuan_wallet as w', 'w.number', 'l.wallet')
    .innerJoin('yuan_bank_account as a', 'a.number', 'l.account')
    .select(['a.number', 'a.party'])
    .where('w.holder', '=', holder)
    .where('a.state', '=', 'open')
    .orderBy('l.linked_at_ms')
    .orderBy('a.number')
    .execute();
  const found = rows.find(({ party }) => party === holder) ?? rows[0];
  return found && { number: found.number, isOwn: found.party === holder };
}
