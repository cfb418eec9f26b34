import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type Arena, placed } from './arena.ts';
import { withArena } from './spare-arena.ts';

const size = 1000;
/** Fills some of an arena; returns what stood there before. */
const use = async (arena: Arena): Promise<[arena: Arena, before: Uint8Array, at: number]> => {
  const at = arena.allocate(size);
  const before = arena.bytes(at, size).slice();
  arena.bytes(at, size).fill(7);
  await delay(1);
  return [arena, before, at];
};

test('the next session gets the arena of the one before, without anything of it', async () => {
  const [first, , at] = await withArena(use);
  assert.ok(
    first.bytes(at, size).every((byte) => byte === 0),
    'it was wiped when the session ended',
  );
  const [second, before, next] = await withArena(use);
  assert.deepEqual([second, next], [first, at]);
  assert.ok(before.every((byte) => byte === 0));
});

test('sessions at the same time have an arena each', async () => {
  const [[one], [other]] = await Promise.all([withArena(use), withArena(use)]);
  assert.notEqual(one, other);
});

test('an arena is not handed on after a fault, when parts of the work may still write to it', async () => {
  let failed: Arena | undefined;
  const failing = withArena(async (arena) => {
    failed = arena;
    placed(arena, new Uint8Array(8));
    throw new Error('expected');
  });
  await assert.rejects(failing, /expected/);
  const [next] = await withArena(use);
  assert.notEqual(next, failed);
});
