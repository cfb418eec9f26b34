import type { Channel } from '@finharbor/link';
import type { Ring } from '../ring/ring.ts';
import { bytesOf, lanesOf, type Words, wordsOf } from '../ring/words.ts';
import { addLanes, type Correlations, type Lanes, lowLanes, oneHotsPerBlock, wordsOfLanes } from './dealt.ts';
import type { Engine, Histogram, Lookup, Masked, Private, Recipient, Shared, Term } from './engine.ts';
import { receiveBytes, sendBytes } from './network.ts';
import type { Transcript } from './transcript.ts';

/** What a party's engine works with. */
export type PartySetting = {
  readonly self: string;
  readonly parties: readonly string[];
  readonly channels: ReadonlyMap<string, Channel>;
  readonly ring: Ring;
  readonly correlations: Correlations;
  readonly transcript: Transcript;
  /** Told of every mask share as it is used, with what goes out under it; for audits of mask reuse. */
  readonly onMask?: ((use: MaskUse) => void) | undefined;
};

/** One use of a mask: the party's mask share and the masked bytes it sends. */
export type MaskUse = { readonly label: string; readonly mask: Uint8Array; readonly sent: Uint8Array };

const minusOne = (1n << 64n) - 1n;
const low63 = (1n << 63n) - 1n;

/** The engine of a party: computes on its shares and exchanges masked values with the other parties. */
export function partyEngine(setting: PartySetting): Engine {
  const { self, parties, ring } = setting;
  const leader = parties[0] === self;
  const own = ({ owner, rows, cols, make }: Private): Shared => ({
    rows,
    cols,
    words: owner === self ? make() : new BigUint64Array(rows * cols),
  });
  return {
    self,
    parties,
    ring,
    local: (rows, cols, make) => ({ rows, cols, words: make() }),
    own,
    constant: (rows, cols, make) => own({ owner: parties[0]!, rows, cols, make }),
    input: (label, input) => inputPrivate(setting, label, input),
    async mask(label, x) {
      const mask = setting.correlations.uniform(x.words.length);
      const open = await openWords(setting, { label, value: x.words, mask, sign: -1 });
      return { rows: x.rows, cols: x.cols, open, mask };
    },
    products: (_label, sums) => products({ ...setting, leader }, sums),
    entrywise: (_label, x, y) => entrywise({ ...setting, leader }, x, y),
    truncate: (label, x, bits) => truncate({ ...setting, leader }, label, { x, bits }),
    lift: (label, x) => lift({ ...setting, leader }, label, x),
    lookup: (label, lookup) => lookUp(setting, label, lookup),
    histogram: (label, of) => histogram(setting, label, of),
    reveal: (label, x, to) => reveal(setting, label, { x, to }),
  };
}

type Led = PartySetting & { readonly leader: boolean };

async function inputPrivate(setting: PartySetting, label: string, input: Private): Promise<Masked> {
  const { self, channels, ring } = setting;
  const { owner, rows, cols } = input;
  const mask = setting.correlations.owned(owner, rows * cols);
  setting.transcript.record(label, rows * cols);
  const readers = input.readers ?? setting.parties;
  if (owner !== self) {
    if (!readers.includes(self)) return { rows, cols, open: new BigUint64Array(0), mask, owner };
    const open = wordsOf(await receiveBytes(channels.get(owner)!, label, rows * cols * 8));
    return { rows, cols, open, mask, owner };
  }
  const open = input.make().slice();
  ring.addScaled(open, mask, minusOne);
  setting.onMask?.({ label, mask: bytesOf(mask), sent: bytesOf(open) });
  const to = [...channels.values()].filter(({ peer }) => readers.includes(peer));
  await Promise.all(to.map((channel) => sendBytes(channel, label, bytesOf(open))));
  return { rows, cols, open, mask, owner };
}

type Exchange = { readonly label: string; readonly mine: Uint8Array<ArrayBuffer>; readonly count: number };

/**
 * Sends `mine` to all other parties and takes as much from each. Both go on at once: two parties that each waited for room
 * before reading would wait for ever.
 */
export async function exchange(
  setting: PartySetting,
  { label, mine, count }: Exchange,
): Promise<Uint8Array<ArrayBuffer>[]> {
  setting.transcript.record(label, count);
  const channels = [...setting.channels.values()];
  const sent = Promise.all(channels.map((channel) => sendBytes(channel, label, mine)));
  const received = Promise.all(channels.map((channel) => receiveBytes(channel, label, mine.length)));
  return (await Promise.all([received, sent]))[0];
}

type Opening = { readonly label: string; readonly value: Words; readonly mask: Words; readonly sign: 1 | -1 };

async function openWords(setting: PartySetting, { label, value, mask, sign }: Opening): Promise<Words> {
  const sum = value.slice();
  setting.ring.addScaled(sum, mask, sign === 1 ? 1n : minusOne);
  const mine = bytesOf(sum);
  setting.onMask?.({ label, mask: bytesOf(mask), sent: mine });
  // Summed up in what was received: what is on its way out must not change.
  const [first, ...others] = await exchange(setting, { label, mine, count: sum.length });
  const total = wordsOf(first!);
  for (const part of [sum, ...others.map(wordsOf)]) setting.ring.addScaled(total, part, 1n);
  return total;
}

type LaneOpening = {
  readonly label: string;
  readonly value: Words;
  readonly mask: Lanes;
  readonly sign: 1 | -1;
};

async function openLanes(setting: PartySetting, of: LaneOpening & { keep: number }): Promise<Lanes> {
  const sum = lowLanes(of.value);
  addLanes(sum, of.mask, of.sign);
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! & of.keep;
  setting.onMask?.({ label: of.label, mask: bytesOf(of.mask), sent: bytesOf(sum).slice() });
  const mine = bytesOf(sum).slice();
  for (const theirs of await exchange(setting, { label: of.label, mine, count: sum.length }))
    addLanes(sum, lanesOf(theirs), 1);
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! & of.keep;
  return sum;
}

// x·y = open_x·open_y + open_x·mask_y + mask_x·open_y + mask_x·mask_y (Beaver 1991); the dealer gives the last term.
async function products(setting: Led, sums: readonly (readonly Term[])[]): Promise<Shared[]> {
  const { ring } = setting;
  const shapes = sums.map((terms) => shapeOf(terms[0]!));
  const dealt = await setting.correlations.derived(shapes.reduce((n, { rows, cols }) => n + rows * cols, 0));
  let at = 0;
  return sums.map((terms, i) => {
    const { rows, cols } = shapes[i]!;
    const words = dealt.slice(at, at + rows * cols);
    at += rows * cols;
    for (const { x, y, transpose } of terms) {
      const right = setting.leader ? y.open.slice() : new BigUint64Array(y.open.length);
      if (y.mask.length > 0) ring.addScaled(right, y.mask, 1n);
      if (setting.leader || y.mask.length > 0)
        ring.addScaled(words, ring.multiply({ ...x, words: x.open }, { ...y, words: right }, transpose), 1n);
      if (x.mask.length > 0)
        ring.addScaled(words, ring.multiply({ ...x, words: x.mask }, { ...y, words: y.open }, transpose), 1n);
    }
    return { rows, cols, words };
  });
}

/** The shape of a product. */
export function shapeOf({ x, y, transpose }: Term): { rows: number; cols: number } {
  return { rows: transpose ? x.cols : x.rows, cols: y.cols };
}

// The same identity word by word.
async function entrywise({ ring, correlations, leader }: Led, x: Masked, y: Masked): Promise<Shared> {
  const words = await correlations.derived(x.rows * x.cols);
  if (leader) ring.addScaled(words, ring.hadamard(x.open, y.open), 1n);
  if (y.mask.length > 0) ring.addScaled(words, ring.hadamard(x.open, y.mask), 1n);
  if (x.mask.length > 0) ring.addScaled(words, ring.hadamard(x.mask, y.open), 1n);
  return { rows: x.rows, cols: x.cols, words };
}

// Dalskov, Escudero, Keller 2020: c = x + 2^62 + r with the carry out of 63 bits recovered from the top bits of c and r,
// so that no probability of failure is left.
async function truncate(
  setting: Led,
  label: string,
  { x, bits }: { x: Shared; bits: number },
): Promise<Shared> {
  const { ring, correlations, leader } = setting;
  const count = x.words.length;
  const r = await correlations.composed(count);
  const [high, top] = [await correlations.derived(count), await correlations.derived(count)];
  const value = x.words.slice();
  if (leader) addConstant(ring, value, 1n << 62n);
  const c = await openWords(setting, { label, value, mask: r, sign: 1 });
  const words = carried(
    setting,
    { kept: ring.shiftRight(c, low63, bits), topOfC: ring.shiftRight(c, minusOne, 63) },
    [high, top, 1n << BigInt(63 - bits)],
  );
  if (leader) addConstant(ring, words, -(1n << BigInt(62 - bits)));
  return { rows: x.rows, cols: x.cols, words };
}

// The same carry, from Z_2^16: x < 2^15, c = x + r mod 2^16.
async function lift(setting: Led, label: string, x: Shared): Promise<Shared> {
  const { ring, correlations } = setting;
  const r = await correlations.composedLanes(x.words.length);
  const [low, top] = [await correlations.derived(r.length), await correlations.derived(r.length)];
  const c = wordsOfLanes(await openLanes(setting, { label, value: x.words, mask: r, sign: 1, keep: 0xffff }));
  const parts = { kept: ring.shiftRight(c, 0x7fffn, 0), topOfC: ring.shiftRight(c, minusOne, 15) };
  return { rows: x.rows, cols: x.cols, words: carried(setting, parts, [low, top, 1n << 15n]) };
}

// kept(c) − kept(r) + unit · (top(c) xor top(r)), where a xor b = a + b − 2ab and a is public.
function carried(
  { ring, leader }: Led,
  { kept, topOfC }: { kept: Words; topOfC: Words },
  [keptOfR, topOfR, unit]: readonly [Words, Words, bigint],
): Words {
  const words = topOfR.slice();
  ring.addScaled(words, ring.hadamard(topOfC, topOfR), minusOne - 1n);
  if (leader) ring.addScaled(words, topOfC, 1n);
  const out = new BigUint64Array(words.length);
  ring.addScaled(out, words, unit);
  ring.addScaled(out, keptOfR, minusOne);
  if (leader) ring.addScaled(out, kept, 1n);
  return out;
}

function addConstant(ring: Ring, target: Words, value: bigint): void {
  ring.addScaled(target, new BigUint64Array(target.length).fill(1n), BigInt.asUintN(64, value));
}

// One-time truth tables by a shifted one-hot vector (Ishai et al. 2013): onehot(x) is onehot(r) turned by d = x − r.
async function lookUp(
  setting: PartySetting,
  label: string,
  { index, size, tables }: Lookup,
): Promise<Shared> {
  const count = index.words.length;
  const r = await setting.correlations.composedLanes(count);
  const turn = await openLanes(setting, { label, value: index.words, mask: r, sign: -1, keep: size - 1 });
  const out = new Uint16Array(count * tables.length);
  const perBlock = oneHotsPerBlock(size);
  for (let from = 0; from < count; from += perBlock) {
    const rows = Math.min(perBlock, count - from);
    const block = await setting.correlations.derivedLanes(rows * size);
    for (let row = 0; row < rows; row++) {
      const oneHot = block.subarray(row * size, (row + 1) * size);
      for (let t = 0; t < tables.length; t++)
        out[(from + row) * tables.length + t] = turned(oneHot, tables[t]!, turn[from + row]!);
    }
  }
  return { rows: count, cols: tables.length, words: wordsOfLanes(out) };
}

function turned(oneHot: Uint16Array, table: Uint16Array, turn: number): number {
  const straight = table.length - turn;
  let sum = 0;
  for (let j = 0; j < straight; j++) sum = (sum + Math.imul(oneHot[j]!, table[j + turn]!)) | 0;
  for (let j = straight; j < table.length; j++) sum = (sum + Math.imul(oneHot[j]!, table[j - straight]!)) | 0;
  return sum & 0xffff;
}

async function histogram(
  setting: PartySetting,
  label: string,
  { index, size, group, groups }: Histogram,
): Promise<Shared> {
  const count = index.words.length;
  const r = await setting.correlations.composedLanes(count);
  const turn = await openLanes(setting, { label, value: index.words, mask: r, sign: -1, keep: size - 1 });
  const out = new Uint16Array(groups * size);
  const perBlock = oneHotsPerBlock(size);
  for (let from = 0; from < count; from += perBlock) {
    const rows = Math.min(perBlock, count - from);
    const block = await setting.correlations.derivedLanes(rows * size);
    for (let row = 0; row < rows; row++) {
      const at = group[from + row]! * size;
      addTurned(out.subarray(at, at + size), block.subarray(row * size, (row + 1) * size), turn[from + row]!);
    }
  }
  return { rows: groups, cols: size, words: wordsOfLanes(out) };
}

function addTurned(target: Uint16Array, oneHot: Uint16Array, turn: number): void {
  const straight = target.length - turn;
  for (let j = 0; j < straight; j++) target[j + turn] = target[j + turn]! + oneHot[j]!;
  for (let j = straight; j < target.length; j++) target[j - straight] = target[j - straight]! + oneHot[j]!;
}

async function reveal(
  setting: PartySetting,
  label: string,
  { x, to }: { x: Shared; to: Recipient },
): Promise<Words | undefined> {
  setting.transcript.record(label, x.words.length);
  const mine = to.bits === 64 ? x.words : wordsOfLanes(lowLanes(x.words));
  if (to.party !== setting.self) {
    await sendBytes(setting.channels.get(to.party)!, label, bytesOf(mine));
    return undefined;
  }
  const sum = mine.slice();
  const theirs = await Promise.all(
    [...setting.channels.values()].map((channel) => receiveBytes(channel, label, mine.byteLength)),
  );
  for (const bytes of theirs) setting.ring.addScaled(sum, wordsOf(bytes), 1n);
  return to.bits === 64 ? sum : wordsOfLanes(lowLanes(sum));
}
