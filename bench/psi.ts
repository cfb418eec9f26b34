import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm, run as runCommand } from '../tools/build/run.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { volepsi } from './harness/volepsi.ts';
import { againstPeer } from './psi-parts/against.ts';
import { type KkrtFigures, kkrtFigures } from './psi-parts/kkrt.ts';
import { megabytes, startParties, timed } from './psi-parts/timed.ts';

const defaultRuns = 5;
const million = 2 ** 20;
const library = '@openmined/psi.js@2.0.6';

/**
 * Private set intersection, two processes on loopback over the node link; every result is checked. `rr22_1m_s`: 2^20 identifiers
 * on either side against a malicious peer, strings in, rows out, and `rr22_1m_mb` both ways on the wire; `rr22_1m_first_s` is
 * the very first run of fresh processes. `rr22_over_psijs_100k`: how many times longer OpenMined's psi.js 2.0.6 takes, in turns with ours;
 * `ecdh_over_psijs_10k` and `_100k` the same of our ECDH protocol; `align_10k_s` the alignment of two. `kkrt_…`: KKRT16
 * against a semi-honest peer, memory of the larger party. `rr22_over_volepsi`: our time over volePSI's, one thread each; see `volepsi`.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    await runCommand([...npm(), 'install', '--ignore-scripts', '--no-audit', '--no-fund', library], folder);
    const own = { ...(await rr22(context)), ...(await kkrt(context)) };
    const native = await volepsi(context, context.runs ?? defaultRuns);
    await using parties = await startParties(context.signal);
    const runs = context.runs ?? defaultRuns;
    const compared = await againstPeer(context, parties, { library: folder, runs });
    const order = { protocol: 'align', adversary: 'semi-honest', count: 10_000 } as const;
    const aligned = await timed(context, { parties, order, runs: 1 });
    return {
      ...own,
      ...native,
      ...(native && { rr22_over_volepsi: Math.round((own.rr22_1m_s / native.volepsi_1m_s) * 100) / 100 }),
      ...compared,
      align_10k_s: aligned.seconds,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function rr22(context: BenchContext): Promise<Figures & { readonly rr22_1m_s: number }> {
  await using parties = await startParties(context.signal);
  const order = { protocol: 'rr22', adversary: 'malicious', count: million } as const;
  const first = await timed(context, { parties, order, runs: 1 });
  const runs = context.runs ?? defaultRuns;
  const malicious = await timed(context, { parties, order, runs });
  const semiHonest = await timed(context, { parties, order: { ...order, adversary: 'semi-honest' }, runs });
  const { peakMb, reports } = malicious.last;
  context.note(
    `CPU of the last malicious run: receiver ${reports[0].cpuMs.toFixed(0)} ms, sender ${reports[1].cpuMs.toFixed(0)} ms`,
  );
  return {
    rr22_1m_s: malicious.seconds,
    rr22_1m_first_s: first.seconds,
    rr22_1m_mb: megabytes(malicious.last),
    rr22_1m_semi_honest_s: semiHonest.seconds,
    rr22_1m_semi_honest_mb: megabytes(semiHonest.last),
    rr22_1m_receiver_peak_mb: Math.round(peakMb[0]),
    rr22_1m_sender_peak_mb: Math.round(peakMb[1]),
  };
}

async function kkrt(context: BenchContext): Promise<KkrtFigures> {
  await using parties = await startParties(context.signal);
  const order = { protocol: 'kkrt', adversary: 'semi-honest' } as const;
  return await kkrtFigures(context.runs ?? defaultRuns, async (count, runs) => {
    const { seconds, last } = await timed(context, { parties, order: { ...order, count }, runs });
    return { seconds, megabytes: megabytes(last), peakMb: Math.max(...last.peakMb) };
  });
}
