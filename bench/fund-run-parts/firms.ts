import type { Ledger } from '@finharbor/ledger';
import type { YuanTables } from '@finharbor/yuan';
import { type Kysely, sql } from 'kysely';
import { openWallet } from '../../systems/yuan/src/money/accounts.ts';
import { walletAccount } from '../../systems/yuan/src/money/ids.ts';
import { uuidOf } from '../../systems/yuan/src/wallets/postgres.ts';

const atOnce = 5_000;

/** Opens a wallet for each holder as the routes would, but thousands at once; gives their numbers in order. */
export async function openFirms(
  { db, ledger }: { readonly db: Kysely<YuanTables>; readonly ledger: Ledger },
  holders: readonly string[],
): Promise<readonly string[]> {
  await sql`insert into yuan_operator values ('bank', 'B', 'B', 'firm:bank', 0)`.execute(db);
  const numbers = holders.map((_, at) => String(8_156_000_000_000_000n + BigInt(at)));
  for (let from = 0; from < holders.length; from += atOnce) {
    const own = numbers.slice(from, from + atOnce);
    await sql`insert into yuan_wallet (number, account, operator, holder, kind, label, opened_at_ms)
      select n, a, 'bank', h, 'corporate', 'W', 0 from unnest(${own}::text[],
        ${own.map((number) => uuidOf(walletAccount(number)))}::uuid[],
        ${holders.slice(from, from + atOnce)}::text[]) as t (n, a, h)`.execute(db);
    await Promise.all(own.map((number) => openWallet(ledger, number)));
  }
  await sql`analyze yuan_wallet`.execute(db);
  return numbers;
}
