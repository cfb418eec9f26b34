import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { publish } from './publish.ts';
import { numberedEntries, temporaryFolder, temporaryLog, temporaryWitness } from './testing.ts';

const module = join(import.meta.dirname, '../testdata/go');

test('Go’s sumdb packages read the log: note, cosignature, records, tree proof', {
  timeout: 300_000,
}, async (t) => {
  if (spawnSync('go', ['version']).error !== undefined) return t.skip('go not found');
  const program = join(await temporaryFolder(t), 'interop');
  execFileSync('go', ['build', '-o', program, '.'], { cwd: module, stdio: 'inherit' });
  const { log } = await temporaryLog(t);
  const witness = await temporaryWitness(t, 'example.org/w1', [log.verifierKey]);
  const ask = (_: string, body: string): ReturnType<typeof witness.addCheckpoint> =>
    witness.addCheckpoint(body);
  const publishNow = () => publish(log, { witnessKeys: [witness.verifierKey], quorum: 1, ask });
  await log.append(numberedEntries(0, 300));
  await publishNow();
  await log.append(numberedEntries(300, 70_000 - 300));
  await publishNow();
  const argv = [
    log.publicDirectory,
    log.verifierKey,
    witness.verifierKey,
    '300',
    '0',
    '299',
    '65536',
    '69999',
  ];
  const report = JSON.parse(execFileSync(program, argv, { encoding: 'utf8' }));
  const { size, root } = log.head();
  assert.deepEqual(report, {
    origin: 'example.com/log',
    size,
    root: Buffer.from(root).toString('base64'),
    records: ['entry 0', 'entry 299', 'entry 65536', 'entry 69999'],
    cosigners: ['example.com/log', 'example.org/w1'],
  });
  const tile = join(log.publicDirectory, 'tile/0/000');
  const bytes = await readFile(tile);
  bytes[5]! ^= 1;
  await writeFile(tile, bytes);
  assert.notEqual(spawnSync(program, argv).status, 0, 'Go refuses an altered tile');
});
