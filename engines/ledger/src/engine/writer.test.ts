import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Machine } from '../machine/machine.ts';
import { encodeAccounts } from '../model/records.ts';
import { Basket } from './basket.ts';
import type { Journal } from './journal.ts';
import { openAccounts } from './work.ts';
import { Writer } from './writer.ts';

/** A writer with two accounts, and the sizes of what its journal was asked to keep, which it keeps when it is told to. */
async function slowLedger() {
  const asked: number[] = [];
  let keep = (): void => {};
  let isSlow = false;
  const journal: Journal = {
    append({ entries }) {
      asked.push(entries.to - entries.from);
      return isSlow ? new Promise((resolve) => (keep = () => resolve('kept'))) : Promise.resolve('kept');
    },
    mayHold: () => () => false,
    find: async () => new Map(),
    async [Symbol.asyncDispose]() {},
  };
  const machine = new Machine(1);
  const writer = new Writer({ machine, journal, clock: { nowMs: () => 1_000 }, entriesARound: 1_000 });
  await writer.submit(openAccounts(encodeAccounts([1n, 2n].map((id) => ({ id, ledger: 1, code: 1 })))));
  asked.length = 0;
  isSlow = true;
  return { asked, keep: () => keep(), basket: new Basket(writer) };
}

/** Lets everything happen that needs nothing from outside. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('many callers with one transfer each are served in two halves, of which one is judged while the other is kept', async () => {
  const { asked, keep, basket } = await slowLedger();
  let id = 0n;
  const told = { count: 0 };
  const caller = async (): Promise<void> => {
    for (let k = 0; k < 5; k++) {
      id += 1n;
      const [result] = await basket.add([
        { id, debitAccountId: 1n, creditAccountId: 2n, amount: 1n, ledger: 1, code: 1 },
      ]);
      assert.equal(result!.status, 'created');
      told.count += 1;
    }
  };
  const all = Promise.all(Array.from({ length: 512 }, caller));
  await settle();
  assert.deepEqual(asked, [256]);
  for (let group = 1; group <= 10; group++) {
    keep();
    await settle();
    assert.equal(told.count, group * 256);
  }
  await all;
  assert.deepEqual(
    asked,
    Array.from({ length: 10 }, () => 256),
  );
});

test('one caller after the other waits for nobody', async () => {
  const { asked, keep, basket } = await slowLedger();
  for (let id = 1n; id <= 3n; id++) {
    const told = basket.add([
      { id, debitAccountId: 1n, creditAccountId: 2n, amount: 1n, ledger: 1, code: 1 },
    ]);
    await settle();
    assert.equal(asked.length, Number(id));
    keep();
    assert.equal((await told)[0]!.status, 'created');
  }
});
