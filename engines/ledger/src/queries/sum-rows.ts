import type { AccountBalance } from '../model/query.ts';
import type { TextRow } from './read.ts';

/** The four sums of an account or of several. */
export type Sums = Omit<AccountBalance, 'timestamp'>;

/** The sums as columns, in the order in which `sumsOf` reads them. */
export const sumColumns: readonly string[] = [
  ...['debits_pending', 'debits_posted', 'credits_pending', 'credits_posted'],
];

/** Reads four sums. */
export function sumsOf(row: TextRow): Sums {
  const [debitsPending, debitsPosted, creditsPending, creditsPosted] = row.map((sum) => BigInt(sum!));
  return {
    debitsPending: debitsPending!,
    debitsPosted: debitsPosted!,
    creditsPending: creditsPending!,
    creditsPosted: creditsPosted!,
  };
}

/** The sums, a column each, of what an expression says of each. */
export function eachSum(expression: (sum: string) => string): string {
  return sumColumns.map((sum) => `${expression(sum)} as ${sum}`).join(', ');
}
