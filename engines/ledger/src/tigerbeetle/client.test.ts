import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountFlags } from '../model/account.ts';
import { accountFilterFlags, queryFilterFlags } from '../model/query.ts';
import { createAccountStatus, createTransferStatus } from '../model/status.ts';
import { transferFlags } from '../model/transfer.ts';
import { loadClientPackage } from './client.ts';
import { fromWireAccountStatus, fromWireTransferStatus } from './records.ts';

const packageName: string = 'tigerbeetle-node';
const theirs: Readonly<Record<string, object>> | undefined = await import(packageName).catch((error) =>
  error.code === 'ERR_MODULE_NOT_FOUND' ? undefined : Promise.reject(error),
);
const options = { skip: theirs ? false : 'tigerbeetle-node is not installed' };

type Numbers = Readonly<Record<string, number>>;

/** What an event can be told only if it is sent as it never is here: as an imported one, or with fields that are TigerBeetle's to fill. */
const neverTold =
  /^imported_event_|^timestamp_must_be_zero$|^reserved_field$|_(pending|posted)_must_be_zero$/;

test('where the client is not installed, or another version of it, the error says what to install', async () => {
  const missing = {
    code: 'ledger.tigerbeetle_missing',
    message: /npm install tigerbeetle-node@\d+\.\d+\.\d+$/,
  };
  await assert.rejects(loadClientPackage('@finharbor/no-such-package'), missing);
  await assert.rejects(loadClientPackage('node:os'), missing);
});

test("statuses have TigerBeetle's names, and all that it can answer with is known", options, () => {
  const { CreateAccountStatus, CreateTransferStatus } = theirs!;
  const tables = [
    [CreateAccountStatus!, createAccountStatus, fromWireAccountStatus],
    [CreateTransferStatus!, createTransferStatus, fromWireTransferStatus],
  ] as const;
  for (const [table, ours, name] of tables) {
    const told = numbersOf(table).filter(([key]) => !neverTold.test(key));
    for (const [key, number] of told) assert.equal(name(number), camel(key));
    const { created: _, ...numbers } = ours;
    const { created: __, ...others } = Object.fromEntries(told.map(([key, number]) => [camel(key), number]));
    assert.deepEqual(numbers, others);
  }
});

test("flags have TigerBeetle's names and values", options, () => {
  const { AccountFlags, TransferFlags, AccountFilterFlags, QueryFilterFlags } = theirs!;
  const pairs: readonly (readonly [object, Numbers])[] = [
    [AccountFlags!, accountFlags],
    [TransferFlags!, transferFlags],
    [AccountFilterFlags!, accountFilterFlags],
    [QueryFilterFlags!, queryFilterFlags],
  ];
  for (const [table, ours] of pairs) {
    const { none: _, ...flags } = Object.fromEntries(numbersOf(table).map(([key, n]) => [camel(key), n]));
    assert.deepEqual(flags, ours);
  }
});

/** A TypeScript enum also has its numbers as keys. */
function numbersOf(table: object): readonly (readonly [string, number])[] {
  return Object.entries(table).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
}

function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
