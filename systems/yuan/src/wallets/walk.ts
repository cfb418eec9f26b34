import { type Transfer, transferFlags } from '@finharbor/ledger';
import type { YuanContext } from '../context.ts';
import { transferCodes } from '../money/numbers.ts';
import type { Entry } from './views.ts';

/** Which transfers of the ledger are a holder's business, and how they are told. */
const kindsByCode: ReadonlyMap<number, Entry['kind']> = new Map([
  [transferCodes.topUp, 'top_up'],
  [transferCodes.redeem, 'redemption'],
  [transferCodes.pay, 'payment'],
  [transferCodes.passOn, 'payment'],
  [transferCodes.refund, 'refund'],
  [transferCodes.purpose, 'purpose'],
  [transferCodes.release, 'release'],
]);

const { pending, postPendingTransfer, voidPendingTransfer } = transferFlags;

/** What says to whoever paid from purses, or got money back into them, that it was theirs: in the wallet nothing moved. */
const kindsFromPurses: ReadonlyMap<number, Entry['kind']> = new Map([
  [transferCodes.purposePaid, 'payment'],
  [transferCodes.purposeRefunded, 'refund'],
]);

/** Where the money of an entry was or came to: in the wallet, or under a purpose. */
export function sourceOf({ code }: Transfer): Entry['source'] {
  return kindsFromPurses.has(code) ? 'purpose' : 'wallet';
}

/** What an entry is over. */
export function amountOf(transfer: Transfer): bigint {
  return kindsFromPurses.has(transfer.code) ? transfer.userData64 : transfer.amount;
}

/** Why money moved; undefined where it is none of a holder's business. */
export function kindOf({ code }: Transfer): Entry['kind'] | undefined {
  return kindsByCode.get(code) ?? kindsFromPurses.get(code);
}

/** True for what a statement tells: of a redemption that has ended its asking; the rest follows from the pending sum. */
export function isTold(transfer: Transfer, account: bigint): boolean {
  const { code, flags, debitAccountId, creditAccountId } = transfer;
  if (code === transferCodes.purposePaid) return debitAccountId === account;
  if (code === transferCodes.purposeRefunded) return creditAccountId === account;
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
