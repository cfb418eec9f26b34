import type { Person } from '@finharbor/cases';
import { fail } from '@finharbor/kernel';
import type { Caller } from '@finharbor/kernel/http';

/** Who calls. */
export function personOf(caller: Caller): Person {
  if (caller.kind !== 'account') return fail('access.unauthenticated', 'Sign in first.');
  const { account, party, roles, delegated = [] } = caller;
  return { account, party, roles, standsFor: [...new Set(delegated.map(({ by }) => by))] };
}
