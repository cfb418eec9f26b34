import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { generateSigningKey, signingKeyToPem, systemRandom } from '@finharbor/kernel';
import { signedManifest } from './manifest.ts';
import { updateLookupTable } from './prepare.ts';
import { currentTable, replaceTable } from './store.ts';
import { labelOf, newPair, textOf } from './testing.ts';

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `id ${i}`, label: labelOf(`${i}`) }));

const preparer = fileURLToPath(import.meta.resolve('./testing-prepare.ts'));

/** Runs a preparation in a process of its own and kills it at the `after`-th sign of life of a stage. */
async function prepared(
  args: readonly string[],
  kill?: { readonly stage: string; readonly after: number },
): Promise<{ readonly lines: readonly string[]; readonly code: number | null }> {
  const child = spawn(process.execPath, ['--conditions=finharbor-source', preparer, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    const seen = text.split('\n').filter((line) => kill && line.startsWith(kill.stage)).length;
    if (kill && seen >= kill.after) child.kill('SIGKILL');
  }
  const [code] = (await ended) as [number | null];
  return { lines: text.split('\n').slice(0, -1), code };
}

test('killed at any stage, a preparation goes on where it was, with the key and the salt it had, to the same table', async () => {
  const key = generateSigningKey();
  await using pair = await newPair(key);
  const count = 10 * 1_024;
  const args = [pair.holder, signingKeyToPem(key), `${count}`];
  const first = await prepared(args, { stage: 'evaluate', after: 9 });
  assert.equal(first.code, null);
  const state = JSON.parse(await readFile(join(pair.holder, 'work', 'state'), 'utf8'));
  assert.equal(state.rows, 8 * 1_024);
  assert.equal(await currentTable(pair.holder), undefined);
  const second = await prepared(args, { stage: 'sort', after: 1 });
  assert.equal(second.lines[0], `evaluate ${9 * 1_024}`);
  const third = await prepared(args);
  assert.equal(third.lines.at(-1), 'done');
  assert.ok(third.lines.every((line) => !line.startsWith('evaluate')));
  const { manifest } = (await currentTable(pair.holder))!;
  assert.equal(manifest.segments[0]!.salt, state.salt);
  assert.deepEqual((await readdir(pair.holder)).toSorted(), ['keys', 'manifest', 'segments']);
  const [outcome] = await pair.ask(['id 0', `id ${count - 1}`, `id ${count}`, 'id 8192']);
  assert.deepEqual(textOf(outcome), [
    [0, '0'],
    [1, `${count - 1}`],
    [3, '8192'],
  ]);
  await using other = await newPair(key);
  await other.prepare(rowsOf(5), { labelBytes: 8 });
  const again = await currentTable(other.holder);
  assert.notEqual(again!.manifest.key, manifest.key);
  assert.notEqual(again!.manifest.segments[0]!.salt, manifest.segments[0]!.salt);
});

test('stopped and asked again, it goes on; with other rows than those evaluated it refuses; as another version it begins anew', async () => {
  await using pair = await newPair();
  const rows = rowsOf(6 * 1_024);
  const more = { labelBytes: 8 };
  const stateNow = async () => JSON.parse(await readFile(join(pair.holder, 'work', 'state'), 'utf8'));
  const stopAt = (at: number) => {
    const stop = new AbortController();
    const progress = (_: string, done: number) => done >= at && stop.abort();
    return { ...more, progress, signal: stop.signal };
  };
  await assert.rejects(pair.prepare(rows, stopAt(1_024)), { code: 'fusion.stopped' });
  const { rows: done, salt } = await stateNow();
  assert.ok(done >= 1_024 && done < rows.length);
  const changed = rows.with(1, { id: 'id 1', label: labelOf('other') });
  await assert.rejects(pair.prepare(changed, more), { code: 'fusion.source_changed' });
  await assert.rejects(pair.prepare(rows.slice(0, 9), more), { code: 'fusion.source_changed' });
  await assert.rejects(pair.prepare(rows, stopAt(done + 1_024)), { code: 'fusion.stopped' });
  assert.ok((await stateNow()).rows > done);
  await pair.prepare(changed, { ...more, version: 2 });
  const { manifest } = (await currentTable(pair.holder))!;
  assert.notEqual(manifest.segments[0]!.salt, salt);
  assert.deepEqual(textOf((await pair.ask(['id 9', 'id 1']))[0]), [
    [0, '9'],
    [1, 'other'],
  ]);
});

test('a version that is there is not made again, an older one is refused, and a table has so many updates at most', async () => {
  await using pair = await newPair();
  const first = await pair.prepare(rowsOf(3), { version: 3, labelBytes: 4 });
  assert.deepEqual(await pair.prepare(rowsOf(9), { version: 3, labelBytes: 4 }), first);
  await assert.rejects(pair.prepare(rowsOf(3), { version: 2 }), { code: 'fusion.stale_version' });
  const update = (folder: string) =>
    updateLookupTable({
      ...{ folder, version: 4, signingKey: pair.signingKey, workers: 0, random: systemRandom },
      changes: () => [],
    });
  await assert.rejects(update(pair.querier), { code: 'fusion.no_table' });
  const { manifest } = (await currentTable(pair.holder))!;
  const segments = Array.from({ length: 64 }, () => manifest.segments[0]!);
  await replaceTable(pair.holder, signedManifest({ ...manifest, segments }, pair.signingKey));
  await assert.rejects(update(pair.holder), { code: 'fusion.too_many_updates' });
});

test('a row that cannot be evaluated is named, and nothing is published', async () => {
  await using pair = await newPair();
  const bad = rowsOf(1_100).with(1_077, { id: ' ', label: labelOf('') });
  await assert.rejects(pair.prepare(bad, { labelBytes: 8 }), /fusion.bad_id: Row 1077 /);
  const long = rowsOf(1_100).with(1_066, { id: 'x', label: labelOf('123456789') });
  await assert.rejects(pair.prepare(long, { labelBytes: 8 }), /fusion.bad_label: Row 1066 /);
  await assert.rejects(pair.prepare([], { labelBytes: 1_025 }), { code: 'fusion.bad_label' });
  assert.equal(await currentTable(pair.holder), undefined);
});
