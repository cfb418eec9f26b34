import { createTransferStatus as status } from '../model/status.ts';
import type { Books } from './books.ts';
import type { Mark } from './state.ts';

/**
 * Linked events of a batch, which all come about or none of them. It fills in the statuses: of a chain that fails, the one at fault has its
 * own, the others `linkedEventFailed`.
 */
export class Chain {
  readonly #books: Books;
  readonly #statuses: Uint8Array;
  #start = -1;
  #isBroken = false;
  #mark: Mark | undefined;

  constructor(books: Books, statuses: Uint8Array) {
    this.#books = books;
    this.#statuses = statuses;
  }

  /** What is certain of the event at `k` before it is looked at, 0 if nothing is; `linked` says that the next one shares its fate. */
  before(k: number, linked: boolean): number {
    if (linked && this.#start < 0) this.#begin(k);
    if (linked && k === this.#statuses.length - 1) return status.linkedEventChainOpen;
    return this.#start >= 0 && this.#isBroken ? status.linkedEventFailed : 0;
  }

  /** Takes the status of the event at `k`, and returns it. */
  after(k: number, linked: boolean, result: number): number {
    this.#statuses[k] = result;
    if (result !== status.created && this.#start >= 0 && !this.#isBroken) this.#break(k);
    if (!linked) this.#start = -1;
    return result;
  }

  #begin(k: number): void {
    this.#start = k;
    this.#isBroken = false;
    this.#mark = this.#books.mark();
  }

  #break(k: number): void {
    this.#isBroken = true;
    this.#books.rollBack(this.#mark!);
    this.#statuses.fill(status.linkedEventFailed, this.#start, k);
  }
}
