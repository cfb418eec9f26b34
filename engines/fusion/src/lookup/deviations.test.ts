import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { codeOf, generateSigningKey, systemRandom } from '@finharbor/kernel';
import { randomPoint } from '../psi/group.ts';
import { observed, type Tamper, tampered } from '../psi/testing.ts';
import { chunkBytes, hashOf } from './chunks.ts';
import { ownManifest, signedManifest } from './manifest.ts';
import { currentTable, hashesPath, tablePath } from './store.ts';
import { type Asking, labelOf, lookupMeshes, newPair, type Pair, textOf } from './testing.ts';

const rows = Array.from({ length: 2_150 }, (_, i) => ({ id: `id ${i}`, label: labelOf(`${i}`) }));
let pair: Pair;
before(async () => {
  pair = await newPair();
  await pair.prepare(rows, { labelBytes: 1_000, workers: 2 });
});
after(() => pair[Symbol.asyncDispose]());

/** Changes messages under one label, counted from 0. */
const on = (
  label: string,
  change: (message: Buffer<ArrayBuffer>, count: number) => readonly Uint8Array[],
): Tamper => {
  let count = 0;
  return (name, payload) => (name === label ? change(Buffer.from(payload), count++) : [payload]);
};
const edited =
  (edit: (message: Buffer) => void) =>
  (message: Buffer<ArrayBuffer>): readonly Uint8Array[] => {
    edit(message);
    return [message];
  };
const swapped = (): Tamper => {
  let held: readonly Uint8Array[] = [];
  return on('lookup/chunk', (message, count) => {
    if (count > 1) return [message];
    held = [message, ...held];
    return count === 1 ? held : [];
  });
};
const resigned = (change: (manifest: ReturnType<typeof ownManifest>) => object): (() => Tamper) => {
  return () =>
    on('lookup/manifest', (message) => {
      const changed = { ...ownManifest(message), ...change(ownManifest(message)) };
      return [signedManifest(changed, pair.signingKey)];
    });
};
const point = (): Uint8Array => randomPoint(systemRandom);

type Deviation = readonly [what: string, who: 'h' | 'q', code: string, tamper: () => Tamper];

const deviations: readonly Deviation[] = [
  [
    'an evaluation under another key',
    'h',
    'fusion.bad_proof',
    () =>
      on(
        'lookup/evaluated',
        edited((m) => m.set(point(), 0)),
      ),
  ],
  [
    'a proof with a bit changed',
    'h',
    'fusion.bad_proof',
    () =>
      on(
        'lookup/evaluated',
        edited((m) => m.writeUInt8(m.readUInt8(m.length - 1) ^ 1, m.length - 1)),
      ),
  ],
  [
    'two answers that changed places',
    'h',
    'fusion.bad_proof',
    () =>
      on('lookup/evaluated', (m) => [Buffer.concat([m.subarray(32, 64), m.subarray(0, 32), m.subarray(64)])]),
  ],
  ['answers cut short', 'h', 'fusion.bad_message', () => on('lookup/evaluated', (m) => [m.subarray(32)])],
  [
    'a chunk with a bit changed',
    'h',
    'fusion.bad_table',
    () =>
      on(
        'lookup/chunk',
        edited((m) => m.writeUInt8(m.readUInt8(99) ^ 1, 99)),
      ),
  ],
  ['two chunks that changed places', 'h', 'fusion.bad_table', swapped],
  [
    'a chunk under the place of another',
    'h',
    'fusion.bad_table',
    () =>
      on('lookup/chunk', (m, count) => {
        m.writeUInt32LE(0);
        return [m].slice(0, count + 1);
      }),
  ],
  ['a chunk cut short', 'h', 'fusion.bad_message', () => on('lookup/chunk', (m) => [m.subarray(0, -1)])],
  [
    'a list of hashes with one changed',
    'h',
    'fusion.bad_table',
    () =>
      on(
        'lookup/hashes',
        edited((m) => m.writeUInt8(m.readUInt8(0) ^ 1, 0)),
      ),
  ],
  ['a list of hashes cut short', 'h', 'fusion.bad_table', () => on('lookup/hashes', (m) => [m.subarray(32)])],
  [
    'a manifest that another key signed',
    'h',
    'fusion.bad_table',
    () => on('lookup/manifest', (m) => [signedManifest(ownManifest(m), generateSigningKey())]),
  ],
  [
    'a manifest with a byte changed',
    'h',
    'fusion.bad_table',
    () =>
      on(
        'lookup/manifest',
        edited((m) => m.writeUInt8(m.readUInt8(80) ^ 1, 80)),
      ),
  ],
  ['a manifest cut short', 'h', 'fusion.bad_table', () => on('lookup/manifest', (m) => [m.subarray(0, 60)])],
  [
    'a signed manifest that says another format',
    'h',
    'fusion.bad_table',
    resigned(() => ({ format: 'x' as never })),
  ],
  ['a signed manifest of another holder', 'h', 'fusion.bad_table', resigned(() => ({ holder: 'z' }))],
  [
    'a signed manifest that says a larger size',
    'h',
    'fusion.bad_table',
    resigned(({ segments }) => ({
      segments: segments.map((segment) => ({ ...segment, bytes: segment.bytes + chunkBytes })),
    })),
  ],
  [
    'a signed manifest that says a smaller size',
    'h',
    'fusion.bad_message',
    resigned(({ segments }) => ({
      segments: segments.map((segment) => ({ ...segment, bytes: segment.bytes - 1 })),
    })),
  ],
  [
    'a signed manifest that says fewer cells',
    'h',
    'fusion.bad_table',
    resigned(({ segments }) => ({
      segments: segments.map((segment) => ({ ...segment, cellBits: segment.cellBits - 1 })),
    })),
  ],
  [
    'a signed manifest that says more cells',
    'h',
    'fusion.bad_table',
    resigned(({ segments }) => ({
      segments: segments.map((segment) => ({ ...segment, cellBits: 32 })),
    })),
  ],
  [
    'a signed manifest that says shorter labels',
    'h',
    'fusion.bad_table',
    resigned(() => ({ labelBytes: 1 })),
  ],
  [
    'a signed manifest that says a table of a petabyte',
    'h',
    'fusion.bad_table',
    resigned(({ segments }) => ({
      segments: segments.map((segment) => ({ ...segment, bytes: 1e15 })),
    })),
  ],
  [
    'a table larger than allowed',
    'h',
    'fusion.table_too_large',
    resigned(({ segments }) => ({
      segments: segments.map((segment) => ({ ...segment, bytes: 2 ** 40 })),
    })),
  ],
  [
    'a decision that is none',
    'h',
    'fusion.bad_message',
    () => on('lookup/decision', () => [labelOf('{"kind":"granted"}')]),
  ],
  [
    'a hello of another session',
    'h',
    'fusion.bad_message',
    () =>
      on(
        'lookup/hello',
        edited((m) => m.fill(0)),
      ),
  ],
  [
    'what is asked is no element',
    'q',
    'fusion.bad_point',
    () =>
      on(
        'lookup/blinded',
        edited((m) => m.fill(255, 32, 64)),
      ),
  ],
  [
    'what is asked is the neutral element',
    'q',
    'fusion.bad_point',
    () =>
      on(
        'lookup/blinded',
        edited((m) => m.fill(0, 32, 64)),
      ),
  ],
  [
    'fewer elements than declared',
    'q',
    'fusion.bad_message',
    () => on('lookup/blinded', (m) => [m.subarray(32)]),
  ],
  [
    'more elements than declared',
    'q',
    'fusion.bad_message',
    () => on('lookup/blinded', (m) => [Buffer.concat([m, point()])]),
  ],
  [
    'more declared than one query may have',
    'q',
    'fusion.too_many_ids',
    () => on('lookup/request', (m) => [labelOf(`${m}`.replace(/"count":\d+/, '"count":60000'))]),
  ],
  [
    'a request for another table',
    'q',
    'fusion.bad_message',
    () => on('lookup/request', (m) => [labelOf(`${m}`.replace(/"segment":"\w+"/, '"segment":"../keys"'))]),
  ],
  [
    'a request that is none',
    'q',
    'fusion.bad_message',
    () => on('lookup/request', () => [labelOf('{"kind":"keys"}')]),
  ],
];

for (const [what, who, code, tamper] of deviations)
  test(`${what}: found, named ${code}, and the peer told`, async () => {
    await using copy = await pair.copy();
    const [holder, querier] = lookupMeshes();
    const meshes =
      who === 'h'
        ? ([tampered(holder, 'q', tamper()), querier] as const)
        : ([holder, tampered(querier, 'h', tamper())] as const);
    const [asked, served] = await copy.settle(['id 7', 'id 8', 'x'], { meshes });
    const honest = who === 'h' ? asked : served;
    assert.ok(honest.status === 'rejected', 'nobody noticed');
    assert.equal(codeOf(honest.reason), code, `${honest.reason}`);
    assert.ok((honest.reason as Error).message.includes(` ${who} `), `${honest.reason}`);
    const other = who === 'h' ? served : asked;
    if (other.status === 'rejected') assert.ok(['fusion.peer_gone', code].includes(codeOf(other.reason)));
    // What the holder itself signed is its word for this version, and no later word can be another.
    if (what.startsWith('a signed manifest')) return;
    const [again] = await copy.ask(['id 7', 'x', 'id 8']);
    assert.deepEqual(textOf(again), [
      [0, '7'],
      [2, '8'],
    ]);
  });

test('answers of an earlier session, and a whole earlier table, are not taken for this one’s', async () => {
  await using copy = await pair.copy();
  const heard: Uint8Array[] = [];
  const listen = (tamper: Tamper): Asking => {
    const [holder, querier] = lookupMeshes();
    return { meshes: [tampered(holder, 'q', tamper), querier] };
  };
  const evaluated = 'lookup/evaluated';
  await copy.ask(
    ['id 1'],
    listen(
      on(
        evaluated,
        edited((m) => heard.push(Buffer.from(m))),
      ),
    ),
  );
  const [replayed] = await copy.settle(['id 1'], listen(on(evaluated, () => [heard[0]!])));
  assert.ok(replayed.status === 'rejected' && codeOf(replayed.reason) === 'fusion.bad_proof');
  const { signed } = (await currentTable(copy.holder))!;
  await copy.prepare(rows.slice(0, 3), { version: 2, labelBytes: 8 });
  await copy.ask(['id 1']);
  const [stale] = await copy.settle(['id 1'], listen(on('lookup/manifest', () => [signed])));
  assert.ok(stale.status === 'rejected' && codeOf(stale.reason) === 'fusion.bad_table');
  const twin = { ...ownManifest(signed), version: 2 };
  const another = signedManifest(twin, copy.signingKey);
  const [forked] = await copy.settle(['id 1'], listen(on('lookup/manifest', () => [another])));
  assert.ok(forked.status === 'rejected' && codeOf(forked.reason) === 'fusion.bad_table');
});

test('a fetch that broke goes on at the chunk where it ended; what was torn on the disk is fetched again', async () => {
  await using copy = await pair.copy();
  const { name } = (await currentTable(copy.holder))!.manifest.segments[0]!;
  const [holder, querier] = lookupMeshes();
  const stop = new AbortController();
  const mesh = { ...querier, progress: (_: string, done: number) => done >= chunkBytes && stop.abort() };
  const [broken] = await copy.settle(['id 1'], { meshes: [holder, mesh], signal: stop.signal });
  assert.ok(broken.status === 'rejected' && codeOf(broken.reason) === 'fusion.stopped');
  await using torn = await copy.copy();
  const [outcome, served] = await copy.ask(['id 1']);
  assert.equal(served.chunksSent, 2);
  assert.deepEqual(textOf(outcome), [[0, '1']]);
  assert.deepEqual(
    await readFile(tablePath(copy.querier, name)),
    await readFile(tablePath(copy.holder, name)),
  );
  const part = `${tablePath(torn.querier, name)}.part`;
  await writeFile(part, (await readFile(part)).fill(0, 1_000, 1_100));
  await writeFile(hashesPath(torn.querier, name), 'torn');
  assert.equal((await torn.ask(['id 1']))[1].chunksSent, 3);
});

test('a table that its holder spoiled before it signed is found before anything is asked', async () => {
  await using copy = await newPair();
  await copy.prepare([{ id: 'a' }]);
  const { manifest } = (await currentTable(copy.holder))!;
  const bytes = await readFile(tablePath(copy.holder, manifest.segments[0]!.name));
  // The number of rows, the cell of the row, where the bucket begins, and where it ends.
  for (const at of [0, 3, 4, bytes.length - 12, bytes.length - 6]) {
    const spoiled = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ 0x81 : byte));
    const hashes = hashOf(spoiled);
    const name = hashOf(hashes).toString('hex');
    await writeFile(tablePath(copy.holder, name), spoiled);
    await writeFile(hashesPath(copy.holder, name), hashes);
    const segments = [{ ...manifest.segments[0]!, name }];
    await writeFile(
      join(copy.holder, 'manifest'),
      signedManifest({ ...manifest, segments }, copy.signingKey),
    );
    const requests: string[] = [];
    const [holder, querier] = lookupMeshes();
    const listening = observed(
      holder,
      (label, message) => label === 'lookup/request' && requests.push(`${message}`),
    );
    const [asked] = await copy.settle(['a'], { meshes: [listening, querier] });
    assert.ok(asked.status === 'rejected' && codeOf(asked.reason) === 'fusion.bad_table', `byte ${at}`);
    assert.equal(requests.length, 2);
  }
});

test('a part that was fetched under one manifest is read anew when another one says it is of another shape', async () => {
  await using copy = await newPair();
  await copy.prepare([{ id: 'a' }, { id: 'b' }]);
  await copy.ask(['a']);
  const { manifest } = (await currentTable(copy.holder))!;
  const segments = manifest.segments.map((segment) => ({ ...segment, cellBits: 9 }));
  const later = signedManifest({ ...manifest, version: 2, segments }, copy.signingKey);
  await writeFile(join(copy.holder, 'manifest'), later);
  const [asked] = await copy.settle(['a']);
  assert.ok(asked.status === 'rejected' && codeOf(asked.reason) === 'fusion.bad_table');
});

test('what goes wrong on the querier’s own disk after the session is not told to the holder', async () => {
  await using copy = await newPair();
  await copy.prepare([{ id: 'a' }]);
  await copy.ask(['a']);
  const { name } = (await currentTable(copy.querier))!.manifest.segments[0]!;
  await writeFile(tablePath(copy.querier, name), '');
  const [asked, served] = await copy.settle(['a']);
  assert.ok(asked.status === 'rejected' && codeOf(asked.reason) === 'fusion.bad_table');
  assert.equal(served.status, 'fulfilled');
});
