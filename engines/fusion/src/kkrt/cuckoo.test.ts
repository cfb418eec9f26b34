import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, type Random } from '@finharbor/kernel';
import { seededRandom } from '../intersect/testing-sets.ts';
import { type Arena, placed } from '../kernels/arena.ts';
import { binsOf, itemOf } from '../kernels/plain/cuckoo.ts';
import { newArena } from '../kernels/wasm-arena.ts';
import { placeItems } from './cuckoo.ts';
import { binsFor } from './parameters.ts';
import { failureBits, logFactorials } from './testing-bound.ts';

const seed = Number(process.hrtime.bigint() % 1_000_000n);

type Trial = {
  readonly count: number;
  readonly bins: number;
  readonly random: Random;
  readonly limit?: number;
};

async function place(arena: Arena, { count, bins, random, limit }: Trial): Promise<Uint32Array> {
  const mark = arena.mark();
  const digests = placed(arena, random.bytes(16 * count));
  const cuckoo = { digests, count, bins };
  const table = await placeItems(arena, cuckoo, limit === undefined ? { random } : { random, limit });
  const entries = arena.words(table, bins).slice();
  const homes = [...entries.entries()].filter(([, entry]) => entry > 0);
  assert.equal(new Set(homes.map(([, entry]) => itemOf(entry))).size, count, 'each item lies somewhere');
  assert.equal(homes.length, count, 'and nowhere else');
  for (const [bin, entry] of homes)
    assert.equal(binsOf(arena.words(digests + 16 * itemOf(entry), 4), bins)[entry >>> 30], bin);
  arena.release(mark);
  return entries;
}

test(`each item lies in one of its three bins, whose number the entry tells (seed ${seed})`, async () => {
  const [arena, random] = [newArena(), seededRandom(seed)];
  for (const count of [1, 2, 3, 64, 1000, 20_000])
    await place(arena, { count, bins: binsFor(count), random });
});

test(`where no item may be moved by a walk, a search moves them (seed ${seed})`, async () => {
  const [arena, random] = [newArena(), seededRandom(seed)];
  for (const load of [0.5, 0.75, 0.85])
    await place(arena, { count: 2000 * load, bins: 2000, random, limit: 0 });
});

test('items that no placement can serve are a failure by name', async () => {
  const arena = newArena();
  const digests = arena.allocate(16 * 4);
  await assert.rejects(
    placeItems(arena, { digests, count: 4, bins: 384 }, { random: seededRandom(1) }),
    (error) => codeOf(error) === 'fusion.kkrt_failed',
  );
});

test('a placement fails to exist with probability below 2^-44 at every size, by a union bound', () => {
  const logs = logFactorials(3 * 2 ** 12 + 3);
  for (let count = 1; count <= 2 ** 12; count = Math.ceil(count * 1.5)) {
    const bits = failureBits({ count, bins: binsFor(count) }, logs);
    assert.ok(bits > 44, `${count} items: 2^-${bits.toFixed(1)}`);
  }
});

test(`at sizes where failures can be seen there are no more than the bound says (seed ${seed})`, async () => {
  const [arena, random] = [newArena(), seededRandom(seed + 1)];
  const [count, bins, runs] = [12, 16, 4000];
  const bound = 2 ** -failureBits({ count, bins }, logFactorials(3 * 12 + 3));
  let failed = 0;
  for (let run = 0; run < runs; run++)
    failed += await place(arena, { count, bins, random }).then(
      () => 0,
      () => 1,
    );
  assert.ok(failed > 0 && failed < runs * bound, `${failed} of ${runs}; the bound is ${bound * runs}`);
});
