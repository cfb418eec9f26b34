import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { codeOf, systemRandom } from '@finharbor/kernel';
import { keyDigests } from './digests.ts';
import { mostShards, paddedSize, partitionsFor, shardsFor } from './layout.ts';
import { loadShard } from './load.ts';
import { fileShardQueue } from './queue.ts';
import { sealUnder } from './seal.ts';
import { openSpill } from './spill.ts';

const folder = mkdtempSync(join(tmpdir(), 'finharbor-shards-'));
after(() => rmSync(folder, { recursive: true }));

const count = 40_000;
const texts = Array.from({ length: count }, (_, row) => `+86${13_000_000_000 + (row % 30_000)}`);
const hashKey = systemRandom.bytes(32);

async function spilled(name: string, partitions: number): Promise<Parameters<typeof loadShard>[0]> {
  const at = join(folder, name);
  const key = systemRandom.bytes(32);
  const digestsOf = keyDigests(hashKey);
  mkdirSync(at);
  await using spill = await openSpill({ folder: at, key, partitions });
  for (let row = 0; row < count; row += 10_000)
    await spill.add(
      digestsOf(texts.slice(row, row + 10_000)),
      Array.from({ length: 10_000 }, (_, k) => row + k),
    );
  return { folder: at, key, counts: await spill.end() };
}

for (const [partitions, shards] of [
  [1, 1],
  [16, 16],
  [64, 4],
] as const)
  test(`${partitions} files hold every row in the shard its digest names, read as ${shards} shards`, async () => {
    const from = await spilled(`${partitions}`, partitions);
    const size = paddedSize(count, shards);
    const rows: number[] = [];
    let [distinct, duplicates] = [0, 0];
    for (let shard = 0; shard < shards; shard++) {
      const loaded = await loadShard(from, { shard, shards, size, random: systemRandom });
      assert.equal(new Set(loaded.ids).size, size);
      const own = loaded.ids.slice(0, loaded.distinct);
      assert.ok(
        own.every((id) => Math.floor((Number.parseInt(id.slice(0, 8), 16) / 2 ** 32) * shards) === shard),
      );
      const all = loaded.rowsOf(Uint32Array.from(own.keys()));
      rows.push(...all.rows);
      assert.ok(all.rows.every((row, k) => texts[row] === texts[loaded.firstRows[all.ids[k]!]!]));
      distinct += loaded.distinct;
      duplicates += loaded.duplicates;
      // Every second key is common: then so are all rows that have it.
      const { rows: some } = loaded.rowsOf(Uint32Array.from(own.keys()).filter((k) => k % 2 === 0));
      const keys = new Set(some.values().map((row) => texts[row]));
      assert.equal(keys.size, Math.ceil(loaded.distinct / 2));
      assert.ok(some.every((row, k) => k === 0 || row > some[k - 1]!));
    }
    assert.deepEqual(
      rows.toSorted((a, b) => a - b),
      [...texts.keys()],
    );
    assert.deepEqual([distinct, duplicates], [30_000, 10_000]);
  });

test('equal keys have equal digests under one key, and other ones under another', () => {
  const other = keyDigests(systemRandom.bytes(32));
  const [a, b] = [
    keyDigests(hashKey)(['x', 'y', 'x'.repeat(300)]).slice(),
    keyDigests(hashKey)(['x', 'z', 'x'.repeat(300)]),
  ];
  assert.deepEqual(a.subarray(0, 16), b.subarray(0, 16));
  assert.notDeepEqual(a.subarray(16, 32), b.subarray(16, 32));
  assert.deepEqual(a.subarray(32), b.subarray(32));
  assert.notDeepEqual(other(['x']), a.subarray(0, 16));
});

test('a spilling has no two frames alike, and another each time; one cut short or moved is not read', async () => {
  const load = (from: Parameters<typeof loadShard>[0]): Promise<unknown> =>
    loadShard(from, { shard: 0, shards: 1, size: count, random: systemRandom });
  const first = await spilled('first', 4);
  await load(first);
  const file = (name: string): string => join(first.folder, name);
  const [one, two] = readdirSync(first.folder).toSorted();
  renameSync(file(one!), file('moved'));
  renameSync(file(two!), file(one!));
  renameSync(file('moved'), file(two!));
  await assert.rejects(load(first), (error) => codeOf(error) === 'fusion.job_damaged');
  const second = await spilled('second', 1);
  const path = join(second.folder, readdirSync(second.folder)[0]!);
  truncateSync(path, statSync(path).size - 1);
  await assert.rejects(load(second), (error) => codeOf(error) === 'fusion.job_damaged');
});

test('keys that a shard has no room for are a fault', async () => {
  const from = await spilled('small', 1);
  await assert.rejects(
    loadShard(from, { shard: 0, shards: 1, size: 29_999, random: systemRandom }),
    (error) => codeOf(error) === 'fusion.shard_overfull',
  );
});

test('what is sealed opens under its key and context alone', () => {
  const [seal, other] = [0, 1].map(() => sealUnder(systemRandom.bytes(32), systemRandom)) as [
    ReturnType<typeof sealUnder>,
    ReturnType<typeof sealUnder>,
  ];
  const plain = Uint8Array.of(1, 2, 3);
  const sealed = seal.seal(plain, 'a');
  assert.deepEqual(seal.open(sealed, 'a'), plain);
  assert.notDeepEqual(seal.seal(plain, 'a'), sealed);
  const changed = sealed.map((byte, k) => (k === 13 ? byte ^ 1 : byte));
  for (const open of [
    () => seal.open(sealed, 'b'),
    () => other.open(sealed, 'a'),
    () => seal.open(changed, 'a'),
    () => seal.open(sealed.subarray(0, 5), 'a'),
  ])
    assert.throws(open, (error) => codeOf(error) === 'fusion.job_sealed');
});

test('shards divide the files, hold about as many rows as asked, and padding is small where shards are large', () => {
  for (const mostRows of [1, 1000, 2 ** 20, 10_000_000, 2 ** 28])
    for (const rows of [1, mostRows >> 3, mostRows].filter((n) => n > 0)) {
      const shardRows = 2 ** 20;
      const partitions = partitionsFor({ mostRows, shardRows });
      const shards = shardsFor([rows, 1], { partitions, shardRows });
      assert.equal(partitions % shards, 0);
      assert.ok(partitions <= mostShards && rows / shards <= shardRows);
      const size = paddedSize(rows, shards);
      assert.ok(size >= rows / shards && (rows < 2 ** 20 || size * shards < 1.03 * rows));
    }
  assert.equal(paddedSize(0, 4), 1);
});

test('no shard of random keys is as large as what it is padded to', () => {
  const below = new DataView(systemRandom.bytes(4 * 1_000_000).buffer);
  for (const [rows, shards] of [
    [100, 16],
    [1_000, 4],
  ] as const) {
    const size = paddedSize(rows, shards);
    let fullest = 0;
    for (let at = 0; at + rows <= 1_000_000; at += rows) {
      const loads = new Uint32Array(shards);
      for (let k = 0; k < rows; k++) loads[below.getUint32(4 * (at + k)) % shards]! += 1;
      fullest = Math.max(fullest, ...loads);
    }
    assert.ok(fullest < size && fullest > rows / shards, `${fullest} of ${size}`);
  }
});

test('a shard is taken by one process at a time, and given back by a dead one', async () => {
  const [one, two] = [0, 1].map(() => fileShardQueue(join(folder, 'queue'), systemRandom));
  const first = await one!.take([3, 4]);
  const second = await two!.take([3, 4]);
  assert.deepEqual([first?.shard, second?.shard], [3, 4]);
  assert.equal(await one!.take([3, 4]), undefined);
  await second!.release();
  assert.equal((await one!.take([3, 4]))?.shard, 4);
  const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(dead, 'exit');
  const left = (shard: string, name: string): void => {
    mkdirSync(join(folder, 'queue', shard), { recursive: true });
    writeFileSync(join(folder, 'queue', shard, name), '');
  };
  left('0005', `${hostname()} 0 ${dead.pid}`);
  assert.equal((await two!.take([5]))?.shard, 5);
  left('0006', `elsewhere 0 ${dead.pid}`);
  assert.equal(await two!.take([6]), undefined);
});
