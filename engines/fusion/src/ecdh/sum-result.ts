import { inconsistent } from '../ot/wire.ts';
import type { EcdhRun } from './session.ts';
import type { ValueSum } from './sum.ts';

/** The figures of a count and its sums. */
export function valueSumOf(count: number, [sum, ...bins]: readonly number[]): ValueSum {
  return { count, sum: sum!, mean: sum! / count, histogram: bins.length > 0 ? bins : undefined };
}

/** Count and sums, eight bytes each, as the receiver tells them to the sender. */
export function toldBytes({ count, sum, histogram = [] }: ValueSum): Uint8Array {
  return new Uint8Array(BigUint64Array.from([count, sum, ...histogram], BigInt).buffer);
}

type Told = { readonly told: Uint8Array; readonly bounds: readonly number[]; readonly atLeast: number };

/** Errors: `fusion.inconsistent` where no values can have led to what was told. */
export function valueSumFrom(run: EcdhRun, { told, bounds, atLeast }: Told): ValueSum {
  const [count, ...sums] = Array.from(new BigUint64Array(told.slice().buffer), Number);
  const [, ...bins] = sums;
  const isPossible =
    count! >= atLeast &&
    count! <= Math.min(run.own.ids.length, run.peerSize) &&
    sums.every((sum, q) => sum <= bounds[q]!) &&
    (bins.length === 0 || bins.reduce((all, bin) => all + bin, 0) === count);
  if (!isPossible) inconsistent(run.channel, 'no values have the sums that it tells');
  return valueSumOf(count!, sums);
}
