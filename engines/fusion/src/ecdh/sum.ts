import { FinharborError, fail } from '@finharbor/kernel';
import type { Mesh } from '../mesh.ts';
import { type EcdhInput, type EcdhRun, ecdhSession } from './session.ts';
import { receiveSum } from './sum-receiver.ts';
import { serveSum } from './sum-sender.ts';
import { checkThreshold } from './threshold.ts';

/** What both sides agree on about the sender's values. */
export type ValueTerms = {
  /** No value is larger; at most 2^40 divided by the shorter list's length. */
  readonly most: number;
  /** Ascending; the values up to below the first edge, between edges, and from the last one on are counted. No histogram without. */
  readonly edges?: readonly number[];
};

/** What a party brings to a sum over an intersection. */
export type SumInput = EcdhInput & {
  readonly terms: ValueTerms;
  /** Common identifiers below which nothing is summed; at least 1. */
  readonly atLeast: number;
  /** The sender's: a whole number from 0 to `most` for each row; an identifier counts with its first row. */
  readonly values?: readonly number[];
};

/** Figures of the sender's values over the common identifiers. */
export type ValueSum = {
  readonly count: number;
  readonly sum: number;
  readonly mean: number;
  /** Common identifiers between edges; undefined without edges. */
  readonly histogram: readonly number[] | undefined;
};

/** One party's outcome: `told` to those who learn the result, `served` to a sender that does not. */
export type SumOutcome =
  | ({ readonly kind: 'told' } & ValueSum)
  | { readonly kind: 'served' }
  /** Too few identifiers are common. Only the receiver knows how many. */
  | { readonly kind: 'refused'; readonly count: number | undefined };

/** Sums beyond this cannot be read from their encryption in reasonable time. */
export const mostSum: number = 2 ** 40;

/** Edges of a histogram at most. */
export const mostEdges = 64;

/**
 * Sums the sender's values over the identifiers that both parties hold; the receiver learns how many there are and the sum, nobody which.
 * Adversary: semi-honest, static. Leaks: both numbers of distinct identifiers to both; the count to the receiver, below the threshold
 * too; sum and histogram to it where the count reaches the threshold; the same to the sender with `learns: 'both'`, otherwise only whether
 * it does. Errors: as `intersectByEcdh`, and `fusion.bad_threshold`, `fusion.bad_value`, `fusion.sum_too_large`.
 * Source: docs/crypto.md; Ion et al., EuroS&P 2020, with ElGamal in the exponent for the encryption.
 */
export async function intersectionSum(mesh: Mesh, input: SumInput): Promise<SumOutcome> {
  const { terms, atLeast } = input;
  checkThreshold(atLeast);
  checkTerms(terms);
  const isReceiver = mesh.self === input.receiver;
  const values = isReceiver ? [] : checkedValues(input);
  const settings = [atLeast, terms.most, ...(terms.edges ?? [null])];
  const operator = { name: 'sum', settings, again: 'peer' } as const;
  return ecdhSession(mesh, { input, operator }, async (run) => {
    checkBound(run, terms);
    if (isReceiver) return receiveSum(run, input);
    const own = Array.from(run.own.rows, (row) => values[row]!);
    return serveSum(run, { input, values: own });
  });
}

/** Whether these are edges of a histogram: few enough whole numbers, each above the one before. */
export function areEdges(edges: readonly number[]): boolean {
  const ascends = edges.every((edge, k) => Number.isSafeInteger(edge) && (k === 0 || edge > edges[k - 1]!));
  return ascends && edges.length <= mostEdges;
}

function checkTerms({ most, edges = [] }: ValueTerms): void {
  const isBound = Number.isSafeInteger(most) && most >= 1 && most <= mostSum;
  if (!isBound || !areEdges(edges))
    fail(
      'fusion.bad_value',
      `Values go up to a whole number from 1 to ${mostSum}; edges are at most ${mostEdges} ascending whole numbers.`,
    );
}

function checkedValues({ values, ids, terms }: SumInput): readonly number[] {
  if (values?.length !== ids.length)
    return fail('fusion.bad_value', 'The party that does not receive brings one value for each row.');
  const row = values.findIndex(
    (value) => !(Number.isSafeInteger(value) && value >= 0 && value <= terms.most),
  );
  if (row >= 0)
    throw new FinharborError({
      code: 'fusion.bad_value',
      publicMessage: `The value of row ${row} is no whole number from 0 to ${terms.most}.`,
      fields: [{ pointer: `/values/${row}`, detail: `must be a whole number from 0 to ${terms.most}` }],
    });
  return values;
}

function checkBound({ own, peerSize }: EcdhRun, { most }: ValueTerms): void {
  if (most * Math.min(own.ids.length, peerSize) > mostSum)
    fail(
      'fusion.sum_too_large',
      `Sums of up to ${Math.min(own.ids.length, peerSize)} values of up to ${most} exceed ${mostSum}; use a larger unit.`,
    );
}
