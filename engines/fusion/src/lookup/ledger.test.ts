import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { manualClock } from '@finharbor/kernel';
import { fileLookupLedger, type LookupLimits } from './ledger.ts';

const limits: LookupLimits = { total: 10, rate: { count: 4, windowMs: 1_000 } };

async function withLedger(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-ledger-'));
  try {
    await work(join(folder, 'ledger'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const claim = (query: string, count: number, querier = 'q') => ({ querier, query, count });

test('each querier has its total and its rate; what was granted is granted again for nothing, after a restart as well', () =>
  withLedger(async (path) => {
    const clock = manualClock(5_000);
    const open = () => fileLookupLedger(path, { limits: () => limits, clock });
    const ledger = open();
    assert.deepEqual(await ledger.claim(claim('a', 3)), { kind: 'granted', left: 7 });
    clock.advance(400);
    const refused = await ledger.claim(claim('b', 2));
    assert.deepEqual(refused, { kind: 'refused', reason: 'rate', left: 7, retryAfterMs: 600 });
    assert.deepEqual(await ledger.claim(claim('c', 5)), { kind: 'refused', reason: 'rate', left: 7 });
    assert.deepEqual(await open().claim(claim('a', 3)), { kind: 'granted', left: 7 });
    assert.deepEqual(await ledger.claim(claim('a', 4, 'other')), { kind: 'granted', left: 6 });
    clock.advance(599);
    assert.equal((await ledger.claim(claim('b', 2))).kind, 'refused');
    clock.advance(1);
    assert.deepEqual(await ledger.claim(claim('b', 2)), { kind: 'granted', left: 5 });
    clock.advance(5_000);
    assert.deepEqual(await ledger.claim(claim('d', 4)), { kind: 'granted', left: 1 });
    clock.advance(5_000);
    assert.deepEqual(await ledger.claim(claim('e', 2)), { kind: 'refused', reason: 'total', left: 1 });
    assert.deepEqual(
      [await open().asked('q'), await ledger.asked('other'), await ledger.asked('none')],
      [9, 4, 0],
    );
  }));

test('claims at the same time do not pass each other by', () =>
  withLedger(async (path) => {
    const ledger = fileLookupLedger(path, { limits: () => limits, clock: manualClock(0) });
    const kinds = await Promise.all(['a', 'b', 'a', 'c'].map((query) => ledger.claim(claim(query, 2))));
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['granted', 'granted', 'granted', 'refused'],
    );
  }));

test('wherever a crash cuts a line, what was granted before stays counted; damage is not passed over', () =>
  withLedger(async (path) => {
    const open = () => fileLookupLedger(path, { limits: () => limits, clock: manualClock(0) });
    await open().claim(claim('a', 3));
    const whole = await readFile(path, 'utf8');
    for (let cut = 1; cut < whole.length - 1; cut++) {
      await writeFile(path, whole + whole.replace('"a"', '"z"').slice(0, cut));
      assert.ok((await open().asked('q')) >= 3);
      assert.equal((await open().claim(claim('b', 1))).kind, 'granted');
      assert.ok((await open().asked('q')) >= 4);
    }
    await writeFile(path, whole.replace('{', ''));
    await assert.rejects(open().asked('q'), { code: 'fusion.ledger_damaged' });
  }));
