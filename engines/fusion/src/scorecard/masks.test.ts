import assert from 'node:assert/strict';
import { hash, randomInt } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { codeOf, type FinharborError, type Random } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import type { MaskUse } from '../shares/party.ts';
import { fileMaskLedger } from './ledger.ts';
import type { PartyRows } from './rows.ts';
import { serveDealer } from './serve-dealer.ts';
import { memoryLedger, meshes, partyOptions, smallRows } from './testing.ts';
import { trainParty } from './train.ts';

const { plan, rows } = smallRows({
  count: 30,
  smallestGroup: 2,
  leadSteps: 1,
  steps: 1,
  bins: [2],
});

type Faults = { readonly victim?: string; readonly at?: number; readonly random?: Random };

let sessions = 0;

/** Every session's data differ from the last one's in one bin, so that a mask used again would meet another value. */
function rowsOf(party: string, change: number): PartyRows {
  const held = rows.get(party)!;
  const features = held.features.map((feature) => ({
    ...feature,
    bin: feature.bin.map((value, row) => (row === change % held.count ? 1 - value : value)),
  }));
  return { ...held, features };
}

/** Fails when one mask meets two values; masks below 16 bytes repeat by chance and are left out. */
function auditor(): { onMask: (use: MaskUse) => void; uses: () => number } {
  const used = new Map<string, string>();
  let uses = 0;
  return {
    uses: () => uses,
    onMask({ mask, sent }) {
      uses++;
      if (mask.length < 16) return;
      const [key, value] = [hash('sha256', mask), hash('sha256', sent)];
      assert.ok((used.get(key) ?? value) === value, 'a mask met a second value');
      used.set(key, value);
    },
  };
}
type Outcome = { readonly codes: readonly string[]; readonly messages: string[]; readonly sent: number };

/** Counts what one party sends over all its channels, and cuts them all before the given message. */
function counting(faults: Faults): { wrap: (channel: Channel) => Channel; sent: () => number } {
  let count = 0;
  const all: Channel[] = [];
  const tick = (): void => {
    if (count++ === faults.at) for (const channel of all) channel.abort('killed');
  };
  return {
    sent: () => count,
    wrap(channel) {
      all.push(channel);
      return {
        ...channel,
        async send(label, payload) {
          tick();
          await channel.send(label, payload);
        },
      };
    },
  };
}

async function session(name: string, faults: Faults, onMask: (use: MaskUse) => void): Promise<Outcome> {
  const net = meshes(name, plan.parties);
  const change = sessions++;
  const { wrap, sent } = counting(faults);
  const work = plan.parties.map((party) => {
    const [mesh, dealer] = [net.mesh(party), net.dealer(party)];
    const cut = party === (faults.victim ?? plan.parties[0]);
    const seen: Mesh = cut
      ? { ...mesh, channels: new Map([...mesh.channels].map(([peer, c]) => [peer, wrap(c)])) }
      : mesh;
    const options = { ...partyOptions(), plan, rows: rowsOf(party, change), onMask };
    return trainParty(seen, cut ? wrap(dealer) : dealer, options);
  });
  const dealt = serveDealer(net.dealing, {
    plan,
    session: name,
    ledger: memoryLedger(),
    ...(faults.random && { random: faults.random }),
  });
  const ends = await Promise.allSettled([...work, dealt]);
  const failures = ends.filter((end) => end.status === 'rejected').map((end) => end.reason as FinharborError);
  return { codes: failures.map(codeOf), messages: failures.map((error) => error.message), sent: sent() };
}

/** One message in so many is where a party is killed; `npm run soak -- masks` asks for each. */
const stride = Number(process.env.MASK_STRIDE ?? 24);

test('killed at any message of any party, then run again: no mask ever meets two values', async (t) => {
  const { onMask, uses } = auditor();
  const before = sessions;
  const first = Number(process.env.SEED ?? randomInt(1 << 20)) % stride;
  for (const victim of plan.parties) {
    const whole = await session(`whole-${victim}`, { victim }, onMask);
    assert.deepEqual(whole.codes, []);
    for (let at = first; at < whole.sent; at += stride) {
      const cut = await session(`cut-${victim}-${at}`, { victim, at }, onMask);
      assert.equal(cut.codes.length, 4, `${victim} killed at message ${at}: ${cut.codes}`);
      assert.ok(
        cut.codes.every((code) => code === 'fusion.peer_gone'),
        cut.messages.join('\n'),
      );
    }
  }
  const again = await session('again', {}, onMask);
  assert.deepEqual(again.codes, []);
  t.diagnostic(`${sessions - before} sessions, SEED=${first}, ${uses()} uses of masks`);
});

test('the audit does notice a dealer that deals the same seeds again', async () => {
  const { onMask } = auditor();
  const repeating = (): Random => {
    let party = 0;
    return { bytes: (size) => new Uint8Array(size).fill(++party) };
  };
  assert.deepEqual((await session('seeds-1', { random: repeating() }, onMask)).codes, []);
  assert.notDeepEqual((await session('seeds-2', { random: repeating() }, onMask)).codes, []);
});

test('every participant claims the session before its first byte', async () => {
  const net = meshes('claims', plan.parties);
  const claimed = new Set<string>();
  const guard = (who: string, channel: Channel): Channel => ({
    ...channel,
    async send(label, payload) {
      assert.ok(claimed.has(who), `${who} sent before it claimed`);
      await channel.send(label, payload);
    },
  });
  const ledger = (who: string) => ({
    async claim() {
      await Promise.resolve();
      claimed.add(who);
      return 'fresh' as const;
    },
  });
  const work = plan.parties.map((party) => {
    const mesh = net.mesh(party);
    const channels = new Map([...mesh.channels].map(([peer, channel]) => [peer, guard(party, channel)]));
    const options = { ...partyOptions(), ledger: ledger(party), plan, rows: rows.get(party)! };
    return trainParty({ ...mesh, channels }, guard(party, net.dealer(party)), options);
  });
  const dealing = new Map([...net.dealing].map(([party, channel]) => [party, guard('hub', channel)]));
  await Promise.all([...work, serveDealer(dealing, { plan, session: 'claims', ledger: ledger('hub') })]);
});

test('a restarted party, or dealer, is refused in a session it was in before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-masks-'));
  try {
    const path = join(folder, 'masks');
    assert.equal(await fileMaskLedger(path).claim('s1'), 'fresh');
    // What a crash in the middle of a line leaves behind must not hide what is appended after it.
    await writeFile(path, '"s2', { flag: 'a' });
    const restarted = fileMaskLedger(path);
    assert.deepEqual(await Promise.all([restarted.claim('s3'), restarted.claim('s3')]), ['fresh', 'used']);
    assert.equal(await fileMaskLedger(path).claim('s1'), 'used');
    assert.equal(await fileMaskLedger(path).claim('s3'), 'used');
    assert.ok((await readFile(path, 'utf8')).endsWith('\n'));
    const net = meshes('s1', plan.parties);
    const options = { ...partyOptions(), ledger: fileMaskLedger(path), plan, rows: rows.get('tax')! };
    await assert.rejects(trainParty(net.mesh('tax'), net.dealer('tax'), options), {
      code: 'fusion.session_used',
    });
    assert.equal(net.mesh('tax').channels.get('bank')!.traffic().messagesSent, 0);
    await assert.rejects(serveDealer(net.dealing, { plan, session: 's3', ledger: fileMaskLedger(path) }), {
      code: 'fusion.session_used',
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('when one goes, everybody else is told who', async () => {
  const net = meshes('gone', plan.parties);
  const work = ['bank', 'tax'].map((party) =>
    trainParty(net.mesh(party), net.dealer(party), { ...partyOptions(), plan, rows: rows.get(party)! }),
  );
  const dealt = serveDealer(net.dealing, { plan, session: 'gone', ledger: memoryLedger() });
  for (const channel of net.mesh('social').channels.values()) channel.abort('crashed');
  for (const end of (await Promise.allSettled([...work, dealt])).slice(0, 2)) {
    assert.equal(end.status, 'rejected');
    assert.equal(codeOf(end.reason), 'fusion.peer_gone');
    assert.match(end.reason.message, /social|peer_gone/);
  }
  await assert.rejects(dealt, { code: 'fusion.peer_gone' });
});
