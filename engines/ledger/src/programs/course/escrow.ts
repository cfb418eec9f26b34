import { conditionsOf, type Escrow } from '../value/program.ts';
import { type Answer, refused } from './answer.ts';
import { chainOf, type Movement, newAccountsOf, type Step, timeoutS } from './chain.ts';
import type { ProgramEvent } from './event.ts';
import { accountsOf, partId } from './ids.ts';
import { unmetOf } from './judge.ts';
import { paymentOf } from './payment.ts';
import { type EscrowState, entryOf } from './state.ts';

/** An escrow, how far it is, and the step that is about to be done. */
export type EscrowCase = { readonly program: Escrow; readonly state: EscrowState; readonly step: Step };

type Asked = Extract<
  ProgramEvent,
  { kind: 'fund' | 'pay' | 'refund' | 'expire' | 'commit' | 'settle' | 'withdraw' }
>;

/** What an escrow answers to an event that is to move money. */
export function compileEscrow(one: EscrowCase, event: Asked): Answer {
  switch (event.kind) {
    case 'fund':
      return fund(one, event);
    case 'pay':
    case 'refund':
    case 'expire': {
      const { stage } = one.state;
      if (stage === 'planned') return refused({ reason: 'not_held' });
      if (stage !== 'held') return refused({ reason: 'over', stage });
      if (event.kind === 'pay') return pay(one, event);
      return event.kind === 'refund' ? refund(one, event) : giveBack(one, 'expired');
    }
    default:
      return refused({ reason: 'wrong_kind' });
  }
}

function fund(one: EscrowCase, event: Extract<Asked, { kind: 'fund' }>): Answer {
  const { program, state } = one;
  if (state.stage === 'held') return refused({ reason: 'already_held' });
  if (state.stage !== 'planned') return refused({ reason: 'over', stage: state.stage });
  if (event.by !== program.owner) return refused({ reason: 'not_yours', allowed: [program.owner] });
  const { amount } = program;
  return done(one, [holdOf(one, amount, event.atMs)], { stage: 'held', heldBy: event.id, rest: amount });
}

function pay(one: EscrowCase, event: Extract<Asked, { kind: 'pay' }>): Answer {
  const { program, state, step } = one;
  const payment = paymentOf(one, event);
  if (payment.kind === 'refused') return payment;
  const { release, account, amount, fee } = payment;
  const rest = state.rest - amount - fee;
  const { books } = program;
  const debitAccountId = accountsOf(step.digest).money;
  const movements: Movement[] = [
    { part: 'take', name: '', books, amount: amount + fee, pendingId: heldId(one) },
    { part: 'pay', name: '', books, amount, debitAccountId, creditAccountId: account },
  ];
  if (program.fee && fee > 0n) {
    const creditAccountId = program.parties[program.fee.to]!.account;
    movements.push({ part: 'fee', name: '', books, amount: fee, debitAccountId, creditAccountId });
  }
  if (rest > 0n) movements.push(holdOf(one, rest, event.atMs));
  const before = entryOf(state.paid, release.name) ?? { times: 0, amount: 0n, askers: [] };
  const paid = {
    times: before.times + 1,
    amount: before.amount + amount,
    askers: release.oncePerAsker ? [...before.askers, event.by] : before.askers,
  };
  return done(one, movements, {
    stage: rest > 0n ? 'held' : 'spent',
    heldBy: rest > 0n ? event.id : '',
    rest,
    paid: { ...state.paid, [release.name]: paid },
  });
}

function refund(one: EscrowCase, event: Extract<Asked, { kind: 'refund' }>): Answer {
  const { program, state } = one;
  const placed = conditionsOf(program).get('refund');
  if (!placed) return refused({ reason: 'no_refund' });
  const unmet = unmetOf(placed.condition, placed.pointer, {
    ...event,
    zone: program.zone,
    approvals: entryOf(state.approved, 'refund') ?? [],
    confirmed: state.confirmed,
  });
  return unmet ? refused({ reason: 'unmet', of: 'refund', unmet }) : giveBack(one, 'refunded');
}

function giveBack(one: EscrowCase, stage: 'refunded' | 'expired'): Answer {
  const { program, state } = one;
  const { books } = program;
  const movement: Movement = { part: 'giveBack', name: '', books, amount: 0n, pendingId: heldId(one) };
  return done(one, [movement], { stage, heldBy: '', rest: 0n, returned: state.rest });
}

function heldId({ step, state }: EscrowCase): bigint {
  return partId(step.digest, state.heldBy, ['hold', '']);
}

/** Sets money aside anew; the ledger undoes it by itself when the program ends. */
function holdOf({ program, step }: EscrowCase, amount: bigint, atMs: number): Movement {
  return {
    part: 'hold',
    name: '',
    books: program.books,
    amount,
    debitAccountId: program.parties[program.owner]!.account,
    creditAccountId: accountsOf(step.digest).money,
    timeout: timeoutS(program, atMs),
  };
}

function done(
  { state, step }: EscrowCase,
  movements: readonly Movement[],
  change: Partial<EscrowState>,
): Answer {
  return {
    kind: 'accepted',
    accounts: step.number === 0 ? newAccountsOf(step) : [],
    transfers: chainOf(step, movements),
    next: { ...state, ...change, step: step.number + 1, done: { ...state.done, [step.event]: step.mark } },
  };
}
