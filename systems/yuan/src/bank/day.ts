import { type Transfer, transferFlags } from '@finharbor/ledger';
import type { YuanContext } from '../context.ts';
import { schemeZone } from '../scheme/limits.ts';

/** A day of the city by its first and last moments, in nanoseconds of the ledger. */
export type Day = { readonly fromNs: bigint; readonly endNs: bigint };

/** The bounds of a day: midnight belongs to the day that begins. */
export function boundsOf(day: string): Day {
  const from = Temporal.PlainDate.from(day);
  return { fromNs: midnightNs(from), endNs: midnightNs(from.add({ days: 1 })) };
}

function midnightNs(date: Temporal.PlainDate): bigint {
  return date.toZonedDateTime(schemeZone).epochNanoseconds;
}

/** What an account had when a day began and when it ended, and the transfers in between, the earliest first. */
export type AccountDay = {
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  /** Only what moved money: what was set aside stands there when it was sent. */
  readonly transfers: readonly Transfer[];
};

const atOnce = 1000;

/** Reads an account's day from the ledger. */
export async function accountDay(
  past: YuanContext['past'],
  account: bigint,
  day: string,
): Promise<AccountDay> {
  const { fromNs, endNs } = boundsOf(day);
  const found: Transfer[] = [];
  for (let before = endNs; ; ) {
    const rows = await past.transfers(account, { before, limit: atOnce });
    const within = rows.filter(({ timestamp }) => timestamp >= fromNs);
    found.push(...within);
    if (within.length < atOnce) break;
    before = rows.at(-1)!.timestamp;
  }
  const [openingMinor, closingMinor] = await Promise.all([
    past.balance(account, fromNs - 1n),
    past.balance(account, endNs - 1n),
  ]);
  return { openingMinor, closingMinor, transfers: found.toReversed().filter(hasMoved) };
}

const { pending, voidPendingTransfer } = transferFlags;

function hasMoved({ flags, amount }: Transfer): boolean {
  return (flags & (pending | voidPendingTransfer)) === 0 && amount > 0n;
}
