import assert from 'node:assert/strict';
import { hash, randomInt } from 'node:crypto';
import { test } from 'node:test';
import { codeOf, type FinharborError, type Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { memoryLedger, meshes, partyOptions } from '../scorecard/testing.ts';
import type { MaskUse } from '../shares/party.ts';
import type { RegressionData } from './columns.ts';
import { regressParty } from './fit-party.ts';
import { serveRegressionDealer } from './serve-dealer.ts';
import { inventedRows } from './testing.ts';

const { plan, parties } = inventedRows({
  rows: 40,
  columns: [1, 1],
  seed: 5,
  centre: 0,
  spread: 1,
  plan: { ridge: 4, maxIterations: 2, tolerance: 1, freshHessians: 1 },
});

/** Every session's data differ from the last one's, so that a mask used again would meet another value. */
function changed(party: string, session: number): RegressionData {
  const data = parties.get(party)!;
  const columns = data.columns.map(({ name, values }) => ({
    name,
    values: values.map((value, row) => (row === session % data.rows ? value + 0.25 : value)),
  }));
  return { ...data, columns };
}

function auditor(): (use: MaskUse) => void {
  const used = new Map<string, string>();
  return ({ mask, sent }) => {
    // Masks below 16 bytes repeat by chance.
    if (mask.length < 16) return;
    const [key, value] = [hash('sha256', mask), hash('sha256', sent)];
    assert.ok((used.get(key) ?? value) === value, 'a mask met a second value');
    used.set(key, value);
  };
}

type Faults = { readonly victim?: string; readonly at?: number; readonly random?: Random };
let sessions = 0;

async function session(
  { victim = 'a', at, random }: Faults,
  onMask: (use: MaskUse) => void,
): Promise<{ codes: readonly string[]; sent: number }> {
  const name = `masks-${sessions++}`;
  const net = meshes(name, plan.parties);
  let sent = 0;
  const cut: Channel[] = [];
  const counted = (channel: Channel): Channel => {
    cut.push(channel);
    return {
      ...channel,
      async send(label, payload) {
        if (sent++ === at) for (const one of cut) one.abort('killed');
        await channel.send(label, payload);
      },
    };
  };
  const runs = plan.parties.map((party) => {
    const wrap = party === victim ? counted : (channel: Channel) => channel;
    const mesh = net.mesh(party);
    const channels = new Map([...mesh.channels].map(([peer, channel]) => [peer, wrap(channel)]));
    const options = { ...partyOptions(), plan, data: changed(party, sessions), onMask };
    return regressParty({ ...mesh, channels }, wrap(net.dealer(party)), options);
  });
  const dealt = serveRegressionDealer(net.dealing, {
    ...{ plan, session: name, ledger: memoryLedger() },
    ...(random && { random }),
  });
  const ends = await Promise.allSettled([...runs, dealt]);
  const failures = ends.filter((end) => end.status === 'rejected');
  return { codes: failures.map(({ reason }) => codeOf(reason as FinharborError)), sent };
}

test('killed at any message of either party, then run again: no mask ever meets two values', async (t) => {
  const onMask = auditor();
  const stride = Number(process.env.MASK_STRIDE ?? 7);
  const first = Number(process.env.SEED ?? randomInt(1 << 20)) % stride;
  t.diagnostic(`SEED=${first}`);
  for (const victim of plan.parties) {
    const whole = await session({ victim }, onMask);
    assert.deepEqual(whole.codes, []);
    for (let at = first; at < whole.sent; at += stride) {
      const { codes } = await session({ victim, at }, onMask);
      assert.deepEqual(codes, Array(3).fill('fusion.peer_gone'), `${victim} killed at message ${at}`);
    }
  }
  assert.deepEqual((await session({}, onMask)).codes, []);
});

test('the audit does notice a dealer that deals the same seeds again', async () => {
  const onMask = auditor();
  const repeating = (): Random => {
    let party = 0;
    return { bytes: (size) => new Uint8Array(size).fill(++party) };
  };
  assert.deepEqual((await session({ random: repeating() }, onMask)).codes, []);
  assert.notDeepEqual((await session({ random: repeating() }, onMask)).codes, []);
});

test('what goes out looks uniform, byte by byte', async (t) => {
  // Look-ups of up to 256 entries send fewer bits than they have bytes for: the others are always zero.
  const narrow = new Set(['stop/digit', 'stop/sign', 'reach/far']);
  const counts = new Float64Array(256);
  for (let run = 0; run < 4; run++)
    await session({}, ({ label, sent }) => {
      if (!narrow.has(label)) for (const byte of sent) counts[byte] = counts[byte]! + 1;
    });
  const mean = counts.reduce((sum, count) => sum + count, 0) / 256;
  const chiSquare = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
  t.diagnostic(`chi-square ${chiSquare.toFixed(1)} of ${mean * 256} bytes`);
  // 255 degrees of freedom: below 130 or above 410 once in 10^9 runs.
  assert.ok(mean > 300 && chiSquare > 130 && chiSquare < 410, String(chiSquare));
});

test('a session claimed before is refused before the first byte', async () => {
  const ledger = memoryLedger();
  assert.equal(await ledger.claim('again'), 'fresh');
  const net = meshes('again', plan.parties);
  const options = { ...partyOptions(), ledger, plan, data: parties.get('a')! };
  await assert.rejects(regressParty(net.mesh('a'), net.dealer('a'), options), {
    code: 'fusion.session_used',
  });
  await assert.rejects(serveRegressionDealer(net.dealing, { plan, session: 'again', ledger }), {
    code: 'fusion.session_used',
  });
  assert.equal(net.mesh('a').channels.get('b')!.traffic().messagesSent, 0);
});
