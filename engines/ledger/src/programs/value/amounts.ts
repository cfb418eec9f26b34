import { multiplyMoney, type Rational, type Rounding } from '@finharbor/kernel';
import type { Fee, Pays, Release } from './program.ts';

function shareOf(minor: bigint, share: Rational, rounding: Rounding): bigint {
  // A share of smallest units has no decimals, whatever the currency.
  return multiplyMoney({ minor, currency: 'CNY' }, share, rounding).minor;
}

/** What a release that pays a share of a price pays of this one. */
export function cappedShareOf(price: bigint, pays: Extract<Pays, { kind: 'share' }>): bigint {
  const share: bigint = shareOf(price, pays.share, pays.rounding);
  return share < pays.most ? share : pays.most;
}

/** The fee on top of a payment. */
export function feeOf(fee: Fee | null, paidMinor: bigint): bigint {
  return fee ? fee.fixed + shareOf(paidMinor, fee.share, fee.rounding) : 0n;
}

/** How many payments a release makes at most. */
export function timesOf(pays: Pays): number {
  return pays.kind === 'slices' ? pays.amounts.length : pays.times;
}

/** What the slices of all releases come to, with their fees: the money that is promised. */
export function promisedMinor(releases: readonly Release[], fee: Fee | null): bigint {
  return releases
    .flatMap(({ pays }) => (pays.kind === 'slices' ? pays.amounts : []))
    .reduce((sum, amount) => sum + amount + feeOf(fee, amount), 0n);
}
