import assert from 'node:assert/strict';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { audit, directorySource } from './audit.ts';
import { type Log, openLog } from './log.ts';
import { numberedEntries, seededChoices, temporaryFolder, temporaryLog, testSeed } from './testing.ts';
import { bundleEntries, bundleEntry } from './tiles.ts';
import { leafHashNow } from './tree.ts';

test('an honest log is consistent, and an audit goes on from where it ended', async (t) => {
  const { log } = await temporaryLog(t);
  const source = directorySource(log.publicDirectory);
  await grow(log, 700);
  const seen: number[] = [];
  const first = await audit(source, { logKey: log.verifierKey, onEntry: (index) => seen.push(index) });
  assert.ok(first.kind === 'consistent');
  assert.deepEqual(
    seen,
    Array.from({ length: 700 }, (_, at) => at),
  );
  await grow(log, 500);
  const saved = JSON.parse(JSON.stringify(first.state));
  const second = await audit(source, { logKey: log.verifierKey, state: saved });
  assert.ok(second.kind === 'consistent');
  assert.deepEqual([second.entriesRead, second.state.size], [500, 1200]);
  assert.deepEqual(second.state, ((await audit(source, { logKey: log.verifierKey })) as typeof second).state);
});

test('any one byte changed, added or missing in any served file is found', async (t) => {
  const below = seededChoices(testSeed(t));
  const { log } = await temporaryLog(t);
  const checkpoints: string[] = [];
  const copy = join(await temporaryFolder(t), 'copy');
  for (const count of [3, 200, 97, 400, 10]) {
    await grow(log, count);
    checkpoints.push(log.published()!);
    // Copied each time, so that partial tiles stay beside the full ones that follow.
    await cp(log.publicDirectory, copy, { recursive: true });
  }
  const options = { logKey: log.verifierKey, checkpoints };
  assert.equal((await audit(directorySource(copy), options)).kind, 'consistent');
  const paths = await servedFiles(copy);
  assert.ok(paths.length >= 12, paths.join(' '));
  for (const path of paths) {
    const whole = await readFile(join(copy, path));
    const at = below(whole.length);
    const changed = Buffer.from(whole);
    changed[at]! ^= 1 << below(8);
    for (const bytes of [changed, whole.subarray(0, -1), Buffer.concat([whole, Buffer.from([0])])]) {
      await writeFile(join(copy, path), bytes);
      assert.equal((await audit(directorySource(copy), options)).kind, 'inconsistent', `${path} at ${at}`);
    }
    await rm(join(copy, path));
    // A partial tile may be missing once the full one is there; all else may not.
    const replaced = path.includes('.p/') && paths.includes(path.slice(0, path.indexOf('.p/')));
    assert.equal(
      (await audit(directorySource(copy), options)).kind,
      replaced ? 'consistent' : 'inconsistent',
      path,
    );
    await writeFile(join(copy, path), whole);
  }
});

test('an entry altered together with its level-0 tile is found, in a full tile and in a partial one', async (t) => {
  const { log } = await temporaryLog(t);
  await grow(log, 600);
  for (const { index, suffix, at } of [
    { index: '000', suffix: '', at: 17 },
    { index: '002', suffix: '.p/88', at: 80 },
  ]) {
    const copy = join(await temporaryFolder(t), 'copy');
    await cp(log.publicDirectory, copy, { recursive: true });
    const bundlePath = join(copy, `tile/entries/${index}${suffix}`);
    const tilePath = join(copy, `tile/0/${index}${suffix}`);
    const entries = bundleEntries(await readFile(bundlePath))!.map((entry) => Buffer.from(entry));
    entries[at] = Buffer.from('entry of another wording');
    await writeFile(bundlePath, Buffer.concat(entries.map(bundleEntry)));
    const tile = await readFile(tilePath);
    tile.set(leafHashNow(entries[at]), at * 32);
    await writeFile(tilePath, tile);
    const report = await audit(directorySource(copy), { logKey: log.verifierKey });
    assert.ok(report.kind === 'inconsistent');
    assert.ok(report.findings.some(({ reason, path }) => reason === 'root_differs' && path === 'checkpoint'));
  }
});

test('a log that rewrote its past with all its tiles and signed again differs from what was saved before', async (t) => {
  const { log, key } = await temporaryLog(t);
  await grow(log, 300);
  const options = { logKey: log.verifierKey };
  const before = await audit(directorySource(log.publicDirectory), options);
  assert.ok(before.kind === 'consistent');
  const rewritten = await openLog({ directory: await temporaryFolder(t), origin: log.origin, key });
  t.after(() => rewritten.close());
  await rewritten.append([{ data: Buffer.from('another first entry') }]);
  await grow(rewritten, 399);
  const source = directorySource(rewritten.publicDirectory);
  assert.equal((await audit(source, options)).kind, 'consistent', 'alone it looks well');
  assert.equal((await audit(source, { ...options, state: before.state })).kind, 'inconsistent');
  assert.equal((await audit(source, { ...options, checkpoints: [log.published()!] })).kind, 'inconsistent');
});

test('a log that has become shorter, has lost its checkpoint or is another log is found', async (t) => {
  const { log } = await temporaryLog(t);
  await grow(log, 10);
  const early = join(await temporaryFolder(t), 'early');
  await cp(log.publicDirectory, early, { recursive: true });
  await grow(log, 10);
  const options = { logKey: log.verifierKey };
  const now = await audit(directorySource(log.publicDirectory), options);
  assert.ok(now.kind === 'consistent');
  assert.deepEqual(await audit(directorySource(early), { ...options, state: now.state }), {
    kind: 'inconsistent',
    findings: [{ reason: 'shrunk', path: 'checkpoint' }],
  });
  await rm(join(early, 'checkpoint'));
  const without = await audit(directorySource(early), options);
  assert.deepEqual(without, { kind: 'inconsistent', findings: [{ reason: 'missing', path: 'checkpoint' }] });
  const { log: other } = await temporaryLog(t);
  const foreign = await audit(directorySource(log.publicDirectory), { logKey: other.verifierKey });
  assert.deepEqual(foreign, {
    kind: 'inconsistent',
    findings: [{ reason: 'checkpoint_signature', path: 'checkpoint' }],
  });
  const damaged = { ...now.state, size: now.state.size + 1 };
  await assert.rejects(audit(directorySource(early), { ...options, state: damaged }), {
    code: 'evidence.audit_state',
  });
  await assert.rejects(audit(directorySource(early), { logKey: 'nothing' }), { code: 'evidence.log_key' });
});

async function grow(log: Log, count: number): Promise<void> {
  await log.append(numberedEntries(log.head().size, count));
  await log.publishCheckpoint(log.signCheckpoint());
}

async function servedFiles(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(folder.length + 1));
}
