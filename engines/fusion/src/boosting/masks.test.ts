import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { memoryLedger, meshes, partyOptions } from '../scorecard/testing.ts';
import { serveBoostingDealer } from './serve-dealer.ts';
import { boostTogether, inventedRows } from './testing.ts';
import { boostParty } from './train.ts';

/** With all there is to choose. */
const of = inventedRows({
  ...{ count: 512, trees: 3, depth: 2, bins: [2, 3], patience: 1 },
  classWeights: { negative: 1, positive: 1.5 },
  ...{ importanceTo: 'everyone', treesTo: 'everyone' },
});

test('no mask meets two values, whatever the tree and the level', async () => {
  const used = new Map<string, string>();
  await boostTogether(of, () => ({
    onMask({ mask, sent }) {
      // Masks below 16 bytes repeat by chance.
      if (mask.length < 16) return;
      const [key, value] = [hash('sha256', mask), hash('sha256', sent)];
      assert.equal(used.get(key) ?? value, value, 'a mask met a second value');
      used.set(key, value);
    },
  }));
  assert.ok(used.size > 500, `${used.size} masks were used`);
});

test('what goes out looks uniform, byte by byte, under every label that fills its bytes', async (t) => {
  // Digits of the look-ups leave bits of their two bytes zero.
  const narrow = /digit$|sign$|start$|ahead$|holder$|range$|histogram$|vain$|any$/;
  const counts = new Map<string, Float64Array>();
  await boostTogether(of, () => ({
    onMask({ label, sent }) {
      if (narrow.test(label)) return;
      const bytes = counts.get(label) ?? new Float64Array(256);
      for (const byte of sent) bytes[byte] = bytes[byte]! + 1;
      counts.set(label, bytes);
    },
  }));
  let tested = 0;
  for (const [label, bytes] of counts) {
    const mean = bytes.reduce((sum, count) => sum + count, 0) / 256;
    if (mean < 8) continue;
    tested++;
    const chiSquare = bytes.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
    t.diagnostic(`${label}: chi-square ${chiSquare.toFixed(1)} of ${mean * 256} bytes`);
    // 255 degrees of freedom: below 130 or above 410 once in 10^9 runs.
    assert.ok(chiSquare > 130 && chiSquare < 410, `${label}: ${chiSquare}`);
  }
  assert.ok(tested >= 8, `${tested} labels sent enough to be tested`);
});

test('a session claimed before is refused before the first byte', async () => {
  const ledger = memoryLedger();
  assert.equal(await ledger.claim('again'), 'fresh');
  const { plan, rows } = of;
  const net = meshes('again', plan.parties);
  const options = { ...partyOptions(), ledger, plan, rows: rows.get('a')! };
  const refusal = { code: 'fusion.session_used' };
  await assert.rejects(boostParty(net.mesh('a'), net.dealer('a'), options), refusal);
  await assert.rejects(serveBoostingDealer(net.dealing, { plan, session: 'again', ledger }), refusal);
  assert.equal(net.mesh('a').channels.get('b')!.traffic().messagesSent, 0);
});
