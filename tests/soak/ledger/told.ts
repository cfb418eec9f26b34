import assert from 'node:assert/strict';
import { createTransferStatus } from '@finharbor/ledger';
import type { AuditedEntry } from '@finharbor/ledger/testing';
import type { Ack } from './acks.ts';
import { type Load, lanes, slotOf, slotsOf } from './load.ts';

/** What is known of a transfer. */
const known = { nothing: 0, made: 1, exists: 2, spent: 3, notMade: 4, inJournal: 128 } as const;
/** Refusals that spend the id. */
const spending: ReadonlySet<number> = new Set([
  createTransferStatus.idAlreadyFailed,
  createTransferStatus.exceedsCredits,
  createTransferStatus.pendingTransferNotFound,
]);
const { exists, linkedEventFailed } = createTransferStatus;
const chunkSlots = 2 ** 16;

type Chunk = { readonly states: Uint8Array; readonly moments: BigUint64Array };
type Lane = { readonly chunks: Chunk[]; readonly answered: Set<number>; lowest: number; next: number };

/** All that callers were told, against which the journal is held in the end. */
export class Told {
  readonly #load: Load;
  readonly #lanes: readonly Lane[] = Object.values(lanes).map(() => ({
    ...{ chunks: [], answered: new Set<number>(), lowest: 0, next: 0 },
  }));
  made = 0;
  spent = 0;
  #madeInJournal = 0;
  #spentInJournal = 0;

  constructor(load: Load) {
    this.#load = load;
  }

  /** By lane, the requests below the last answered one that nobody was told of. */
  open(): readonly (readonly number[])[] {
    return this.#lanes.map(({ answered, lowest, next }) =>
      Array.from({ length: next - lowest }, (_, k) => lowest + k).filter((number) => !answered.has(number)),
    );
  }

  /** By lane, the first request that was never answered and has no answered one after it. */
  next(): readonly number[] {
    return this.#lanes.map(({ next }) => next);
  }

  /** Adds an answer. Throws where it contradicts another. */
  add({ lane, number, statuses, timestamps }: Ack): void {
    const one = this.#lanes[lane]!;
    one.answered.add(number);
    one.next = Math.max(one.next, number + 1);
    while (one.answered.delete(one.lowest)) one.lowest += 1;
    for (const [k, status] of statuses.entries()) {
      // A chain that was made is told by its first one: that it exists; no further one is looked at.
      const slot = number * slotsOf[lane]! + k;
      const isOfMade =
        status === linkedEventFailed && statuses[k - 1] === exists && this.#load.isLast(lane, slot);
      this.#answer(lane, this.#load.asked(lane, slot), {
        state: isOfMade ? known.exists : stateOf(status),
        moment: isOfMade ? timestamps[k - 1]! + 1n : timestamps[k]!,
      });
    }
  }

  /** Holds an entry of the journal against what was told of it. */
  check({ id, status, timestamp }: AuditedEntry): void {
    if (id === 0n) return;
    const { lane, slot } = slotOf(id);
    const { states, moments, at } = this.#place(lane, slot);
    const state = states[at]!;
    assert.ok(state < known.inJournal, `${id} is in the journal twice`);
    states[at] = state | known.inJournal;
    // Nobody was told of it: its process was killed, and the last one may have had no callers of its kind.
    if (state === known.nothing) return;
    if (status !== 0) {
      assert.equal(state, known.spent, `${id} was refused, and told to be otherwise`);
      if (status === createTransferStatus.pendingTransferNotFound) this.#checkNotFound(id);
      this.#spentInJournal += 1;
      return;
    }
    assert.ok(state === known.made || state === known.exists, `${id} was made, and told to be otherwise`);
    assert.equal(moments[at], timestamp, `${id} was told to be of another moment`);
    this.#madeInJournal += 1;
  }

  /** The journal was read to its end: nothing of what was told is missing. */
  end(): void {
    assert.equal(this.#madeInJournal, this.made, 'transfers that were told are not in the journal');
    assert.equal(this.#spentInJournal, this.spent, 'refusals that were told are not in the journal');
  }

  #answer(
    lane: number,
    slot: number,
    { state, moment }: { readonly state: number; readonly moment: bigint },
  ): void {
    const { states, moments, at } = this.#place(lane, slot);
    const before = states[at]!;
    const isMade = state === known.made || state === known.exists;
    const wasMade = before === known.made || before === known.exists;
    assert.ok(!(state === known.made && before === known.made), `slot ${slot} was made twice`);
    assert.ok(before === known.nothing || isMade === wasMade, `slot ${slot} was made and was not`);
    assert.ok(!(isMade && wasMade) || moments[at] === moment, `slot ${slot} was made at two moments`);
    states[at] = before === known.made ? before : state;
    if (isMade) moments[at] = moment;
    if (before !== known.nothing) return;
    if (isMade) this.made += 1;
    else if (state === known.spent) this.spent += 1;
  }

  /** A transfer that settles another is refused in this way only before that other was made. */
  #checkNotFound(id: bigint): void {
    const { chain, place } = this.#load.sent(id);
    const pending = slotOf(chain[place]!.pendingId!);
    const { states, at } = this.#place(pending.lane, pending.slot);
    const isMadeBefore = [known.made, known.exists].some((state) => states[at] === (state | known.inJournal));
    assert.ok(!isMadeBefore, `${id} did not find what it settles`);
  }

  #place(lane: number, slot: number): Chunk & { readonly at: number } {
    const { chunks } = this.#lanes[lane]!;
    const no = Math.floor(slot / chunkSlots);
    chunks[no] ??= { states: new Uint8Array(chunkSlots), moments: new BigUint64Array(chunkSlots) };
    return { ...chunks[no], at: slot % chunkSlots };
  }
}

function stateOf(status: number): number {
  if (status === createTransferStatus.created) return known.made;
  if (status === exists) return known.exists;
  return spending.has(status) ? known.spent : known.notMade;
}
