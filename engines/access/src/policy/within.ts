import type { Scope } from '@finharbor/kernel/http';

/** Whose an object is; an object without an account is its party's as a whole. */
export type Belongs = { readonly party: string; readonly account?: string | undefined };

/** True where a scope holds an object. What it does not hold has to look like what is not there. */
export function isWithin(scope: Scope, { party, account }: Belongs): boolean {
  if (scope.kind === 'all') return true;
  if (scope.kind === 'party') return scope.party === party;
  return scope.party === party && scope.account === account;
}
