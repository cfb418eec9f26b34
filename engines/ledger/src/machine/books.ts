import { accountFlags } from '../model/account.ts';
import { transferFlags } from '../model/transfer.ts';
import { codeOf, flagsOf, resolving } from './check.ts';
import { Clockwork } from './clockwork.ts';
import { balanceAt, entryAt, entryKind, pendingState, pendingWords, transferAt } from './layout.ts';
import type { Place } from './place.ts';
import type { RecordTable } from './record-table.ts';
import { type Mark, State } from './state.ts';
import { Accumulator, readU64, u128Words } from './u128.ts';
import { Undo } from './undo.ts';

/** Everything that is done between two commits: it stands or is taken back as a whole. */
export type Step = {
  readonly undo: Undo;
  /** How things were at its beginning; its entries of the journal come after. */
  readonly from: Mark & { readonly atNs: bigint };
  /** Slots of pending transfers that it resolved. */
  readonly resolved: number[];
};

/** A step with so many entries undoes no more pending transfers: all its entries have to be in memory until they are committed. */
const mostBeforeExpiry = 8_192;

/** The two accounts of a movement, by their numbers. */
export type Sides = { readonly debitNo: number; readonly creditNo: number };

/** Writes into the state what has been judged right: each movement into both accounts, the journal and the pending transfers. */
export class Books {
  readonly state: State;
  readonly clockwork: Clockwork = new Clockwork();
  step: Step;
  readonly #sum: Accumulator = new Accumulator();
  readonly #replayed: Accumulator = new Accumulator();

  constructor(seed: number) {
    this.state = new State(seed);
    this.step = this.newStep();
  }

  newStep(): Step {
    const { accountCount, entryCount } = this.state;
    const from = { images: 0, accountCount, entryCount, resolved: 0, atNs: this.clockwork.lastNs };
    return { undo: new Undo(), from, resolved: [] };
  }

  /** A point within the step to which `rollBack` goes back. */
  mark(): Mark {
    const { undo, resolved } = this.step;
    const { accountCount, entryCount } = this.state;
    return { images: undo.length, accountCount, entryCount, resolved: resolved.length };
  }

  rollBack(mark: Mark): void {
    this.state.rollBack(this.step.undo, mark);
    this.step.resolved.length = mark.resolved;
  }

  /** How an account stands. */
  balance(no: number): Place {
    return placeOf(this.state.balances, no);
  }

  /** Moves an amount, at once or pending. */
  move(event: Place, { debitNo, creditNo }: Sides, amount: Accumulator): void {
    const flags = flagsOf(event.words, event.at);
    const entry = this.#newEntry(entryKind.transfer, { debitNo, creditNo });
    copy(event, entry, [0, transferAt.timestamp]);
    amount.store(entry.words, entry.at + entryAt.amount);
    const isPending = (flags & transferFlags.pending) !== 0;
    if (isPending) entry.words[entry.at + entryAt.state] = pendingState.pending;
    this.state.entryAdded();
    this.#grow(debitNo, isPending ? balanceAt.debitsPending : balanceAt.debitsPosted, amount);
    this.#grow(creditNo, isPending ? balanceAt.creditsPending : balanceAt.creditsPosted, amount);
    if (!isPending) return;
    if ((flags & transferFlags.closingDebit) !== 0) this.#setClosed(debitNo, true);
    if ((flags & transferFlags.closingCredit) !== 0) this.#setClosed(creditNo, true);
    const slot = this.state.newPending(this.step.undo);
    copy(entry, placeOf(this.state.pendings, slot), [0, pendingWords]);
    this.state.pendingAdded(slot);
  }

  /** Posts `amount` of the pending transfer in a slot, or voids it. */
  settle(event: Place, slot: number, amount: Accumulator): void {
    const pending = placeOf(this.state.pendings, slot);
    const sides = sidesOf(pending);
    const isPost = (flagsOf(event.words, event.at) & transferFlags.postPendingTransfer) !== 0;
    this.#release(slot, isPost ? pendingState.posted : pendingState.voided);
    const entry = this.#newEntry(entryKind.transfer, sides);
    copy(event, entry, [0, transferAt.timestamp]);
    inherit(pending, entry);
    amount.store(entry.words, entry.at + entryAt.amount);
    this.state.entryAdded();
    if (!isPost) return;
    this.#grow(sides.debitNo, balanceAt.debitsPosted, amount);
    this.#grow(sides.creditNo, balanceAt.creditsPosted, amount);
  }

  /** Undoes pending transfers whose time is up, the earliest first; if they are very many, the next step goes on. */
  expire(): void {
    while (this.state.entryCount - this.step.from.entryCount < mostBeforeExpiry) {
      const first = this.state.expiries.first();
      if (!first || first.expiresAt > this.clockwork.lastNs) return;
      this.state.expiries.removeFirst();
      const pending = placeOf(this.state.pendings, first.slot);
      if (pending.words[pending.at + entryAt.state] !== pendingState.pending) continue;
      if (readU64(pending.words, pending.at + entryAt.timestamp) !== first.timestamp) continue;
      this.clockwork.tick();
      this.#expireSlot(first.slot);
    }
  }

  #expireSlot(slot: number): void {
    const pending = placeOf(this.state.pendings, slot);
    this.#release(slot, pendingState.expired);
    const entry = this.#newEntry(entryKind.expiry, sidesOf(pending));
    copy(pending, entry, [entryAt.amount, u128Words]);
    inherit(pending, entry);
    this.state.entryAdded();
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

  /** Does once more what an entry of the journal says, in the order of the journal. */
  replay(entry: Place): void {
    const kind = entry.words[entry.at + entryAt.kind];
    this.clockwork.resetTo(readU64(entry.words, entry.at + entryAt.timestamp));
    if (kind === entryKind.refusal) {
      this.refuse(entry, codeOf(entry.words, entry.at));
      return;
    }
    const amount = this.#replayed.load(entry.words, entry.at + entryAt.amount);
    const isResolving = kind === entryKind.expiry || (flagsOf(entry.words, entry.at) & resolving) !== 0;
    if (!isResolving) this.move(entry, sidesOf(entry), amount);
    else {
      const slot = this.state.findPending(entry.words, entry.at + entryAt.pendingId);
      if (kind === entryKind.expiry) this.#expireSlot(slot);
      else this.settle(entry, slot, amount);
    }
  }

  /** Takes what a pending transfer holds back off both accounts, and opens what it had closed unless it is posted. */
  #release(slot: number, state: number): void {
    const { pendings } = this.state;
    this.step.undo.save(pendings, slot);
    this.step.resolved.push(slot);
    const { words, at } = placeOf(pendings, slot);
    words[at + entryAt.state] = state;
    const { debitNo, creditNo } = sidesOf({ words, at });
    this.#shrink(debitNo, balanceAt.debitsPending, { words, at: at + entryAt.amount });
    this.#shrink(creditNo, balanceAt.creditsPending, { words, at: at + entryAt.amount });
    if (state === pendingState.posted) return;
    const flags = flagsOf(words, at);
    if ((flags & transferFlags.closingDebit) !== 0) this.#setClosed(debitNo, false);
    if ((flags & transferFlags.closingCredit) !== 0) this.#setClosed(creditNo, false);
  }

  /** A new entry on both accounts, which from now on name it as their last. */
  #newEntry(kind: number, { debitNo, creditNo }: Sides): Place {
    const entry = placeOf(this.state.entries, this.state.newEntry());
    const { words, at } = entry;
    words[at + entryAt.kind] = kind;
    words[at + entryAt.debitNo] = debitNo;
    words[at + entryAt.creditNo] = creditNo;
    this.clockwork.write(words, at + entryAt.timestamp);
    for (const [no, field] of [
      [debitNo, entryAt.debitPrevious],
      [creditNo, entryAt.creditPrevious],
    ] as const) {
      this.step.undo.save(this.state.balances, no);
      const balance = this.balance(no);
      for (let k = 0; k < 2; k++) {
        words[at + field + k] = balance.words[balance.at + balanceAt.lastEntry + k]!;
        balance.words[balance.at + balanceAt.lastEntry + k] = words[at + entryAt.timestamp + k]!;
      }
    }
    return entry;
  }

  #grow(no: number, field: number, amount: Accumulator): void {
    const { words, at } = this.balance(no);
    this.#sum.load(words, at + field).add(amount.words, 0);
    this.#sum.store(words, at + field);
  }

  #shrink(no: number, field: number, amount: Place): void {
    this.step.undo.save(this.state.balances, no);
    const { words, at } = this.balance(no);
    this.#sum.load(words, at + field).subtract(amount.words, amount.at);
    this.#sum.store(words, at + field);
  }

  #setClosed(no: number, closed: boolean): void {
    const { words, at } = this.balance(no);
    if (closed) words[at + balanceAt.flags]! |= accountFlags.closed;
    else words[at + balanceAt.flags]! &= ~accountFlags.closed;
  }
}

/** Where a record of a table stands. */
export function placeOf(table: RecordTable, no: number): Place {
  return { words: table.page(no), at: table.at(no) };
}

/** The accounts of an entry or a pending transfer. */
export function sidesOf({ words, at }: Place): Sides {
  return { debitNo: words[at + entryAt.debitNo]!, creditNo: words[at + entryAt.creditNo]! };
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
