import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateSigningKey } from '@finharbor/kernel';
import { openLog } from './log.ts';
import { verifyConsistency } from './proof.ts';
import { numberedEntries, temporaryFolder, temporaryLog } from './testing.ts';
import { bundleEntries } from './tiles.ts';

test('entries keep their indices and bytes over a restart', async (t) => {
  const { log, directory, key } = await temporaryLog(t);
  const outcomes = await log.append(numberedEntries(0, 600));
  assert.deepEqual(outcomes.at(-1), { kind: 'appended', index: 599 });
  const head = log.head();
  await log.close();
  const again = await openLog({ directory, origin: 'example.com/log', key });
  t.after(() => again.close());
  assert.deepEqual(again.head(), head);
  for (const index of [0, 255, 256, 599])
    assert.equal(Buffer.from(await again.entry(index)).toString(), `entry ${index}`);
});

test('an entry under a known key is not logged again, in one call, in the next, and after a restart', async (t) => {
  const { log, directory, key } = await temporaryLog(t);
  const [entry] = numberedEntries(7, 1) as [{ data: Buffer; key: string }];
  const other = { ...entry, data: Buffer.from('something else') };
  const first = [
    { kind: 'appended', index: 0 },
    { kind: 'already_there', index: 0 },
    { kind: 'key_conflict', index: 0 },
  ];
  assert.deepEqual(await log.append([entry, entry, other]), first);
  const later = [
    { kind: 'already_there', index: 0 },
    { kind: 'key_conflict', index: 0 },
    { kind: 'appended', index: 1 },
  ];
  assert.deepEqual(await log.append([entry, other, { data: entry.data }]), later);
  await log.close();
  const again = await openLog({ directory, origin: 'example.com/log', key });
  t.after(() => again.close());
  assert.deepEqual(await again.append([entry, other]), later.slice(0, 2));
  assert.equal(again.head().size, 2);
});

test('concurrent calls share a batch, and each gets its own indices in the order of the calls', async (t) => {
  const { log, directory } = await temporaryLog(t);
  const calls = Array.from({ length: 300 }, (_, at) => log.append(numberedEntries(at * 2, 2)));
  const indices = (await Promise.all(calls)).flat().map(({ index }) => index);
  assert.deepEqual(
    indices,
    Array.from({ length: 600 }, (_, at) => at),
  );
  // All were waiting when the first batch began, so the tree never had a size between 0 and 600.
  assert.deepEqual(await readdir(join(directory, 'public/tile/0')), ['000', '001', '002.p']);
  assert.deepEqual(await readdir(join(directory, 'public/tile/0/002.p')), ['88']);
});

test('what the caller does to an entry after the call does not reach the log', async (t) => {
  const { log } = await temporaryLog(t);
  const data = Buffer.from('as it was');
  const appended = log.append([{ data }]);
  data.fill(0);
  await appended;
  assert.equal(Buffer.from(await log.entry(0)).toString(), 'as it was');
});

test('partial tiles of signed sizes stay until the full tile is there; others go', async (t) => {
  const { log, directory } = await temporaryLog(t);
  const partials = async (): Promise<readonly string[]> =>
    (await readdir(join(directory, 'public/tile/entries/000.p'))).toSorted((a, b) => Number(a) - Number(b));
  for (let size = 1; size <= 6; size++) {
    await log.append(numberedEntries(size, 1));
    if (size === 2 || size === 4) log.signCheckpoint();
  }
  assert.deepEqual(await partials(), ['2', '4', '6']);
  await log.append(numberedEntries(7, 250));
  assert.deepEqual(await readdir(join(directory, 'public/tile/entries')), ['000']);
});

test('a folder is open in one process, and free again when its holder is killed', async (t) => {
  const { directory } = await temporaryLog(t);
  await assert.rejects(openLog({ directory, origin: 'example.com/log', key: generateSigningKey() }), {
    code: 'evidence.locked',
  });
  const free = await temporaryFolder(t);
  const child = `
    import { openLog } from ${JSON.stringify(join(import.meta.dirname, 'log.ts'))};
    import { generateSigningKey } from '@finharbor/kernel';
    const open = (directory) => openLog({ directory, origin: 'example.com/log', key: generateSigningKey() });
    console.log(await open(${JSON.stringify(directory)}).then(() => 'opened', (error) => error.code));
    await open(${JSON.stringify(free)});
    process.kill(process.pid, 'SIGKILL');`;
  const argv = ['--conditions=finharbor-source', '--input-type=module', '--eval', child];
  const run = spawnSync(process.execPath, argv, { encoding: 'utf8', cwd: import.meta.dirname });
  assert.deepEqual([run.stdout.trim(), run.signal], ['evidence.locked', 'SIGKILL'], run.stderr);
  await (await openLog({ directory: free, origin: 'example.com/log', key: generateSigningKey() })).close();
});

test('bad input is refused with the field named', async (t) => {
  const { log, directory, key } = await temporaryLog(t);
  await assert.rejects(log.append([{ data: new Uint8Array(1) }, { data: new Uint8Array(65_536) }]), {
    code: 'evidence.entry_too_large',
    publicMessage: /^entries\[1\]\.data/,
  });
  await assert.rejects(log.append([{ data: new Uint8Array(1), key: '' }]), {
    code: 'evidence.key_malformed',
  });
  assert.equal(log.head().size, 0);
  await assert.rejects(log.entry(0), { code: 'evidence.out_of_range' });
  await assert.rejects(log.inclusionProof(0, 1), { code: 'evidence.out_of_range', publicMessage: /^size/ });
  await assert.rejects(log.consistencyProof(1, 0), {
    code: 'evidence.out_of_range',
    publicMessage: /^older/,
  });
  await log.close();
  await assert.rejects(log.append([{ data: new Uint8Array(1) }]), { code: 'evidence.log_closed' });
  await assert.rejects(openLog({ directory, origin: 'example.com/other', key }), {
    code: 'evidence.other_log',
  });
  await assert.rejects(openLog({ directory, origin: 'a b', key }), { code: 'evidence.origin_malformed' });
});

test('a damaged right edge, head or checkpoint is found on opening', async (t) => {
  const { log, directory, key } = await temporaryLog(t);
  await log.append(numberedEntries(0, 300));
  await log.publishCheckpoint(log.signCheckpoint());
  await log.close();
  const paths = [
    'private/head',
    'public/checkpoint',
    'public/tile/0/001.p/44',
    'public/tile/1/000.p/1',
    'public/tile/entries/001.p/44',
  ];
  for (const path of paths) {
    const whole = await readFile(join(directory, path));
    for (const damaged of [
      undefined,
      whole.subarray(0, -1),
      Buffer.from(whole.map((byte, at) => (at === 20 ? byte ^ 1 : byte))),
    ]) {
      if (damaged === undefined) await rm(join(directory, path));
      else await writeFile(join(directory, path), damaged);
      if (damaged === undefined && path === 'public/checkpoint') continue;
      await assert.rejects(
        openLog({ directory, origin: 'example.com/log', key }),
        /evidence\.(log_corrupt|other_log)/,
        path,
      );
    }
    await writeFile(join(directory, path), whole);
  }
  const whole = await openLog({ directory, origin: 'example.com/log', key });
  await whole.close();
});

test('after a write that failed the log takes no more entries, and opening it again loses none', async (t) => {
  const { log, directory, key } = await temporaryLog(t);
  await log.append(numberedEntries(0, 3));
  const staging = join(directory, 'private/tmp');
  await rm(staging, { recursive: true });
  await writeFile(staging, 'in the way');
  await assert.rejects(log.append(numberedEntries(3, 1)), { code: 'evidence.write_failed' });
  await rm(staging);
  await assert.rejects(log.append(numberedEntries(3, 1)), { code: 'evidence.write_failed' });
  await log.close();
  const again = await openLog({ directory, origin: 'example.com/log', key });
  t.after(() => again.close());
  assert.equal(again.head().size, 3);
});

test('a served checkpoint is this log’s own, never replaced by a smaller one, and its old tree is in the new', async (t) => {
  const { log, directory } = await temporaryLog(t);
  await log.append(numberedEntries(0, 10));
  const small = log.signCheckpoint();
  const older = log.head();
  await log.append(numberedEntries(10, 500));
  const large = log.signCheckpoint();
  await log.publishCheckpoint(large);
  await log.publishCheckpoint(small);
  assert.equal(log.published(), large);
  assert.equal(await readFile(join(directory, 'public/checkpoint'), 'utf8'), large);
  const path = await log.consistencyProof(10, 510);
  assert.ok(await verifyConsistency({ older, newer: log.head(), path }));
  await assert.rejects(log.publishCheckpoint(large.replace('510', '509')), {
    code: 'evidence.other_checkpoint',
  });
});

test('bundles hold the entries; tiles and bundles are all a static server needs', async (t) => {
  const { log, directory } = await temporaryLog(t);
  await log.append(numberedEntries(0, 257));
  const copy = join(await temporaryFolder(t), 'served');
  await cp(log.publicDirectory, copy, { recursive: true });
  const full = bundleEntries(await readFile(join(copy, 'tile/entries/000')))!;
  assert.equal(full.length, 256);
  assert.equal(Buffer.from(full[255]!).toString(), 'entry 255');
  assert.deepEqual(await readdir(join(copy, 'tile')), ['0', '1', 'entries']);
  assert.equal((await readFile(join(directory, 'public/tile/0/000'))).length, 8192);
});
