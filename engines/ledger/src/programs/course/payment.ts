import { cappedShareOf, feeOf, timesOf } from '../value/amounts.ts';
import { conditionsOf, type Escrow, type Release } from '../value/program.ts';
import { type Refused, refused } from './answer.ts';
import type { PaymentAsked } from './event.ts';
import { unmetOf } from './judge.ts';
import { type EscrowState, entryOf } from './state.ts';

/** A payment that is right by the rules. */
export type Payment = {
  readonly kind: 'payment';
  readonly release: Release;
  readonly account: bigint;
  readonly amount: bigint;
  readonly fee: bigint;
};

type Case = { readonly program: Escrow; readonly state: EscrowState };

/** What a request for money comes to, or why it is refused. */
export function paymentOf({ program, state }: Case, event: PaymentAsked): Payment | Refused {
  const release = program.releases.find(({ name }) => name === event.release);
  if (!release) return refused({ reason: 'unknown', what: 'release', name: event.release });
  const paid = entryOf(state.paid, release.name);
  const times = timesOf(release.pays);
  if (paid && paid.times >= times) return refused({ reason: 'used_up', release: release.name, times });
  if (paid?.askers.includes(event.by)) return refused({ reason: 'had_before', release: release.name });
  const account = payeeAccount(program, release, event);
  if (typeof account !== 'bigint') return account;
  const amount = dueMinor(release, event, paid?.times ?? 0);
  if (typeof amount !== 'bigint') return amount;
  const refusal = conditionRefusal({ program, state }, event, amount);
  if (refusal) return refusal;
  const fee = feeOf(program.fee, amount);
  const needed = amount + fee;
  if (needed > state.rest) return refused({ reason: 'not_enough', needed, rest: state.rest });
  return { kind: 'payment', release, account, amount, fee };
}

function payeeAccount(program: Escrow, { to }: Release, event: PaymentAsked): bigint | Refused {
  const only = to.kind === 'named' && to.parties.length === 1 ? to.parties[0] : undefined;
  const payee = to.kind === 'asker' ? event.by : (event.payee ?? only);
  if (payee === undefined) return refused({ reason: 'missing', field: 'payee' });
  if (to.kind === 'named' && !to.parties.includes(payee))
    return refused({ reason: 'wrong_payee', allowed: to.parties });
  const known = entryOf(program.parties, payee)?.account || undefined;
  return known ?? event.account ?? refused({ reason: 'no_account' });
}

function dueMinor({ pays }: Release, { amount, price }: PaymentAsked, before: number): bigint | Refused {
  switch (pays.kind) {
    case 'slices':
      return pays.amounts[before]!;
    case 'asked':
      return amount || refused({ reason: 'missing', field: 'amount' });
    case 'share':
      return (price && cappedShareOf(price, pays)) || refused({ reason: 'missing', field: 'price' });
  }
}

function conditionRefusal(
  { program, state }: Case,
  event: PaymentAsked,
  amount: bigint,
): Refused | undefined {
  const { condition, pointer } = conditionsOf(program).get(event.release)!;
  const unmet = unmetOf(condition, pointer, {
    ...event,
    amount,
    zone: program.zone,
    approvals: entryOf(state.approved, event.release) ?? [],
    confirmed: state.confirmed,
  });
  return unmet && refused({ reason: 'unmet', of: event.release, unmet });
}
