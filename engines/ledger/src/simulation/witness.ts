import { accountOf } from '../machine/account-of.ts';
import type { Step } from '../machine/books.ts';
import type { Known } from '../machine/known.ts';
import { Machine, type Outcome } from '../machine/machine.ts';
import type { State } from '../machine/state.ts';
import type { Account } from '../model/account.ts';

/** Something that a machine did, `startNs` being the moment after which it happened. */
export type Deed = {
  readonly startNs: bigint;
} & (
  | { readonly kind: 'transfers' | 'accounts'; readonly words: Uint32Array; readonly outcome: Outcome }
  | { readonly kind: 'look'; readonly ids: readonly bigint[]; readonly seen: readonly Account[] }
);

/** Deeds that are kept together. */
export type Deeds = {
  readonly step: Step;
  readonly list: Deed[];
  /** Whether the database has them. */
  isKept: boolean;
};

/** A machine that remembers what it did, in the order in which it stands: what was taken back is forgotten. */
export class WitnessedMachine extends Machine {
  /** What is neither confirmed nor abandoned, the earliest first. */
  readonly underway: Deeds[] = [];
  /** Hears of deeds when the writer confirms them. */
  confirmed: (deeds: Deeds) => void = () => {};

  override begin(): Step {
    const step = super.begin();
    this.underway.push({ step, list: [], isKept: false });
    return step;
  }

  override confirm(step: Step): void {
    this.confirmed(this.#end(step));
    super.confirm(step);
  }

  override abandon(step: Step): void {
    this.#end(step);
    super.abandon(step);
  }

  override createTransfers(words: Uint32Array, nowNs: bigint, known?: Known): Outcome {
    const startNs = this.#startNs(nowNs);
    const outcome = super.createTransfers(words, nowNs, known);
    // Whoever asked may use the words for something else later.
    this.#note({ kind: 'transfers', startNs, words: words.slice(), outcome });
    return outcome;
  }

  override createAccounts(words: Uint32Array, nowNs: bigint): Outcome {
    const startNs = this.#startNs(nowNs);
    const outcome = super.createAccounts(words, nowNs);
    this.#note({ kind: 'accounts', startNs, words: words.slice(), outcome });
    return outcome;
  }

  /** Remembers what somebody sees. */
  looked(ids: readonly bigint[], state: State): readonly Account[] {
    const seen = ids.flatMap((id) => accountOf(state, id) ?? []);
    this.#note({ kind: 'look', startNs: this.books.clockwork.lastNs, ids, seen });
    return seen;
  }

  /** The deeds that begin where so many accounts and entries were there. */
  deedsFrom(accountCount: number, entryCount: number): Deeds | undefined {
    return this.underway.find(
      ({ step: { from } }) => from.accountCount === accountCount && from.entryCount === entryCount,
    );
  }

  #note(deed: Deed): void {
    this.underway.at(-1)?.list.push(deed);
  }

  #end(step: Step): Deeds {
    const at = this.underway.findIndex((deeds) => deeds.step === step);
    return this.underway.splice(at, 1)[0]!;
  }

  #startNs(nowNs: bigint): bigint {
    const { lastNs } = this.books.clockwork;
    return nowNs > lastNs ? nowNs : lastNs;
  }
}
