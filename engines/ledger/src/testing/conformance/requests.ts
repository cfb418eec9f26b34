import assert from 'node:assert/strict';
import type { FinharborError } from '@finharbor/kernel';
import type { NewAccount } from '../../model/account.ts';
import { accountFilterFlags, mostEvents } from '../../model/query.ts';
import type { NewTransfer } from '../../model/transfer.ts';
import type { Lot } from './lot.ts';
import type { Opened } from './opened.ts';

type Fault = { readonly code: string; readonly pointers?: readonly string[] };

/** A simple transfer from account 1 to account 2 of a lot. */
export function pay(lot: Lot, id: bigint, change: Partial<NewTransfer> = {}): NewTransfer {
  const usual = { debitAccountId: 1n, creditAccountId: 2n, amount: 1n, ledger: 1, code: 1 };
  return lot.transfer({ id, ...usual, ...change });
}

/** Opens accounts 1 and 2 of a lot. */
export async function openTwo({ ledger }: Opened, lot: Lot, flags = 0): Promise<void> {
  await ledger.createAccounts([1n, 2n].map((id) => lot.account({ id, ledger: 1, code: 1, flags })));
}

/** The largest request is carried out, one event more is refused whole. */
export async function checkSizes(opened: Opened, lot: Lot): Promise<void> {
  const { ledger } = opened;
  await openTwo(opened, lot);
  const events = Array.from({ length: mostEvents + 1 }, (_, k) => pay(lot, BigInt(1 + k)));
  const ids = events.map(({ id }) => id);
  const accounts = events.map(({ id }) => lot.account({ id: id + 2n ** 32n, ledger: 1, code: 1 }));
  const tooMany = { code: 'ledger.too_many_events' };
  await refused(ledger.createTransfers(events), tooMany);
  await refused(ledger.createAccounts(accounts), tooMany);
  await refused(ledger.lookupTransfers(ids), tooMany);
  await refused(ledger.lookupAccounts(ids), tooMany);
  assert.deepEqual(await ledger.lookupTransfers(ids.slice(0, 3)), []);
  const told = await ledger.createTransfers(events.slice(1));
  assert.deepEqual(new Set(told.map(({ status }) => status)), new Set(['created']));
  const made = await ledger.lookupTransfers(ids.slice(1));
  assert.deepEqual(
    made.map(({ id, timestamp }) => ({ id, timestamp })),
    told.map(({ timestamp }, k) => ({ id: ids[1 + k]!, timestamp })),
  );
}

/** Nothing that is asked of nothing. */
export async function checkEmpty({ ledger }: Opened): Promise<void> {
  assert.deepEqual(await ledger.createAccounts([]), []);
  assert.deepEqual(await ledger.createTransfers([]), []);
  assert.deepEqual(await ledger.lookupAccounts([]), []);
  assert.deepEqual(await ledger.lookupTransfers([]), []);
}

/** A number that does not fit is named with its event, and nothing of the request is done. */
export async function checkRanges(opened: Opened, lot: Lot): Promise<void> {
  const { ledger } = opened;
  await openTwo(opened, lot);
  const account: NewAccount = lot.account({ id: 3n, ledger: 1, code: 1 });
  const wrong = (field: string, bits: number): readonly object[] => {
    const isBig = bits > 32 || field === 'id';
    const beyond = isBig ? 2n ** BigInt(bits) : 2 ** bits;
    return [{ [field]: isBig ? -1n : -1 }, { [field]: beyond }, ...(isBig ? [] : [{ [field]: 0.5 }])];
  };
  const common = {
    id: 128,
    userData128: 128,
    userData64: 64,
    userData32: 32,
    ledger: 32,
    code: 16,
    flags: 16,
  };
  const ids = { debitAccountId: 128, creditAccountId: 128, pendingId: 128 };
  for (const [field, bits] of Object.entries({ ...common, ...ids, amount: 128, timeout: 32 }))
    for (const change of wrong(field, bits))
      await refused(ledger.createTransfers([pay(lot, 1n), { ...pay(lot, 2n), ...change }]), outOf(field));
  for (const [field, bits] of Object.entries(common))
    for (const change of wrong(field, bits))
      await refused(ledger.createAccounts([account, { ...account, ...change }]), outOf(field));
  assert.deepEqual(await ledger.lookupTransfers([lot.id(1n), lot.id(2n)]), []);
  assert.deepEqual(await ledger.lookupAccounts([account.id]), []);
}

function outOf(field: string): Fault {
  return { code: 'ledger.out_of_range', pointers: [`/1/${field}`] };
}

/** A filter that asks for what cannot be is refused by its fields, whichever question it belongs to. */
export async function checkFilters({ ledger }: Opened): Promise<void> {
  const right = { accountId: 1n, flags: accountFilterFlags.debits, limit: 1 };
  const ofAccount = [
    [{ ...right, accountId: 0n }, '/accountId'],
    [{ ...right, flags: accountFilterFlags.reversed }, '/flags'],
    [{ ...right, limit: mostEvents + 1 }, '/limit'],
  ] as const;
  for (const [filter, pointer] of ofAccount) {
    const fault = { code: 'ledger.bad_filter', pointers: [pointer] };
    await refused(ledger.getAccountTransfers(filter), fault);
    await refused(ledger.getAccountBalances(filter), fault);
  }
  const queries = [
    [{ limit: 0 }, '/limit'],
    [{ limit: 1, flags: 2 }, '/flags'],
    [{ limit: 1, timestampMin: 2n, timestampMax: 1n }, '/timestampMax'],
  ] as const;
  for (const [filter, pointer] of queries) {
    const fault = { code: 'ledger.bad_filter', pointers: [pointer] };
    await refused(ledger.queryAccounts(filter), fault);
    await refused(ledger.queryTransfers(filter), fault);
  }
}

async function refused(answer: Promise<unknown>, { code, pointers }: Fault): Promise<void> {
  const error = await answer.then(
    () => undefined,
    (fault: FinharborError) => fault,
  );
  assert.equal(error?.code, code);
  if (pointers)
    assert.deepEqual(
      error.fields.map(({ pointer }) => pointer),
      pointers,
    );
}
