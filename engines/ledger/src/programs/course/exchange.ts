import { conditionsOf, type Exchange, type Leg } from '../value/program.ts';
import { type Answer, type Refused, refused } from './answer.ts';
import { chainOf, type Movement, newAccountsOf, type Step, timeoutS } from './chain.ts';
import type { ProgramEvent } from './event.ts';
import { partId } from './ids.ts';
import { unmetOf } from './judge.ts';
import { type ExchangeState, entryOf } from './state.ts';

/** An exchange, how far it is, and the step that is about to be done. */
export type ExchangeCase = {
  readonly program: Exchange;
  readonly state: ExchangeState;
  readonly step: Step;
};

type Asked = Extract<
  ProgramEvent,
  { kind: 'fund' | 'pay' | 'refund' | 'expire' | 'commit' | 'settle' | 'withdraw' }
>;

/** What an exchange answers to an event that is to move money. */
export function compileExchange(one: ExchangeCase, event: Asked): Answer {
  const { stage } = one.state;
  switch (event.kind) {
    case 'commit':
    case 'settle':
    case 'withdraw':
    case 'expire':
      if (stage !== 'open') return refused({ reason: 'over', stage });
      break;
    default:
      return refused({ reason: 'wrong_kind' });
  }
  switch (event.kind) {
    case 'commit':
      return commit(one, event);
    case 'settle':
      return settle(one, event);
    case 'withdraw':
      return withdraw(one, event);
    case 'expire':
      return giveBack(one, 'expired');
  }
}

function commit(one: ExchangeCase, event: Extract<Asked, { kind: 'commit' }>): Answer {
  const { program, state } = one;
  const leg = legOf(one, event);
  if ('kind' in leg) return leg;
  if (entryOf(state.held, leg.name) !== undefined) return refused({ reason: 'already_held' });
  const movement: Movement = {
    part: 'hold',
    name: leg.name,
    books: leg.books,
    amount: leg.amount,
    debitAccountId: program.parties[leg.from]!.account,
    creditAccountId: program.parties[leg.to]!.account,
    timeout: timeoutS(program, event.atMs),
  };
  return done(one, [movement], { held: { ...state.held, [leg.name]: event.id } });
}

function settle(one: ExchangeCase, event: Extract<Asked, { kind: 'settle' }>): Answer {
  const { program, state } = one;
  const missing = program.legs.filter(({ name }) => entryOf(state.held, name) === undefined);
  if (missing.length > 0) return refused({ reason: 'legs_missing', payers: missing.map(({ from }) => from) });
  const placed = conditionsOf(program).get('settlement');
  const unmet =
    placed &&
    unmetOf(placed.condition, placed.pointer, {
      ...event,
      zone: program.zone,
      approvals: entryOf(state.approved, 'settlement') ?? [],
      confirmed: state.confirmed,
    });
  if (unmet) return refused({ reason: 'unmet', of: 'settlement', unmet });
  const movements = program.legs.map(
    (leg): Movement => ({ ...heldLeg(one, leg), part: 'take', amount: leg.amount }),
  );
  return done(one, movements, { stage: 'settled' });
}

function withdraw(one: ExchangeCase, event: Extract<Asked, { kind: 'withdraw' }>): Answer {
  const { program, state } = one;
  const leg = legOf(one, event);
  if ('kind' in leg) return leg;
  if (entryOf(state.held, leg.name) === undefined) return refused({ reason: 'not_held' });
  if (program.legs.every(({ name }) => entryOf(state.held, name) !== undefined))
    return refused({ reason: 'all_held' });
  return giveBack(one, 'withdrawn');
}

function giveBack(one: ExchangeCase, stage: 'withdrawn' | 'expired'): Answer {
  const held = one.program.legs.filter(({ name }) => entryOf(one.state.held, name) !== undefined);
  if (held.length === 0) return refused({ reason: 'not_held' });
  const movements = held.map((leg): Movement => ({ ...heldLeg(one, leg), part: 'giveBack', amount: 0n }));
  return done(one, movements, { stage });
}

/** The leg an event is about, if it comes from who pays it. */
function legOf(
  { program }: ExchangeCase,
  event: { readonly leg: string; readonly by: string },
): Leg | Refused {
  const leg = program.legs.find(({ name }) => name === event.leg);
  if (!leg) return refused({ reason: 'unknown', what: 'leg', name: event.leg });
  return leg.from === event.by ? leg : refused({ reason: 'not_yours', allowed: [leg.from] });
}

function heldLeg(
  { step, state }: ExchangeCase,
  { name, books }: Leg,
): Pick<Movement, 'name' | 'books' | 'pendingId'> {
  return { name, books, pendingId: partId(step.digest, state.held[name]!, ['hold', name]) };
}

function done(
  { state, step }: ExchangeCase,
  movements: readonly Movement[],
  change: Partial<ExchangeState>,
): Answer {
  return {
    kind: 'accepted',
    // Whoever commits first opens them; which of the payers that is, is not known before.
    accounts: newAccountsOf(step),
    transfers: chainOf(step, movements),
    next: { ...state, ...change, step: step.number + 1, done: { ...state.done, [step.event]: step.mark } },
  };
}
