import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FinharborError } from '@finharbor/kernel';
import { accountFlags } from '../model/account.ts';
import { transferFlags } from '../model/transfer.ts';
import {
  fromWireAccount,
  fromWireAccountStatus,
  fromWireTransfer,
  fromWireTransferStatus,
  toWireAccountFilter,
  toWireAccounts,
  toWireIds,
  toWireQueryFilter,
  toWireTransfers,
} from './records.ts';

const common = { userData128: 11n, userData64: 12n, userData32: 13, ledger: 14, code: 15, flags: 8 };
const wireCommon = {
  user_data_128: 11n,
  user_data_64: 12n,
  user_data_32: 13,
  ledger: 14,
  code: 15,
  flags: 8,
};
const sums = { debitsPending: 1n, debitsPosted: 2n, creditsPending: 3n, creditsPosted: 4n };
const wireSums = { debits_pending: 1n, debits_posted: 2n, credits_pending: 3n, credits_posted: 4n };

test('every field of a transfer goes and comes under its name', () => {
  const transfer = { id: 1n, debitAccountId: 2n, creditAccountId: 3n, amount: 4n, pendingId: 5n, timeout: 6 };
  const wire = {
    id: 1n,
    debit_account_id: 2n,
    credit_account_id: 3n,
    amount: 4n,
    pending_id: 5n,
    timeout: 6,
  };
  assert.deepEqual(toWireTransfers([{ ...transfer, ...common }]), [
    { ...wire, ...wireCommon, timestamp: 0n },
  ]);
  assert.deepEqual(fromWireTransfer({ ...wire, ...wireCommon, timestamp: 9n }), {
    ...transfer,
    ...common,
    timestamp: 9n,
  });
});

test('every field of an account goes and comes under its name', () => {
  const [wire] = toWireAccounts([{ id: 1n, ...common }]);
  const noSums = { debits_pending: 0n, debits_posted: 0n, credits_pending: 0n, credits_posted: 0n };
  assert.deepEqual(wire, { id: 1n, ...noSums, ...wireCommon, reserved: 0, timestamp: 0n });
  assert.deepEqual(fromWireAccount({ id: 1n, ...wireSums, ...wireCommon, reserved: 0, timestamp: 9n }), {
    id: 1n,
    ...sums,
    ...common,
    timestamp: 9n,
  });
});

test('what is left out goes as 0', () => {
  const [transfer] = toWireTransfers([{ id: 1n, amount: 2n }]);
  const { id: _, amount: __, ...rest } = transfer!;
  assert.deepEqual(new Set(Object.values(rest).map(BigInt)), new Set([0n]));
  const { limit: ___, ...filter } = toWireQueryFilter({ limit: 1 });
  assert.deepEqual(new Set(Object.values(filter).map(BigInt)), new Set([0n]));
});

test('a filter goes with all it narrows by', () => {
  const { ledger: _, ...ofAccount } = { ...common, timestampMin: 16n, timestampMax: 17n, limit: 18 };
  const { ledger, ...wire } = { ...wireCommon, timestamp_min: 16n, timestamp_max: 17n, limit: 18 };
  assert.deepEqual(toWireAccountFilter({ ...ofAccount, accountId: 1n }), { ...wire, account_id: 1n });
  assert.deepEqual(toWireQueryFilter({ ...ofAccount, ledger }), { ...wire, ledger });
});

test('a number that does not fit is named with its event', () => {
  const transfer = { id: 1n, amount: 1n };
  const pointerOf = (send: () => unknown): string | undefined => {
    try {
      send();
    } catch (error) {
      assert.equal((error as FinharborError).code, 'ledger.out_of_range');
      return (error as FinharborError).fields[0]!.pointer;
    }
    return undefined;
  };
  assert.equal(
    pointerOf(() => toWireTransfers([transfer, { ...transfer, amount: 2n ** 128n }])),
    '/1/amount',
  );
  assert.equal(
    pointerOf(() => toWireAccounts([{ id: 1n, ledger: 1, code: 2 ** 16 }])),
    '/0/code',
  );
  assert.equal(
    pointerOf(() => toWireIds([0n, 2n ** 128n - 1n, -1n])),
    '/2/id',
  );
});

test('an imported event goes with a flag that is refused, and not with the one that makes the whole request one of imported events', () => {
  const { linked, imported } = transferFlags;
  const [transfer, plain] = toWireTransfers([
    { id: 1n, amount: 1n, flags: linked | imported },
    { id: 2n, amount: 1n, flags: linked },
  ]);
  const known = Object.values(transferFlags).reduce((all, flag) => all | flag, 0);
  assert.equal(transfer!.flags & known, linked);
  assert.notEqual(transfer!.flags & ~known, 0);
  assert.equal(plain!.flags, linked);
  const [account] = toWireAccounts([{ id: 1n, ledger: 1, code: 1, flags: accountFlags.imported }]);
  assert.equal(account!.flags & accountFlags.imported, 0);
  assert.notEqual(account!.flags, 0);
});

test('a status that this version does not know is a fault', () => {
  assert.equal(fromWireTransferStatus(0xffff_ffff), 'created');
  assert.equal(fromWireTransferStatus(46), 'exists');
  assert.equal(fromWireAccountStatus(21), 'exists');
  const unknown = { code: 'ledger.unknown_status' };
  assert.throws(() => fromWireTransferStatus(999), unknown);
  assert.throws(() => fromWireAccountStatus(3), unknown);
});
