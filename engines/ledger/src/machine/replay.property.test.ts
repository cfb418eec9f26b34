import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeAccounts, encodeTransfers } from '../model/records.ts';
import { histories, historyAccounts } from '../testing/histories.ts';
import { accountsOf } from '../testing/read.ts';
import { placeOf } from './books.ts';
import { entryAt, entryKind, entryWords } from './layout.ts';
import { Machine } from './machine.ts';
import { type PageImage, pageKind, tableOf } from './pages.ts';
import { Replay } from './replay.ts';

/** An entry as it was written, with the amount and flags of the pending transfer that it resolves. */
type Written = { readonly entry: Uint32Array; readonly resolved: Uint32Array | undefined };

/** Runs a history, and after each step saves the pages that `saves` says, as a writer would with a group. */
function run({ startNs, batches }: History, saves: readonly (readonly number[])[]) {
  const machine = new Machine(1);
  const { state, clockwork } = machine.books;
  machine.createAccounts(encodeAccounts(historyAccounts), startNs);
  const images = new Map<number, PageImage>();
  const journal: Written[] = [];
  const pendings = new Map<string, Uint32Array>();
  let nowNs = startNs;
  for (const [k, { passedMs, events }] of batches.entries()) {
    nowNs += BigInt(passedMs) * 1_000_000n;
    const step = machine.begin();
    machine.createTransfers(encodeTransfers(events), nowNs);
    for (let n = step.from.entryCount; n < state.entryCount; n++) {
      const { words, at } = placeOf(state.entries, state.entryNo(n));
      const entry = words.slice(at, at + entryWords);
      const timestamp = entry.slice(entryAt.timestamp, entryAt.timestamp + 2).join();
      pendings.set(timestamp, entry);
      const resolves = entry.slice(entryAt.pendingTimestamp, entryAt.pendingTimestamp + 2).join();
      journal.push({
        entry,
        resolved: entry[entryAt.kind] === entryKind.refusal ? undefined : pendings.get(resolves),
      });
    }
    for (const kind of saves[k % saves.length] ?? [])
      if (tableOf(state, kind).size > 0)
        images.set(kind, {
          kind,
          page: 0,
          asOf: clockwork.lastNs,
          words: tableOf(state, kind).page(0).slice(),
        });
    machine.confirm(step);
  }
  return { machine, images, journal };
}

type History = typeof histories extends fc.Arbitrary<infer Value> ? Value : never;

test('pages of different ages and the journal make up what was in memory', () => {
  const saves = fc.array(fc.subarray(Object.values(pageKind)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(histories, saves, fc.nat(5), (history, when, passedS) => {
      const { machine, images, journal } = run(history, when);
      const again = new Machine(2);
      const replay = new Replay(again.books);
      for (const image of images.values()) replay.page(image);
      const { accounts, accountCount } = machine.books.state;
      // All were opened before any page was saved.
      if (!images.has(pageKind.accounts) || !images.has(pageKind.balances))
        for (let no = 0; no < accountCount; no++) replay.account(no, placeOf(accounts, no));
      replay.index();
      const step = again.begin();
      for (const { entry, resolved } of journal)
        replay.entry({ words: entry, at: 0 }, resolved && { words: resolved, at: 0 });
      again.confirm(step);
      assert.deepEqual(accountsOf(again), accountsOf(machine));
      // Whatever comes next has the same outcomes, so that pending transfers and spent ids are the same too.
      const next = encodeTransfers(history.batches.flatMap(({ events }) => events));
      const lastNs = machine.books.clockwork.lastNs + BigInt(passedS) * 1_000_000_000n;
      again.books.clockwork.advanceTo(machine.books.clockwork.lastNs);
      assert.deepEqual(again.createTransfers(next, lastNs), machine.createTransfers(next, lastNs));
      assert.deepEqual(accountsOf(again), accountsOf(machine));
    }),
    { numRuns: 300 },
  );
});
