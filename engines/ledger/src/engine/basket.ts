import type { CreateResult } from '../ledger.ts';
import { transferWords } from '../machine/layout.ts';
import type { Outcome } from '../machine/machine.ts';
import { writeTransfers } from '../model/records.ts';
import { type CreateTransferStatus, transferStatusName } from '../model/status.ts';
import { type NewTransfer, transferFlags } from '../model/transfer.ts';
import { makeTransfers, type Work } from './work.ts';
import type { Writer } from './writer.ts';

/** Events of a basket: so few that what waits can be divided between two groups. */
const mostOfOne = 128;

type Results = readonly CreateResult<CreateTransferStatus>[];
type Part = {
  readonly from: number;
  readonly to: number;
  readonly resolve: (results: Results) => void;
  readonly reject: (error: unknown) => void;
};

/** Requests of few transfers that wait one behind the other become one piece of work, so that each costs little more than its promise. */
export class Basket {
  readonly #writer: Writer;
  #filling: Filling | undefined;
  /** Words of baskets that are told, all 0. */
  readonly #spare: Uint32Array<ArrayBuffer>[] = [];

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  /** Makes transfers after all that was asked for before. Errors: as `Writer.submit`; `ledger.out_of_range`. */
  add(transfers: readonly NewTransfer[]): Promise<Results> {
    const last = transfers.at(-1);
    // A chain that is open at its end must not go on in the next request.
    const isOpen = last !== undefined && ((last.flags ?? 0) & transferFlags.linked) !== 0;
    if (!last || isOpen || transfers.length > mostOfOne) return this.#alone(transfers);
    const filling = this.#fillingFor(transfers.length);
    const { promise, resolve, reject } = Promise.withResolvers<Results>();
    try {
      writeTransfers(transfers, filling.words, filling.count * transferWords);
    } catch (error) {
      filling.words.fill(0, filling.count * transferWords);
      return Promise.reject(error);
    }
    const from = filling.count;
    filling.count += transfers.length;
    filling.parts.push({ from, to: filling.count, resolve, reject });
    if (filling.work) this.#writer.grew();
    else this.#submit(filling);
    return promise;
  }

  async #alone(transfers: readonly NewTransfer[]): Promise<Results> {
    const words = new Uint32Array(transfers.length * transferWords);
    writeTransfers(transfers, words, 0);
    return resultsOf(await this.#writer.submit(makeTransfers(words)), 0, transfers.length);
  }

  /** The basket that waits last, if it has room. */
  #fillingFor(count: number): Filling {
    const filling = this.#filling;
    const waits = filling !== undefined && (!filling.work || this.#writer.lastQueued === filling.work);
    if (waits && filling.count + count <= mostOfOne) return filling;
    const words = this.#spare.pop() ?? new Uint32Array(mostOfOne * transferWords);
    this.#filling = { words, count: 0, parts: [], work: undefined };
    return this.#filling;
  }

  #submit(filling: Filling): void {
    const made = (): Work<Outcome> => makeTransfers(filling.words.subarray(0, filling.count * transferWords));
    filling.work = {
      get events() {
        return filling.count;
      },
      run: (bench) => made().run(bench),
      ids: () => made().ids(),
    };
    void this.#tell(filling, this.#writer.submit(filling.work));
  }

  async #tell({ words, parts }: Filling, told: Promise<Outcome>): Promise<void> {
    try {
      const outcome = await told;
      for (const { from, to, resolve } of parts) resolve(resultsOf(outcome, from, to));
    } catch (error) {
      for (const { reject } of parts) reject(error);
    }
    words.fill(0, 0, parts.at(-1)!.to * transferWords);
    this.#spare.push(words);
  }
}

type Filling = {
  readonly words: Uint32Array<ArrayBuffer>;
  count: number;
  readonly parts: Part[];
  /** Once it is submitted. */
  work: Work<Outcome> | undefined;
};

function resultsOf({ statuses, timestamps }: Outcome, from: number, to: number): Results {
  const results: CreateResult<CreateTransferStatus>[] = [];
  for (let k = from; k < to; k++)
    results.push({ status: transferStatusName(statuses[k]!), timestamp: timestamps[k]! });
  return results;
}
