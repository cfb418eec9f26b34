import { fail } from '@finharbor/kernel';

/**
 * Population stability index, Σ (a − e)·ln(a/e) over the shares of two populations in the same bins, half a row added to each bin so that an
 * empty one has a logarithm. Shape: both of one length. Errors: `fusion.bad_value`.
 */
export function populationStability(expected: readonly number[], actual: readonly number[]): number {
  if (expected.length !== actual.length || expected.length === 0)
    fail('fusion.bad_value', 'Both populations need the same bins.');
  if ([...expected, ...actual].some((count) => !(count >= 0)))
    fail('fusion.bad_value', 'A count is a number from 0 on.');
  const shares = (counts: readonly number[]): number[] => {
    const all = counts.reduce((sum, count) => sum + count + 0.5, 0);
    return counts.map((count) => (count + 0.5) / all);
  };
  const [e, a] = [shares(expected), shares(actual)];
  return a.reduce((sum, share, bin) => sum + (share - e[bin]!) * Math.log(share / e[bin]!), 0);
}
