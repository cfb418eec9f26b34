import type { Stream } from '../psi/records.ts';
import { elementBytes } from '../ristretto/jobs.ts';
import type { EcdhRun } from './session.ts';
import type { ValueTerms } from './sum.ts';

/** Numbers that are summed for each identifier: its value, and for each bin whether the value lies in it. */
export function partsOf({ edges }: ValueTerms): number {
  return edges ? edges.length + 2 : 1;
}

/** The numbers of one value, in order. */
export function numbersOf(value: number, { edges }: ValueTerms): readonly number[] {
  if (!edges) return [value];
  const bin = edges.filter((edge) => edge <= value).length;
  return [value, ...Array.from({ length: edges.length + 1 }, (_, k) => Number(k === bin))];
}

/** The largest each sum can be. */
export function boundsOf({ own, peerSize }: EcdhRun, terms: ValueTerms): readonly number[] {
  const most = Math.min(own.ids.length, peerSize);
  return Array.from({ length: partsOf(terms) }, (_, k) => (k === 0 ? most * terms.most : most));
}

/** An identifier under the sender's key and its numbers encrypted: the randomness that all share, then one element each. */
export function pairsOf({ channel }: EcdhRun, terms: ValueTerms): Stream {
  return { channel, label: 'ecdh/pairs', width: elementBytes * (2 + partsOf(terms)) };
}
