import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeAccounts, encodeTransfers } from '../model/records.ts';
import { type CreateTransferStatus, createTransferStatus } from '../model/status.ts';
import { type HistoryBatch, histories, historyAccounts } from '../testing/histories.ts';
import { Model } from '../testing/model.ts';
import { accountsOf, knownFrom } from '../testing/read.ts';
import type { Step } from './books.ts';
import type { Known } from './known.ts';
import { Machine, type Outcome } from './machine.ts';

const names = new Map<number, CreateTransferStatus>(
  Object.entries(createTransferStatus).map(([name, number]) => [number, name as CreateTransferStatus]),
);

type Batch = { readonly words: Uint32Array; readonly now: bigint; readonly known: Known };
type Underway = Batch & { readonly step: Step; readonly outcome: Outcome };

/** Runs a history on both, and tells every status that came up. */
function compare(
  { startNs, batches }: { readonly startNs: bigint; readonly batches: readonly HistoryBatch[] },
  met: Set<string>,
): void {
  const machine = new Machine(1);
  const model = new Model();
  let now = startNs;
  machine.createAccounts(encodeAccounts(historyAccounts), now);
  for (const account of historyAccounts) model.createAccount(account, now);
  machine.confirm(machine.begin());
  let underway: Underway[] = [];
  const run = (one: Batch): Underway => {
    const step = machine.begin();
    return { ...one, step, outcome: machine.createTransfers(one.words, one.now, one.known) };
  };
  for (const { passedMs, events, again, confirmed } of batches) {
    now += BigInt(passedMs) * 1_000_000n;
    underway.push(run({ words: encodeTransfers(events), now, known: knownFrom(pick(model)) }));
    const back = underway.splice(-again, again);
    for (const { step } of back.toReversed()) machine.abandon(step);
    const redone = back.map(run);
    assert.deepEqual(
      redone.map(({ outcome }) => outcome),
      back.map(({ outcome }) => outcome),
    );
    underway.push(...redone);
    const expected = model.createTransfers(events, now);
    const told = [...underway.at(-1)!.outcome.statuses].map((number) => names.get(number)!);
    assert.deepEqual(told, expected);
    for (const name of told) met.add(name);
    if (confirmed) {
      for (const { step } of underway) machine.confirm(step);
      underway = [];
    }
  }
  assert.deepEqual(accountsOf(machine), [...model.accounts.values()]);
}

const pick = ({ transfers, spent }: Model) => ({ transfers, spent });

test('every history of transfers has the outcomes and balances of the model, also when steps are taken back and done again', () => {
  fc.assert(
    fc.property(histories, (history) => compare(history, new Set())),
    { numRuns: 400 },
  );
});

test('a fixed lot of histories meets every status there is', () => {
  const met = new Set<string>();
  fc.assert(
    fc.property(histories, (history) => compare(history, met)),
    { numRuns: 3000, seed: 5 },
  );
  const missed = Object.keys(createTransferStatus).filter((name) => !met.has(name));
  assert.deepEqual(missed, []);
});

test('an expiry, which takes a moment of its own, makes no other transfer due', () => {
  const machine = new Machine(1);
  const startNs = 1_795_000_000_000_000_000n;
  machine.createAccounts(encodeAccounts([1n, 2n].map((id) => ({ id, ledger: 1, code: 1 }))), 0n);
  const pending = { debitAccountId: 1n, creditAccountId: 2n, amount: 1n, ledger: 1 };
  const events = [2, 1].map((timeout, k) => ({ ...pending, id: BigInt(7 + k), code: 1, flags: 2, timeout }));
  machine.createTransfers(encodeTransfers(events), startNs);
  machine.createTransfers(new Uint32Array(0), startNs + 2_000_000_000n);
  assert.equal(accountsOf(machine)[0]!.debitsPending, 1n);
});
