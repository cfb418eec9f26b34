import assert from 'node:assert/strict';
import { accountFlags as A, type NewAccount } from '../../model/account.ts';
import { type CreateAccountStatus, createAccountStatus } from '../../model/status.ts';
import { transferFlags as F } from '../../model/transfer.ts';
import type { Lot } from './lot.ts';
import type { Opened } from './opened.ts';

type Case = readonly [status: CreateAccountStatus, change: Partial<NewAccount>];

const both = A.debitsMustNotExceedCredits | A.creditsMustNotExceedDebits;
const full = { userData128: 2n ** 128n - 1n, userData64: 2n ** 64n - 1n, userData32: 2 ** 32 - 1 };

/** In the order of the checks: each has also what the next ones are for, so that it is the first that counts. */
const cases: readonly Case[] = [
  ['reservedFlag', { id: 0n, flags: 64 | both, ledger: 0 }],
  ['reservedFlag', { id: 0n, flags: A.imported, ledger: 0 }],
  ['idMustNotBeZero', { id: 0n, flags: both, ledger: 0, code: 0 }],
  ['idMustNotBeIntMax', { id: 2n ** 128n - 1n, flags: both, ledger: 0, code: 0 }],
  ['flagsAreMutuallyExclusive', { id: 2n, flags: both, ledger: 0, code: 0 }],
  ['ledgerMustNotBeZero', { id: 2n, ledger: 0, code: 0 }],
  ['codeMustNotBeZero', { id: 2n, code: 0 }],
  ['existsWithDifferentFlags', { flags: both, userData128: 1n, ledger: 0 }],
  ['existsWithDifferentUserData128', { userData128: 1n, userData64: 1n }],
  ['existsWithDifferentUserData64', { userData64: 1n, userData32: 1 }],
  ['existsWithDifferentUserData32', { userData32: 1, ledger: 0 }],
  ['existsWithDifferentLedger', { ledger: 0, code: 0 }],
  ['existsWithDifferentCode', { code: 0 }],
  ['exists', {}],
  ['created', { id: 2n }],
  ['exists', { id: 2n }],
];

/** Every status of an account, each for its own reason; those of a request come one after the other. */
export async function checkAccountStatuses({ ledger }: Opened, lot: Lot): Promise<void> {
  const [first] = await ledger.createAccounts([accountOf(lot, {})]);
  assert.equal(first!.status, 'created');
  const told = await ledger.createAccounts(cases.map(([, change]) => accountOf(lot, change)));
  assert.deepEqual(
    told.map(({ status }) => status),
    cases.map(([status]) => status),
  );
  assert.equal(told.at(-3)!.timestamp, first!.timestamp);
  assert.equal(told.at(-1)!.timestamp, told.at(-2)!.timestamp);
  const met = new Set<string>([
    ...cases.map(([status]) => status),
    ...(await chainStatuses({ ledger }, lot)),
  ]);
  const missed = Object.keys(createAccountStatus).filter((status) => !met.has(status));
  assert.deepEqual(missed, []);
}

/** Linked accounts are opened together or not at all, and a chain ends within its request. */
async function chainStatuses(
  { ledger }: Pick<Opened, 'ledger'>,
  lot: Lot,
): Promise<readonly CreateAccountStatus[]> {
  const chained = (id: bigint, change: Partial<NewAccount> = {}): NewAccount =>
    accountOf(lot, { id, flags: A.linked, ...change });
  const events = [
    ...[chained(11n), chained(12n), chained(13n, { flags: 0, code: 0 })],
    ...[chained(14n), chained(15n, { flags: 0 }), chained(16n), chained(11n)],
  ];
  const statuses = (await ledger.createAccounts(events)).map(({ status }) => status);
  assert.deepEqual(statuses, [
    ...['linkedEventFailed', 'linkedEventFailed', 'codeMustNotBeZero'],
    ...['created', 'created', 'linkedEventFailed', 'linkedEventChainOpen'],
  ]);
  const opened = await ledger.lookupAccounts(events.map(({ id }) => id));
  assert.deepEqual(
    opened.map(({ id }) => id),
    [14n, 15n].map((id) => lot.id(id)),
  );
  return statuses;
}

/** An account that was closed since is not what is asked for again; once it is open again, it is. */
export async function checkClosedAccount({ ledger }: Opened, lot: Lot): Promise<void> {
  const accounts = [accountOf(lot, {}), accountOf(lot, { id: 2n })];
  await ledger.createAccounts(accounts);
  const again = async () => (await ledger.createAccounts(accounts)).map(({ status }) => status);
  const close = lot.transfer({
    ...{ id: 1n, debitAccountId: 1n, creditAccountId: 2n, amount: 0n, ledger: 1, code: 1 },
    flags: F.pending | F.closingCredit,
  });
  const open = lot.transfer({ id: 2n, pendingId: 1n, amount: 0n, flags: F.voidPendingTransfer });
  await ledger.createTransfers([close]);
  assert.deepEqual(await again(), ['exists', 'existsWithDifferentFlags']);
  await ledger.createTransfers([open]);
  assert.deepEqual(await again(), ['exists', 'exists']);
}

function accountOf(lot: Lot, change: Partial<NewAccount>): NewAccount {
  return lot.account({ id: 1n, ledger: 1, code: 1, ...full, ...change });
}
