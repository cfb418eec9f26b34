import type { Channel } from '@finharbor/link';
import { bytesOf, lanesOf, type Words } from '../ring/words.ts';
import { lowLanes } from '../shares/dealt.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import { sendBytes } from '../shares/network.ts';
import { exchange, type PartySetting, partyEngine } from '../shares/party.ts';
import { messagesOf, type RegressionEngine, type WaveRead } from './engine.ts';
import { type Angles, createKernels, type Kernels } from './kernels.ts';

type Setting = PartySetting & { readonly dealer: Channel; readonly kernels: Kernels };

/** A party's engine, with what a regression needs beyond the common one; matrices are multiplied by its kernels. */
export function regressionParty(common: PartySetting, dealer: Channel): RegressionEngine {
  const kernels = createKernels();
  const ring = { ...common.ring, multiply: kernels.multiply };
  const setting = { ...common, ring, dealer, kernels };
  return {
    ...partyEngine(setting),
    readSeries: (label, of) => readSeries(setting, label, of),
    scaleRows: (x, factors) => scaleRows(setting, x, factors),
    decide: (label, bit) => decide(setting, label, bit),
  };
}

const isLeader = ({ self, parties }: PartySetting): boolean => parties[0] === self;

// Σ f_m cos mx + g_m sin mx at x = d + r: the addition theorems make it a public linear map of the dealt waves of r.
async function readSeries(setting: Setting, label: string, of: WaveRead): Promise<Shared[]> {
  const { correlations, kernels } = setting;
  const { rows } = of.x;
  const terms = of.reads[0]!.series.pairs.length / 2;
  const { opened } = await openAngles(setting, label, { x: of.x.words, drop: of.drop });
  const outs = of.reads.map(() => new BigUint64Array(rows));
  let at = 0;
  for (const angles of messagesOf(opened, terms)) {
    const shares = await correlations.derived(angles.length * terms * 2);
    for (const [i, { series, bits }] of of.reads.entries())
      outs[i]!.set(kernels.series(angles, shares, { series, scale: 2 ** bits }), at);
    at += angles.length;
  }
  return outs.map((words, i) => {
    const { series, bits } = of.reads[i]!;
    const constant = BigInt.asUintN(64, BigInt(Math.round(series.constant * 2 ** (bits + of.waveBits))));
    if (isLeader(setting)) setting.ring.addScaled(words, new BigUint64Array(rows).fill(1n), constant);
    return { rows, cols: 1, words };
  });
}

/** Opens angles under a fresh mask. Shares are cut below the angle's last bit each on its own: off by a unit, never by more. */
export async function openAngles(
  setting: PartySetting,
  label: string,
  { x, drop }: { x: Words; drop: number },
): Promise<{ opened: Angles; mask: Angles }> {
  const mask = setting.correlations.uniformAngles(x.length);
  const low = new Uint32Array(setting.ring.shiftRight(x, (1n << 64n) - 1n, drop).buffer);
  const sum = new Uint32Array(x.length);
  for (let i = 0; i < sum.length; i++) sum[i] = low[2 * i]! - mask[i]!;
  const mine = new Uint8Array(sum.slice().buffer);
  setting.onMask?.({ label, mask: new Uint8Array(mask.buffer), sent: mine });
  for (const theirs of await exchange(setting, { label, mine, count: sum.length })) {
    const part = new Uint32Array(theirs.buffer);
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + part[i]!;
  }
  return { opened: sum, mask };
}

// x·s = open_x·open_s + open_x·mask_s + mask_x·open_s + mask_x·mask_s (Beaver 1991); the dealer gives the last term.
async function scaleRows(setting: Setting, x: Masked, factors: Masked): Promise<Shared> {
  const { rows, cols } = x;
  const words = await setting.correlations.derived(rows * cols);
  const right = factors.mask.slice();
  if (isLeader(setting)) setting.ring.addScaled(right, factors.open, 1n);
  setting.kernels.addScaledRows(words, { rows, cols, words: x.open }, right);
  if (x.mask.length > 0) setting.kernels.addScaledRows(words, { rows, cols, words: x.mask }, factors.open);
  return { rows, cols, words };
}

async function decide(setting: Setting, label: string, bit: Shared): Promise<boolean> {
  const decision = await openBit(setting, label, bit);
  if (isLeader(setting)) await sendBytes(setting.dealer, label, Uint8Array.of(Number(decision)));
  return decision;
}

/** Opens a shared bit to all parties. */
export async function openBit(setting: PartySetting, label: string, bit: Shared): Promise<boolean> {
  const mine = bytesOf(lowLanes(bit.words));
  let sum = lowLanes(bit.words)[0]!;
  for (const theirs of await exchange(setting, { label, mine, count: 1 })) sum += lanesOf(theirs)[0]!;
  return (sum & 1) === 1;
}
