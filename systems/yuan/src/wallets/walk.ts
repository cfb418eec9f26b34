import { type Transfer, transferFlags } from '@finharbor/ledger';
import type { YuanContext } from '../context.ts';
import { transferCodes } from '../money/numbers.ts';
import type { Entry } from './views.ts';

/** Which transfers of the ledger are a holder's business, and how they are told. */
export const kindsByCode: ReadonlyMap<number, Entry['kind']> = new Map([
  [transferCodes.topUp, 'top_up'],
  [transferCodes.redeem, 'redemption'],
  [transferCodes.pay, 'payment'],
  [transferCodes.passOn, 'payment'],
  [transferCodes.refund, 'refund'],
  [transferCodes.purpose, 'purpose'],
  [transferCodes.release, 'release'],
]);

const { pending, postPendingTransfer, voidPendingTransfer } = transferFlags;

/** True for what a statement tells: of a redemption that has ended its asking; the rest follows from the pending sum. */
export function isTold({ code, flags }: Transfer): boolean {
  return kindsByCode.has(code) && (flags & (postPendingTransfer | voidPendingTransfer)) === 0;
}

/** True for what has moved: of a redemption its end, where the money has left. */
export function hasMoved({ code, flags }: Transfer): boolean {
  return kindsByCode.has(code) && (flags & (pending | voidPendingTransfer)) === 0;
}

/** A stretch of time of an account: before a moment of the ledger (nanoseconds), and from one on. */
export type Stretch = { readonly before?: bigint | undefined; readonly from?: bigint | undefined };

const nsPerMs = 1_000_000n;

/** A moment of the ledger. */
export function nsOf(ms: number): bigint {
  return BigInt(ms) * nsPerMs;
}

/** The milliseconds of a moment of the ledger. */
export function msOf(ns: bigint): number {
  return Number(ns / nsPerMs);
}

const mostAtOnce = 2_000;

/** Everything that touched an account, the latest first, in runs; each run is read when it is asked for. */
export async function* walk(
  { past }: Pick<YuanContext, 'past'>,
  account: bigint,
  { before, from = 0n, atOnce = 200 }: Stretch & { readonly atOnce?: number },
): AsyncGenerator<readonly Transfer[]> {
  let until = before;
  for (let limit = atOnce; ; limit = Math.min(mostAtOnce, limit * 4)) {
    const rows = await past.transfers(account, { before: until, limit });
    const meant = rows.filter(({ timestamp }) => timestamp >= from);
    yield meant;
    if (rows.length < limit || meant.length < rows.length) return;
    until = rows.at(-1)!.timestamp;
  }
}
