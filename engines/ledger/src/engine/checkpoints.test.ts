import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Books } from '../machine/books.ts';
import { pageRecords } from '../machine/record-table.ts';
import { Checkpoints } from './checkpoints.ts';

/** Books of four pages of accounts, whose balances are all to be saved. */
function fourPages() {
  const { state } = new Books(1);
  for (let page = 0; page < 4; page++) {
    state.balances.reserve(page * pageRecords);
    state.balances.touch(page * pageRecords);
  }
  return { state, checkpoints: new Checkpoints(state, 100) };
}

const pagesOf = ({ images }: ReturnType<Checkpoints['next']>) => images.map(({ page }) => page);

test('a round goes through all pages that were changed, and then says how far back a start reads', () => {
  const { checkpoints } = fourPages();
  assert.deepEqual(pagesOf(checkpoints.next(99, 1n)), []);
  const first = checkpoints.next(25, 2n);
  assert.deepEqual([pagesOf(first), first.replayFrom], [[0, 1], undefined]);
  const last = checkpoints.next(25, 3n);
  assert.deepEqual([pagesOf(last), last.replayFrom], [[2, 3], 2n]);
});

test('a group that is taken back does not take the round with it, unless the round began with it', () => {
  const { checkpoints, state } = fourPages();
  const first = checkpoints.next(100, 2n);
  assert.equal(first.replayFrom, 2n);
  for (let page = 0; page < 4; page++) state.balances.touch(page * pageRecords);
  checkpoints.next(75, 3n);
  const began = checkpoints.next(25, 4n);
  assert.deepEqual(pagesOf(began), [0, 1]);
  const next = checkpoints.next(12, 5n);
  assert.deepEqual(pagesOf(next), [2]);
  checkpoints.discard(next);
  const again = checkpoints.next(25, 6n);
  assert.deepEqual([pagesOf(again), again.replayFrom], [[2, 3], 4n]);
  checkpoints.discard(again);
  checkpoints.discard(next);
  checkpoints.discard(began);
  const anew = checkpoints.next(1, 7n);
  assert.deepEqual([pagesOf(anew), anew.isFirst], [[0], true]);
});

test('a group without pages takes nothing with it', () => {
  const { checkpoints } = fourPages();
  const nothing = checkpoints.next(99, 1n);
  assert.deepEqual(pagesOf(checkpoints.next(25, 2n)), [0, 1]);
  checkpoints.discard(nothing);
  const last = checkpoints.next(25, 3n);
  assert.deepEqual([pagesOf(last), last.replayFrom], [[2, 3], 2n]);
});
