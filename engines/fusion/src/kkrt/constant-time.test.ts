import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { test } from 'node:test';
import { placed } from '../kernels/arena.ts';
import { newArena } from '../kernels/wasm-arena.ts';
import { leakage, timingLimit } from '../testing-timing.ts';

const randomBytes = (length: number): Uint8Array => randomFillSync(new Uint8Array(length));
const secrets = (length: number) => ({
  fixed: () => new Uint8Array(length),
  random: () => randomBytes(length),
});

test('columns folded under the secret’s masks', () => {
  const arena = newArena();
  const [own, theirs, masks] = [
    placed(arena, randomBytes(64 * 64)),
    placed(arena, randomBytes(64 * 64)),
    arena.allocate(16 * 64),
  ];
  const t = leakage({
    ...secrets(64),
    load: (bits) =>
      arena.words(masks, 4 * 64).set(Int32Array.from({ length: 256 }, (_, k) => -(bits[k >> 2]! & 1))),
    run: () => arena.kernels.foldColumns(own, 64, theirs, 64, 64, masks),
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});

test('code words under the secret, on rows that hold it', () => {
  const arena = newArena();
  const codes = placed(arena, randomBytes(64 * 64));
  const [rows, secret] = [placed(arena, randomBytes(64 * 64)), arena.allocate(64)] as const;
  const places = placed(arena, new Uint8Array(Uint32Array.from({ length: 64 }, (_, k) => 63 - k).buffer));
  const t = leakage({
    ...secrets(64),
    load: (bits) => arena.bytes(secret, 64).set(bits),
    run: () => arena.kernels.maskRows(codes, rows, places, 64, secret, 0),
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});

test('columns that hold it, turned into rows', () => {
  const arena = newArena();
  const [columns, rows] = [arena.allocate(16 * 64), arena.allocate(64 * 128)];
  const t = leakage({
    ...secrets(16 * 64),
    load: (bits) => arena.bytes(columns, 16 * 64).set(bits),
    run: () => arena.kernels.transposeBits(columns, 16, 4, rows, 64, 16),
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});
