import { type Clock, FinharborError } from '@finharbor/kernel';
import type { Machine } from '../machine/machine.ts';
import { checkSize } from '../model/check-size.ts';
import { mostEvents } from '../model/query.ts';
import { type Checkpoint, Checkpoints, nothingSaved } from './checkpoints.ts';
import { additionOf, addsTo, entriesOf, type Group, idsOf, judge, type Request } from './group.ts';
import type { Found, Journal } from './journal.ts';
import { makeTransfers, type Work } from './work.ts';

/** What a writer is made of. A start reads about twice `entriesARound` entries. */
export type WriterParts = {
  readonly machine: Machine;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly entriesARound: number;
};

/**
 * The only one that writes a ledger: does what is asked in the order it comes, and tells a result when it is kept for good. While one
 * group is being kept, requests gather for the next.
 */
export class Writer {
  readonly #machine: Machine;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #checkpoints: Checkpoints;
  #queue: Request[] = [];
  /** Told when so many events wait. */
  #awaited: { readonly events: number; readonly tell: () => void } | undefined;
  /** Done, and not told yet. */
  readonly #underway: Set<Request> = new Set();
  #running: Promise<void> | undefined;
  #fault: unknown;

  constructor({ machine, journal, clock, entriesARound }: WriterParts) {
    this.#machine = machine;
    this.#journal = journal;
    this.#clock = clock;
    this.#checkpoints = new Checkpoints(machine.books.state, entriesARound);
  }

  /** Does work of at most 8,190 events. Errors: `ledger.too_many_events`; `ledger.taken_over`; `ledger.writer_gone`, after which nobody knows whether it was done, until it is asked for again. */
  submit<Result>(work: Work<Result>): Promise<Result> {
    checkSize(work.events);
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    if (this.#fault) reject(this.#fault);
    else {
      this.#queue.push({ work, resolve: resolve as Request['resolve'], reject });
      this.#running ??= this.#run();
      this.grew();
    }
    return promise;
  }

  /** Has to be called when work that waits has got more events. */
  grew(): void {
    if (this.#awaited && this.#waiting() >= this.#awaited.events) this.#awaited.tell();
  }

  /** The work that waits, and after which whatever is submitted now comes. */
  get lastQueued(): Work<unknown> | undefined {
    return this.#queue.at(-1)?.work;
  }

  /** Undoes pending transfers whose time is up, if there are any. Errors: as `submit`. */
  async tick(): Promise<void> {
    const first = this.#machine.books.state.expiries.first();
    if (first && first.expiresAt <= this.#nowNs()) await this.submit(makeTransfers(new Uint32Array(0)));
  }

  /** Waits for what is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // What comes in the same turn is done together.
    await Promise.resolve();
    try {
      let flying: Flight | undefined;
      while (this.#queue.length > 0 || flying) {
        if (flying) await this.#gathered(flying);
        const next = this.#queue.length > 0 ? this.#judge(this.#take(flying)) : undefined;
        if (flying && !(await this.#landed(flying, next))) {
          flying = undefined;
          continue;
        }
        flying = next && !next.isUnsure ? this.#send(next) : undefined;
        if (next && !flying) await this.#judgeKnowing(next);
      }
    } catch (error) {
      this.#die(error);
    }
    this.#running = undefined;
  }

  #nowNs(): bigint {
    return BigInt(this.#clock.nowMs()) * 1_000_000n;
  }

  #judge(requests: readonly Request[], found?: Found): Judged {
    const { books } = this.#machine;
    const group = judge(requests, {
      machine: this.#machine,
      journal: this.#journal,
      nowNs: this.#nowNs(),
      ...(found && { found }),
    });
    const checkpoint = addsTo(group, this.#machine)
      ? this.#checkpoints.next(entriesOf(group, this.#machine), books.state.latestNs)
      : nothingSaved;
    return { ...group, checkpoint };
  }

  /** How many events wait. */
  #waiting(): number {
    let events = 0;
    for (const { work } of this.#queue) events += work.events;
    return events;
  }

  /**
   * Waits until a group landed, or about half as much as it is waits for the next, which can be judged meanwhile. One that is judged
   * earlier would be small, and whoever comes after it would wait for two.
   */
  async #gathered({ group, kept }: Flight): Promise<void> {
    const events = Math.ceil(eventsOf(group.requests) / 2);
    if (this.#waiting() >= events) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#awaited = { events, tell: resolve };
    await Promise.race([
      kept.then(
        () => {},
        () => {},
      ),
      promise,
    ]);
    this.#awaited = undefined;
  }

  /** What is done next: half of what waits if nothing is under way, so that journal and judge work side by side from then on. */
  #take(flying: Flight | undefined): readonly Request[] {
    const most = flying
      ? mostEvents
      : Math.min(mostEvents, Math.max(Math.ceil(this.#waiting() / 2), fewEvents));
    let events = 0;
    let count = 0;
    for (const { work } of this.#queue) {
      events += work.events;
      if (count > 0 && events > most) break;
      count += 1;
    }
    const taken = this.#queue.splice(0, count);
    for (const request of taken) this.#underway.add(request);
    return taken;
  }

  #send(group: Judged): Flight {
    // Also if it adds nothing: what it tells may be out of date where another writes.
    const kept = this.#journal.append(additionOf(group, this.#machine, group.checkpoint));
    // Awaited later; a rejection before that is not an unhandled one.
    kept.catch(() => {});
    return { group, kept };
  }

  /** Whether a group came to be. If an id in it was used before, it and the one after it are done again. */
  async #landed({ group, kept }: Flight, next: Judged | undefined): Promise<boolean> {
    if ((await kept) === 'kept') {
      this.#tell(group);
      return true;
    }
    if (next) {
      this.#takeBack(next);
      this.#queue = [...next.requests, ...this.#queue];
    }
    await this.#judgeKnowing(group);
    return false;
  }

  /** Does a group once more with all that the journal knows of its ids. Nothing else is under way. */
  async #judgeKnowing(group: Judged): Promise<void> {
    this.#takeBack(group);
    const found = await this.#journal.find(idsOf(group.requests));
    const again = this.#judge(group.requests, found);
    const { kept } = this.#send(again);
    if ((await kept) !== 'kept') throw new Error('An id was used between two looks at the journal.');
    this.#tell(again);
  }

  #takeBack(group: Judged): void {
    this.#machine.abandon(group.step);
    this.#checkpoints.discard(group.checkpoint);
  }

  #tell(group: Group): void {
    this.#machine.confirm(group.step);
    for (const [k, request] of group.requests.entries()) {
      this.#underway.delete(request);
      request.resolve(group.results[k]);
    }
  }

  #die(cause: unknown): void {
    const isKnown = cause instanceof FinharborError && cause.code.startsWith('ledger.');
    this.#fault = isKnown ? cause : gone(cause);
    for (const { reject } of [...this.#underway, ...this.#queue]) reject(this.#fault);
    this.#underway.clear();
    this.#queue = [];
  }
}

function eventsOf(requests: readonly Request[]): number {
  return requests.reduce((sum, { work }) => sum + work.events, 0);
}

/** Not worth being done in two groups. */
const fewEvents = 64;

type Judged = Group & { readonly checkpoint: Checkpoint };
type Flight = { readonly group: Judged; readonly kept: Promise<'kept' | 'idUsed'> };

/** The error of a writer that lost its journal. */
export function gone(cause: unknown): FinharborError {
  return new FinharborError({
    code: 'ledger.writer_gone',
    publicMessage:
      'The ledger was lost in mid-write. Open it again and ask for the same ids: what was carried out is not carried out twice.',
    cause,
  });
}
