import { fail } from '@finharbor/kernel';
import type { Caller } from '@finharbor/kernel/http';
import type { Person } from './context.ts';

/** The account that calls: every route of the desk is a person's own. */
export function personOf(caller: Caller): Person {
  return caller.kind === 'account' ? caller : fail('access.unauthenticated', 'Sign in first.');
}
