import { accountFlags } from '../model/account.ts';
import { transferFlags } from '../model/transfer.ts';
import { codeOf, flagsOf } from './check.ts';
import { Clockwork } from './clockwork.ts';
import {
  balanceAt,
  entryAt,
  entryKind,
  historyAt,
  historyWords,
  pendingState,
  pendingWords,
  transferAt,
} from './layout.ts';
import type { Place } from './place.ts';
import type { RecordTable } from './record-table.ts';
import { creditSide, debitSide, enter, type Happening, type Side, type Sides, sidesOf } from './sides.ts';
import { type Mark, State } from './state.ts';
import { type Accumulator, readU64, u128Words } from './u128.ts';
import { Undo } from './undo.ts';

/** Everything that is done between two commits: it stands or is taken back as a whole. */
export type Step = {
  readonly undo: Undo;
  /** How things were at its beginning; its entries of the journal come after. */
  readonly from: Mark & { readonly atNs: bigint };
  /** Slots of pending transfers that it resolved. */
  readonly resolved: number[];
  /** How accounts with the flag `history` stood after each transfer, in the layout of `historyAt`. */
  readonly histories: Uint32Array[];
};

/** A step with so many entries undoes no more pending transfers: all its entries have to be in memory until they are committed. */
const mostBeforeExpiry = 8_192;

/** Writes into the state what has been judged right: each movement into both accounts, the journal and the pending transfers. */
export class Books {
  readonly state: State;
  readonly clockwork: Clockwork = new Clockwork();
  step: Step;
  /** Their arrays are large, and need not be made for each step. */
  readonly #spareUndos: Undo[] = [];

  constructor(seed: number) {
    this.state = new State(seed);
    this.step = this.newStep();
  }

  newStep(): Step {
    const { accountCount, entryCount } = this.state;
    const from = {
      images: 0,
      accountCount,
      entryCount,
      resolved: 0,
      histories: 0,
      atNs: this.clockwork.lastNs,
    };
    return { undo: this.#spareUndos.pop() ?? new Undo(), from, resolved: [], histories: [] };
  }

  /** Says that a step is over, whichever way. */
  endStep({ undo }: Step): void {
    undo.clear();
    this.#spareUndos.push(undo);
  }

  /** A point within the step to which `rollBack` goes back. */
  mark(): Mark {
    const { undo, resolved, histories } = this.step;
    const { accountCount, entryCount } = this.state;
    return {
      images: undo.length,
      accountCount,
      entryCount,
      resolved: resolved.length,
      histories: histories.length,
    };
  }

  rollBack(mark: Mark): void {
    this.state.rollBack(this.step.undo, mark);
    this.step.resolved.length = mark.resolved;
    this.step.histories.length = mark.histories;
  }

  /** How an account stands. */
  balance(no: number): Place {
    return placeOf(this.state.balances, no);
  }

  /** Moves an amount, at once or pending. */
  move(event: Place, sides: Sides, amount: Accumulator): void {
    const entry = this.#newEntry(entryKind.transfer, sides);
    copy(event, entry, [0, transferAt.timestamp]);
    amount.store(entry.words, entry.at + entryAt.amount);
    const isPending = (flagsOf(event.words, event.at) & transferFlags.pending) !== 0;
    if (isPending) entry.words[entry.at + entryAt.state] = pendingState.pending;
    this.#enterBoth({ entry, resolved: undefined });
    if (!isPending) return;
    const slot = this.state.newPending(this.step.undo);
    copy(entry, placeOf(this.state.pendings, slot), [0, pendingWords]);
    this.state.pendingAdded(slot);
  }

  /** Posts `amount` of the pending transfer in a slot, or voids it. */
  settle(event: Place, slot: number, amount: Accumulator): void {
    const isPost = (flagsOf(event.words, event.at) & transferFlags.postPendingTransfer) !== 0;
    const resolved = this.#resolve(slot, isPost ? pendingState.posted : pendingState.voided);
    const entry = this.#newEntry(entryKind.transfer, sidesOf(resolved));
    copy(event, entry, [0, transferAt.timestamp]);
    inherit(resolved, entry);
    amount.store(entry.words, entry.at + entryAt.amount);
    this.#enterBoth({ entry, resolved });
  }

  /** Undoes pending transfers whose time is up, the earliest first, while the step has less than `most` entries; the next step goes on. */
  expire(most: number = mostBeforeExpiry): void {
    // Each takes a moment of its own, which must not make another one due.
    const nowNs = this.clockwork.lastNs;
    while (this.state.entryCount - this.step.from.entryCount < most) {
      const first = this.state.expiries.first();
      if (!first || first.expiresAt > nowNs) return;
      this.state.expiries.removeFirst();
      const pending = placeOf(this.state.pendings, first.slot);
      if (pending.words[pending.at + entryAt.state] !== pendingState.pending) continue;
      if (readU64(pending.words, pending.at + entryAt.timestamp) !== first.timestamp) continue;
      this.clockwork.tick();
      this.#expireSlot(first.slot);
    }
  }

  #expireSlot(slot: number): void {
    const resolved = this.#resolve(slot, pendingState.expired);
    const entry = this.#newEntry(entryKind.expiry, sidesOf(resolved));
    copy(resolved, entry, [entryAt.amount, u128Words]);
    inherit(resolved, entry);
    this.#enterBoth({ entry, resolved });
  }

  /** Spends the id of a transfer that failed for a reason which may pass. */
  refuse(event: Place, status: number): void {
    const no = this.state.newEntry();
    const entry = placeOf(this.state.entries, no);
    copy(event, entry, [entryAt.id, u128Words]);
    this.clockwork.write(entry.words, entry.at + entryAt.timestamp);
    entry.words[entry.at + entryAt.codeAndFlags] = status;
    entry.words[entry.at + entryAt.kind] = entryKind.refusal;
    this.state.entryAdded();
  }

  #resolve(slot: number, state: number): Place {
    const { pendings } = this.state;
    this.step.undo.save(pendings, slot);
    this.step.resolved.push(slot);
    const pending = placeOf(pendings, slot);
    pending.words[pending.at + entryAt.state] = state;
    return pending;
  }

  #newEntry(kind: number, { debitNo, creditNo }: Sides): Place {
    const entry = placeOf(this.state.entries, this.state.newEntry());
    const { words, at } = entry;
    words[at + entryAt.kind] = kind;
    words[at + entryAt.debitNo] = debitNo;
    words[at + entryAt.creditNo] = creditNo;
    this.clockwork.write(words, at + entryAt.timestamp);
    return entry;
  }

  #enterBoth(happening: Happening): void {
    this.#enter(debitSide, happening);
    this.#enter(creditSide, happening);
    this.state.entryAdded();
  }

  /** Carries an entry out on one of its accounts, which from now on names it as its last. */
  #enter(side: Side, happening: Happening): void {
    const { words, at } = happening.entry;
    const no = words[at + side.no]!;
    this.step.undo.save(this.state.balances, no);
    const balance = this.balance(no);
    words[at + side.previous] = balance.words[balance.at + balanceAt.lastEntry]!;
    words[at + side.previous + 1] = balance.words[balance.at + balanceAt.lastEntry + 1]!;
    enter(balance, side, happening);
    if ((balance.words[balance.at + balanceAt.flags]! & accountFlags.history) === 0) return;
    if (words[at + entryAt.kind] !== entryKind.transfer) return;
    const history = new Uint32Array(historyWords);
    copy(balance, { words: history, at: 0 }, [0, historyAt.accountNo]);
    history[historyAt.accountNo] = no;
    this.step.histories.push(history);
  }
}

/** Where a record of a table stands. */
export function placeOf(table: RecordTable, no: number): Place {
  return { words: table.page(no), at: table.at(no) };
}

function copy(from: Place, to: Place, [field, size]: readonly [number, number]): void {
  for (let k = field; k < field + size; k++) to.words[to.at + k] = from.words[from.at + k]!;
}

/** What a transfer that settles another leaves out is as in that other. */
function inherit(pending: Place, entry: Place): void {
  copy(pending, entry, [entryAt.debitAccountId, 2 * u128Words]);
  copy(pending, entry, [entryAt.ledger, 1]);
  for (const field of [
    [entryAt.userData128, 4],
    [entryAt.userData64, 2],
    [entryAt.userData32, 1],
  ] as const) {
    let own = 0;
    for (let k = 0; k < field[1]; k++) own |= entry.words[entry.at + field[0] + k]!;
    if (own === 0) copy(pending, entry, field);
  }
  const flags = flagsOf(entry.words, entry.at);
  entry.words[entry.at + entryAt.codeAndFlags] = ((flags << 16) | codeOf(pending.words, pending.at)) >>> 0;
  for (let k = 0; k < 2; k++)
    entry.words[entry.at + entryAt.pendingTimestamp + k] = pending.words[pending.at + entryAt.timestamp + k]!;
}
