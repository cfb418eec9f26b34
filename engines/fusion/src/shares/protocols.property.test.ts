import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bigintRing } from '../ring/oracle.ts';
import { toNumbers, toWords, type Words } from '../ring/words.ts';
import type { Engine, Shared } from './engine.ts';
import { simulate } from './testing.ts';
import { createTranscript } from './transcript.ts';

const rosters = fc.constantFrom(['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']);
const seeds = fc.integer({ min: 0, max: 65_535 });
const runs = fc.tuple(rosters, seeds);
const word = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const signed = (words: Words): bigint[] => Array.from(words, (value) => BigInt.asIntN(64, value));

// A secret nobody holds: every party contributes a part of its own.
function secret(engine: Engine, values: Words): Shared {
  const parts = engine.parties.map((owner, i) =>
    engine.own({
      owner,
      rows: values.length,
      cols: 1,
      make: () =>
        values.map((value, j) =>
          i === 0
            ? value - noise(engine, j)
            : noise(engine, j) / BigInt(engine.parties.length - 1) + rest(engine, i, j),
        ),
    }),
  );
  return engine.local(values.length, 1, () => {
    const sum = parts[0]!.words.slice();
    for (const part of parts.slice(1)) engine.ring.addScaled(sum, part.words, 1n);
    return sum;
  });
}
const noise = (_engine: Engine, j: number): bigint => BigInt.asUintN(64, 0x9e3779b97f4a7c15n * BigInt(j + 1));
const rest = (engine: Engine, i: number, j: number): bigint =>
  i === 1 ? noise(engine, j) % BigInt(engine.parties.length - 1) : 0n;

async function opened(engine: Engine, x: Shared, bits: 64 | 16 = 64): Promise<Words | undefined> {
  return engine.reveal('out', x, { party: engine.parties[0]!, bits });
}

async function run<T extends Words | undefined>(
  parties: readonly string[],
  seed: number,
  program: (engine: Engine) => Promise<T>,
): Promise<Words> {
  return (await simulate({ parties, seed }, program))[0]!;
}

test('products of private and shared matrices, plain and transposed', async () => {
  const cases = fc.record({
    parties: rosters,
    seed: seeds,
    x: fc.array(word, { minLength: 6, maxLength: 6 }),
    y: fc.array(word, { minLength: 6, maxLength: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ parties, seed, x, y }) => {
      const [a, b] = [BigUint64Array.from(x), BigUint64Array.from(y)];
      const got = await run(parties, seed, async (engine) => {
        const left = await engine.input('x', { owner: parties.at(-1)!, rows: 3, cols: 2, make: () => a });
        const right = await engine.mask('y', { ...secret(engine, b), rows: 3, cols: 2 });
        const [product] = await engine.products('p', [
          [
            { x: left, y: right, transpose: true },
            { x: right, y: left, transpose: true },
          ],
        ]);
        return opened(engine, product!);
      });
      const [l, r] = [
        { rows: 3, cols: 2, words: a },
        { rows: 3, cols: 2, words: b },
      ];
      const want = bigintRing.multiply(l, r, true);
      bigintRing.addScaled(want, bigintRing.multiply(r, l, true), 1n);
      assert.deepEqual(got, want);
    }),
    { numRuns: 40, verbose: 1 },
  );
});

test('products word by word, of private and shared vectors and of one with itself', async () => {
  const words = fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(runs, words, async ([parties, seed], pairs) => {
      const [a, b] = [0, 1].map((i) => BigUint64Array.from(pairs, (pair) => pair[i]!)) as [Words, Words];
      const got = await run(parties, seed, async (engine) => {
        const x = await engine.input('x', { owner: parties.at(-1)!, rows: a.length, cols: 1, make: () => a });
        const y = await engine.mask('y', secret(engine, b));
        const [xy, yy] = [await engine.entrywise('xy', x, y), await engine.entrywise('yy', y, y)];
        return opened(
          engine,
          engine.local(2 * a.length, 1, () => BigUint64Array.of(...xy.words, ...yy.words)),
        );
      });
      assert.deepEqual(got, BigUint64Array.of(...bigintRing.hadamard(a, b), ...bigintRing.hadamard(b, b)));
    }),
    { numRuns: 40, verbose: 1 },
  );
});

test('truncation rounds down or up by at most one, over the whole range, and never fails', async () => {
  const value = fc.bigInt({ min: -(2n ** 62n) + 1n, max: 2n ** 62n - 1n });
  const values = fc.array(fc.oneof(value, fc.constantFrom(0n, -1n, 1n, 2n ** 62n - 1n, -(2n ** 62n))), {
    minLength: 1,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(runs, values, fc.integer({ min: 1, max: 60 }), async ([parties, seed], xs, bits) => {
      const got = await run(parties, seed, async (engine) =>
        opened(engine, await engine.truncate('t', secret(engine, BigUint64Array.from(xs)), bits)),
      );
      for (const [i, result] of signed(got).entries()) {
        const off = result - (xs[i]! >> BigInt(bits));
        assert.ok(off === 0n || off === 1n, `${xs[i]} >> ${bits} gave ${result}`);
      }
    }),
    { numRuns: 60, verbose: 1 },
  );
});

test('look-ups give the table’s entries, and lifting carries them into Z_2^64', async () => {
  const bits = fc.integer({ min: 1, max: 11 });
  await fc.assert(
    fc.asyncProperty(
      runs,
      bits,
      fc.array(word, { minLength: 1, maxLength: 30 }),
      async ([parties, seed], power, xs) => {
        const size = 2 ** power;
        const table = Uint16Array.from({ length: size }, (_, i) => (i * 40_503 + seed) % 32_768);
        const x = BigUint64Array.from(xs);
        const got = await run(parties, seed, async (engine) => {
          const looked = await engine.lookup('d', { index: secret(engine, x), size, tables: [table] });
          return opened(engine, await engine.lift('l', looked));
        });
        assert.deepEqual(
          [...toNumbers(got)],
          xs.map((value) => table[Number(value % BigInt(size))]),
        );
      },
    ),
    { numRuns: 40, verbose: 1 },
  );
});

test('histograms count each group’s values', async () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 0, max: 2 })), {
    minLength: 1,
    maxLength: 50,
  });
  await fc.assert(
    fc.asyncProperty(rosters, seeds, rows, async (parties, seed, data) => {
      const got = await run(parties, seed, async (engine) => {
        const index = secret(engine, toWords(data.map(([at]) => at)));
        const group = Int32Array.from(data, ([, group]) => group);
        return opened(engine, await engine.histogram('h', { index, size: 32, group, groups: 3 }), 16);
      });
      const want = new Float64Array(96);
      for (const [at, group] of data) want[group * 32 + at]! += 1;
      assert.deepEqual(toNumbers(got), want);
    }),
    { numRuns: 30, verbose: 1 },
  );
});

test('what is opened under a mask is uniform, whatever the value (chi-square, false alarm below 1e-9)', async () => {
  // 256 cells, 255 degrees of freedom: P(chi-square > 420) < 1e-9 by the Wilson-Hilferty approximation (z = 6.3).
  const limit = 420;
  for (const value of [0n, 1n, 2n ** 63n]) {
    const seen = new Map<string, number[]>();
    await simulate(
      { parties: ['a', 'b', 'c'], seed: 7, onMask: ({ label, sent }) => count(seen, label, sent) },
      async (engine) => {
        const x = secret(engine, new BigUint64Array(8_192).fill(value & 1n));
        await engine.mask('mask', x);
        await engine.truncate('truncate', x, 8);
        await engine.lift('lift', x);
        await engine.input('input', {
          owner: 'b',
          rows: 8_192,
          cols: 1,
          make: () => new BigUint64Array(8_192).fill(value),
        });
      },
    );
    assert.equal(seen.size, 4);
    for (const [label, cells] of seen) {
      const expected = cells.reduce((a, b) => a + b, 0) / 256;
      const chi = cells.reduce((sum, got) => sum + (got - expected) ** 2 / expected, 0);
      assert.ok(chi < limit, `${label}: chi-square ${chi}`);
    }
  }
});

function count(seen: Map<string, number[]>, label: string, sent: Uint8Array): void {
  const cells = seen.get(label) ?? Array<number>(256).fill(0);
  seen.set(label, cells);
  for (const byte of sent) cells[byte]! += 1;
}

test('an opening that is not declared, or is larger than declared, is refused', async () => {
  for (const declared of [[], [{ label: 'mask', count: 3 }]]) {
    const transcript = createTranscript(declared);
    const run = simulate({ parties: ['a', 'b'], seed: 3, transcript }, async (engine) => {
      await engine.mask('mask', secret(engine, new BigUint64Array(4)));
    });
    await assert.rejects(run, { code: 'fusion.undeclared_opening' });
  }
});

test('no stretch of a seed serves twice', async () => {
  const masks = new Set<string>();
  let uses = 0;
  await simulate(
    {
      parties: ['a', 'b', 'c'],
      seed: 11,
      onMask({ mask }) {
        uses++;
        masks.add(Buffer.from(mask).toString('hex'));
      },
    },
    async (engine) => {
      const x = secret(engine, new BigUint64Array(64));
      for (let round = 0; round < 3; round++) {
        await engine.mask('m', x);
        await engine.lookup('d', { index: x, size: 4, tables: [new Uint16Array(4)] });
        await engine.truncate('t', x, 3);
      }
    },
  );
  assert.equal(masks.size, uses);
  assert.equal(uses, 27);
});
