import { accountFlags, amountMax, type NewAccount, type NewTransfer, transferFlags } from '@finharbor/ledger';
import type { Sent } from '@finharbor/ledger/testing';

/** Two kinds of callers: some with batches, many with one or two transfers. Each numbers its requests from 0 on. */
export const lanes = { batch: 0, single: 1 } as const;

/** Every transfer has a slot of its own in its lane, from which all of it follows; a request has a stretch of slots. */
export const slotsOf: readonly [number, number] = [8_192, 4];

const accounts = 20_000;
/** A pattern of so many events comes again and again. */
const pattern = 20;
/** Of the pattern: what the events at these places are; all others are plain. */
const at = {
  linked: 4,
  last: 5,
  pending: 10,
  post: 11,
  later: 12,
  void: 13,
  balancing: 14,
  expiring: 15,
  again: 16,
};
const laneBits = 64n;
const first = 2n ** 120n;
const common = { ledger: 1, code: 1 } as const;

/** Accounts 1 to 20,000: the first is hot, some may not be overdrawn, some keep their history. */
export const loadAccounts: readonly NewAccount[] = Array.from({ length: accounts }, (_, k) => ({
  id: BigInt(k + 1),
  flags: k % 10 === 3 ? accountFlags.debitsMustNotExceedCredits : k % 100 === 7 ? accountFlags.history : 0,
  ...common,
}));

/** The lane and slot of an id. */
export function slotOf(id: bigint): { readonly lane: number; readonly slot: number } {
  return { lane: Number((id - first) >> laneBits), slot: Number(BigInt.asUintN(Number(laneBits), id)) };
}

/** What the load of a seed sends. */
export type Load = {
  /** The transfers of a request. */
  readonly request: (lane: number, number: number) => readonly NewTransfer[];
  /** The slot of the transfer that is asked for at a slot: some are asked for a second time in another request. */
  readonly asked: (lane: number, slot: number) => number;
  /** Whether a chain ends at a slot. */
  readonly isLast: (lane: number, slot: number) => boolean;
  /** The chain in which an id was sent. */
  readonly sent: (id: bigint) => Sent;
};

/** A load that follows from its seed: the same request is asked again with the same words. */
export function loadOf(seed: number): Load {
  const event = (lane: number, slot: number): NewTransfer => {
    const place = placeOf(lane, slot);
    const draw = drawing(seed, lane, slot);
    const id = idOf(lane, slot);
    if (place === at.post)
      return {
        id,
        pendingId: idOf(lane, slot - 1),
        amount: amountMax,
        flags: transferFlags.postPendingTransfer,
      };
    const earlier = place === at.void ? voidedBy(lane, slot) : -1;
    if (earlier >= 0)
      return { id, pendingId: idOf(lane, earlier), amount: 0n, flags: transferFlags.voidPendingTransfer };
    return { id, ...pair(draw), amount: 1n + BigInt(draw(1000)), ...manner(place, draw), ...common };
  };
  return {
    request: (lane, number) =>
      Array.from({ length: sizeOf(lane, number) }, (_, k) =>
        event(lane, asked(lane, number * slotsOf[lane]! + k)),
      ),
    asked,
    isLast: (lane, slot) => placeOf(lane, slot) === at.last,
    sent(id) {
      const { lane, slot } = slotOf(id);
      const place = placeOf(lane, slot);
      if (place === at.linked) return { chain: [event(lane, slot), event(lane, slot + 1)], place: 0 };
      if (place === at.last) return { chain: [event(lane, slot - 1), event(lane, slot)], place: 1 };
      return { chain: [event(lane, slot)], place: 0 };
    },
  };
}

function idOf(lane: number, slot: number): bigint {
  return first + (BigInt(lane) << laneBits) + BigInt(slot);
}

/** No batch ends within a chain. */
function sizeOf(lane: number, number: number): number {
  if (lane === lanes.batch) return number % 4 === 0 ? 1_000 : 8_190;
  return [at.linked, at.pending].includes(number % pattern) ? 2 : 1;
}

/** The place in the pattern; of a caller with a single transfer, its requests go through it. */
function placeOf(lane: number, slot: number): number {
  const stretch = slotsOf[lane]!;
  if (lane === lanes.batch) return (slot % stretch) % pattern;
  const start = Math.floor(slot / stretch) % pattern;
  const isSecond = slot % stretch > 0;
  return isSecond ? start + 1 : [at.last, at.post].includes(start) ? 0 : start;
}

function asked(lane: number, slot: number): number {
  if (placeOf(lane, slot) !== at.again) return slot;
  const stretch = slotsOf[lane]!;
  const earlier =
    lane === lanes.batch ? slot - at.again - 3 * stretch : slot - (at.again + pattern) * stretch;
  return earlier >= 0 ? earlier : slot;
}

/** The slot of a pending transfer of some requests ago; where that one is not made, this one is refused. */
function voidedBy(lane: number, slot: number): number {
  const stretch = slotsOf[lane]!;
  return lane === lanes.batch ? slot - 1 - 5 * stretch : slot - (1 + pattern) * stretch;
}

function manner(place: number, draw: (below: number) => number): Pick<NewTransfer, 'flags' | 'timeout'> {
  if (place === at.linked) return { flags: transferFlags.linked };
  if (place === at.pending) return { flags: transferFlags.pending };
  if (place === at.later) return { flags: transferFlags.pending, timeout: 1 };
  if (place === at.balancing) return { flags: transferFlags.balancingDebit };
  // Few, so that all that are due after a standstill fit into one group.
  if (place === at.expiring && draw(8) === 0) return { flags: transferFlags.pending, timeout: 1 };
  return {};
}

function pair(draw: (below: number) => number): Pick<NewTransfer, 'debitAccountId' | 'creditAccountId'> {
  const debit = draw(8) === 0 ? 0 : draw(accounts);
  const credit = (debit + 1 + draw(accounts - 1)) % accounts;
  return { debitAccountId: BigInt(debit + 1), creditAccountId: BigInt(credit + 1) };
}

/** Numbers that follow from a seed and a slot: SplitMix32's mixing of a Weyl sequence. */
function drawing(seed: number, lane: number, slot: number): (below: number) => number {
  let state = (seed ^ Math.imul(lane + 1, 0x9e3779b9) ^ Math.imul(slot, 0x85ebca6b)) | 0;
  return (below) => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
}
