import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Outcome, runOnRows } from './run.ts';

const rows = Array.from({ length: 40 }, (_, at) => at);

test('each row is done once and has its own outcome; one that fails stops no other', async () => {
  const begun: number[] = [];
  const outcomes: Outcome<number>[] = [];
  await runOnRows({
    rows,
    run: async (row) => {
      begun.push(row);
      if (row % 10 === 3) throw new Error(`not ${row}`);
    },
    atOnce: 4,
    signal: new AbortController().signal,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  assert.deepEqual(
    begun.toSorted((a, b) => a - b),
    rows,
  );
  const failed = outcomes.flatMap((one) => (one.kind === 'failed' ? [one] : []));
  assert.deepEqual(
    failed.map(({ row }) => row).toSorted((a, b) => a - b),
    [3, 13, 23, 33],
  );
  assert.match(String(failed[0]!.error), /not \d+/);
  assert.equal(outcomes.length, rows.length);
});

test('no more than so many are under way at a time', async () => {
  let underWay = 0;
  let most = 0;
  await runOnRows({
    rows,
    run: async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
    },
    atOnce: 3,
    signal: new AbortController().signal,
    onOutcome: () => {},
  });
  assert.equal(most, 3);
});

test('once aborted no further row is begun, and those begun have their outcome', async () => {
  const abort = new AbortController();
  const begun: number[] = [];
  const outcomes: Outcome<number>[] = [];
  await runOnRows({
    rows,
    run: async (row) => {
      begun.push(row);
      if (row === 5) abort.abort();
      await new Promise(setImmediate);
    },
    atOnce: 2,
    signal: abort.signal,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  assert.ok(begun.length < rows.length && begun.length >= 6);
  assert.deepEqual(
    outcomes.map(({ row }) => row).toSorted((a, b) => a - b),
    begun.toSorted((a, b) => a - b),
  );
});
