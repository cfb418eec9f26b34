import { randomUUID } from 'node:crypto';
import type { testDatabase } from '@finharbor/kernel/testing';
import type { Till, YuanTables } from '@finharbor/yuan';

const atOnce = 5_000;
const none = { tier: null, parent: null, single_minor: null, day_minor: null };

/** Opens a wallet for each holder, thousands at once; gives their numbers in order. */
export async function openFirms(
  { db, till }: Pick<Awaited<ReturnType<typeof testDatabase<YuanTables>>>, 'db'> & { readonly till: Till },
  holders: readonly string[],
): Promise<readonly string[]> {
  const bank = { code: 'bank', name_en: 'Bank', name_zh: '银行', party: 'firm:bank', opened_at_ms: 0n };
  await db.insertInto('yuan_operator').values(bank).execute();
  const wallets = holders.map((holder, at) => ({
    ...{ number: String(8_156_000_000_000_000n + BigInt(at)), account: randomUUID(), holder, label: 'W' },
    ...{ operator: bank.code, kind: 'corporate', opened_at_ms: 0n, ...none },
  }));
  for (let from = 0; from < wallets.length; from += atOnce) {
    const own = wallets.slice(from, from + atOnce);
    await db.insertInto('yuan_wallet').values(own).execute();
    await Promise.all(own.map(({ number }) => till.openWallet(number)));
  }
  return wallets.map(({ number }) => number);
}
