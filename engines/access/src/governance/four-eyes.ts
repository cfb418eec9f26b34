import { fail } from '@finharbor/kernel';
import type { Caller } from '@finharbor/kernel/http';

/** Roles that govern accounts: no machine has one. */
export const governing: readonly string[] = ['admin', 'operator'];

/** Who did or does something: an account, and the accounts whose lent role it does it with. */
export type Actor = { readonly account: string; readonly onBehalfOf: readonly string[] };

/** Whether somebody may approve, and why not. */
export type FourEyes =
  | { readonly kind: 'allowed' }
  | {
      readonly kind: 'refused';
      readonly because: 'same_person' | 'for_requester' | 'requested_for_approver';
    };

/** The actor a caller is in a role: for whoever lent the role, unless it is the caller's own. */
export function actorOf(caller: Extract<Caller, { readonly kind: 'account' }>, role: string): Actor {
  const lent = (caller.delegated ?? []).filter((one) => one.role === role);
  return { account: caller.account, onBehalfOf: lent.map(({ by }) => by) };
}

/**
 * Nobody approves what they have asked for: not themselves, not by a colleague who has the role from them, and not what a colleague
 * asked for in their name.
 */
export function fourEyes(requester: Actor, approver: Actor): FourEyes {
  if (requester.account === approver.account) return { kind: 'refused', because: 'same_person' };
  if (approver.onBehalfOf.includes(requester.account)) return { kind: 'refused', because: 'for_requester' };
  const inTheName = [approver.account, ...approver.onBehalfOf];
  return requester.onBehalfOf.some((account) => inTheName.includes(account))
    ? { kind: 'refused', because: 'requested_for_approver' }
    : { kind: 'allowed' };
}

/**
 * Refuses what somebody would do to an account of their own, or by an administrator's role on loan to the lender's: whoever lends it
 * must not be shut out, or taken over, by it. Errors: `access.own_account`.
 */
export function demandAnother(
  caller: Extract<Caller, { readonly kind: 'account' }>,
  accountId: string,
  publicMessage: string,
): void {
  const lenders = governing.flatMap((role) => actorOf(caller, role).onBehalfOf);
  const judged = fourEyes(
    { account: accountId, onBehalfOf: [] },
    { account: caller.account, onBehalfOf: lenders },
  );
  if (judged.kind === 'refused') fail('access.own_account', publicMessage);
}
