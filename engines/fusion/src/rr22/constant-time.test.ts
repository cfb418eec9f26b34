import assert from 'node:assert/strict';
import { randomFillSync, randomInt } from 'node:crypto';
import { test } from 'node:test';
import { placed } from './arena.ts';
import { elementsOf, multiply } from './gf128.ts';
import { newArena } from './wasm-arena.ts';

/*
 * dudect (Reparaz, Balasch, Verbauwhede, DATE 2017): times of a fixed secret and of random ones, in random order, compared by
 * Welch's t-test without the slowest tenth. Beyond 10 there is a leak; noise of the machine falls on both classes alike.
 */
const rounds = 4000;
const warmUp = 2000;
const limit = 10;

type Subject<S> = {
  readonly fixed: () => S;
  readonly random: () => S;
  readonly load: (secret: S) => void;
  readonly run: () => void;
};

/** |t| of the times that `run` takes for a fixed secret and for random ones, each put in its place by `load` before the clock starts. */
function leakage<S>({ fixed, random, load, run }: Subject<S>): number {
  const times: [number[], number[]] = [[], []];
  // Both classes are drawn beforehand, and in the same way: what is measured must differ in the secret alone.
  const kinds = Array.from({ length: warmUp + rounds }, () => randomInt(2) as 0 | 1);
  const secrets = kinds.map((kind) => [fixed(), random()][kind]!);
  for (const [round, secret] of secrets.entries()) {
    load(secret);
    const start = process.hrtime.bigint();
    run();
    const ns = Number(process.hrtime.bigint() - start);
    if (round >= warmUp) times[kinds[round]!].push(ns);
  }
  const cut = [...times[0], ...times[1]].sort((a, b) => a - b)[Math.floor(rounds * 0.9)]!;
  const [a, b] = times.map((all) => moments(all.filter((ns) => ns < cut))) as [Moments, Moments];
  return Math.abs(a.mean - b.mean) / Math.sqrt(a.variance / a.count + b.variance / b.count);
}

type Moments = { readonly count: number; readonly mean: number; readonly variance: number };

function moments(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count: values.length, mean, variance: squares / (values.length - 1) };
}

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
  assert.ok(t > limit, `|t| = ${t}`);
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
  assert.ok(t < limit, `|t| = ${t}`);
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
  assert.ok(t < limit, `|t| = ${t}`);
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
  assert.ok(t < limit, `|t| = ${t}`);
});
