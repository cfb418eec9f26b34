import assert from 'node:assert/strict';
import { randomFillSync, randomInt } from 'node:crypto';
import { test } from 'node:test';
import { placed } from '../kernels/arena.ts';
import { elementsOf, multiply } from '../kernels/gf128.ts';
import { newArena } from '../kernels/wasm-arena.ts';
import { leakage, timingLimit } from '../testing-timing.ts';

const randomBytes = (length: number): Uint8Array => randomFillSync(new Uint8Array(length));
const bytes = (length: number) => ({
  fixed: () => new Uint8Array(length),
  random: () => randomBytes(length),
});

test('the method sees a leak where there is one', () => {
  const [secret, needle] = [new Uint8Array(4096), new Uint8Array(4096)];
  const t = leakage({
    ...bytes(4096),
    load: (one) => secret.set(one),
    run: () => secret.every((byte, k) => byte === needle[k]),
  });
  assert.ok(t > timingLimit, `|t| = ${t}`);
});

test('products with Δ in WebAssembly', () => {
  const arena = newArena();
  const [table, delta] = [arena.allocate(8192), arena.allocate(16)] as const;
  const data = placed(arena, randomBytes(16 * 256));
  const t = leakage({
    ...bytes(16),
    load: (one) => arena.bytes(delta, 16).set(one),
    run() {
      arena.kernels.gfTable(table, delta);
      arena.kernels.gfScale(data, 1, data, 1, 256, table, 1);
    },
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});

test('single products with Δ, once optimised', () => {
  const delta = new Uint32Array(4);
  const values = elementsOf(randomBytes(16 * 8));
  const t = leakage({
    ...bytes(16),
    load: (one) => delta.set(elementsOf(one)[0]!),
    run() {
      for (const value of values) multiply(value, delta);
    },
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});

test('corrections of trees along a path', () => {
  const arena = newArena();
  const [path, values] = [arena.allocate(4), placed(arena, randomBytes(32))] as const;
  const nodes = placed(arena, randomBytes(16 * 512));
  const t = leakage({
    ...{ fixed: () => 0, random: () => randomInt(512) },
    load(leaf) {
      arena.words(path, 1)[0] = leaf;
    },
    run: () => arena.kernels.ggmCorrect(nodes, 1, 512, path, values),
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});
