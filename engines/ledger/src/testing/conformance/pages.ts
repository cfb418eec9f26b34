import assert from 'node:assert/strict';
import type { Ledger } from '../../ledger.ts';
import { accountFlags } from '../../model/account.ts';
import { accountFilterFlags, queryFilterFlags } from '../../model/query.ts';
import type { Lot } from './lot.ts';
import type { Opened } from './opened.ts';
import { openTwo, pay } from './requests.ts';

const count = 25;
const limit = 7;
const sides = accountFilterFlags.debits | accountFilterFlags.credits;

type Page = { readonly timestampMin?: bigint; readonly timestampMax?: bigint };
type Ask = (page: Page, isReversed: boolean) => Promise<readonly { readonly timestamp: bigint }[]>;

/** Page by page, each from the last one's timestamp on, everything is told once, in both directions. */
export async function checkPages(opened: Opened, lot: Lot): Promise<void> {
  const { ledger } = opened;
  await openTwo(opened, lot, accountFlags.history);
  const accounts = Array.from({ length: count - 2 }, (_, k) =>
    lot.account({ id: BigInt(3 + k), ledger: 1, code: 1 }),
  );
  await ledger.createAccounts(accounts);
  for (let first = 1; first <= count; first += 5)
    await ledger.createTransfers(Array.from({ length: 5 }, (_, k) => pay(lot, BigInt(first + k))));
  for (const ask of questions(ledger, lot)) {
    const forth = await allPages(ask, false);
    assert.equal(forth.length, count);
    assert.deepEqual(
      forth,
      forth.toSorted((a, b) => Number(a - b)),
    );
    assert.deepEqual(await allPages(ask, true), forth.toReversed());
  }
}

function questions(ledger: Ledger, lot: Lot): readonly Ask[] {
  const ofAccount = (page: Page, isReversed: boolean) => {
    const flags = sides | (isReversed ? accountFilterFlags.reversed : 0);
    return { ...page, accountId: lot.id(1n), limit, flags };
  };
  const query = (page: Page, isReversed: boolean) => {
    return { ...page, ledger: lot.ledger(1), limit, flags: isReversed ? queryFilterFlags.reversed : 0 };
  };
  return [
    (page, isReversed) => ledger.getAccountTransfers(ofAccount(page, isReversed)),
    (page, isReversed) => ledger.getAccountBalances(ofAccount(page, isReversed)),
    (page, isReversed) => ledger.queryAccounts(query(page, isReversed)),
    (page, isReversed) => ledger.queryTransfers(query(page, isReversed)),
  ];
}

async function allPages(ask: Ask, isReversed: boolean): Promise<readonly bigint[]> {
  const moments: bigint[] = [];
  for (let page: Page = {}; ; ) {
    const told = (await ask(page, isReversed)).map(({ timestamp }) => timestamp);
    moments.push(...told);
    if (told.length < limit) return moments;
    page = isReversed ? { timestampMax: told.at(-1)! - 1n } : { timestampMin: told.at(-1)! + 1n };
  }
}
