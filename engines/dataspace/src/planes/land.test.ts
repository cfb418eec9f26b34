import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, test } from 'node:test';
import { land } from './land.ts';
import { landedPath, openLanding } from './landing.ts';

const folder = await mkdtemp(join(tmpdir(), 'finharbor-land-'));
after(() => rm(folder, { recursive: true }));

const options = {
  checkpointBytes: 1 << 20,
  mostBytes: 1 << 20,
  tooMuch: (): never => {
    throw new Error('too much');
  },
  onCertain: async () => {},
};

test('a stream is on the disk when it has ended', async () => {
  const place = { folder, transferId: 'a' };
  await using landing = await openLanding(place, 0);
  const stream = new PassThrough();
  stream.end('whole');
  await land(landing, stream, options);
  await landing.finish();
  assert.equal(await readFile(landedPath(place), 'utf8'), 'whole');
});

test('a stream that broke before it is read is a fault, and not waited for', async () => {
  await using landing = await openLanding({ folder, transferId: 'b' }, 0);
  const broken = new PassThrough();
  broken.once('error', () => {}).destroy(new Error('The line broke.'));
  await new Promise((resolve) => setImmediate(resolve));
  await assert.rejects(land(landing, broken, options), /The line broke/);
  const left = new PassThrough().destroy();
  await new Promise((resolve) => setImmediate(resolve));
  await assert.rejects(land(landing, left, options), /was closed/);
});
