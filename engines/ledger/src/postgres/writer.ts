import { type Clock, FinharborError } from '@finharbor/kernel';
import pg from 'pg';
import { transferWords } from '../machine/layout.ts';
import type { Machine, Outcome } from '../machine/machine.ts';
import { copyIn } from './copy-in.ts';
import { type Found, type Group, idsOf, judge, type Request } from './group.ts';
import { findEntries } from './read-journal.ts';

/** Events of one request at most, and those that are committed together: as many as TigerBeetle takes. */
const mostEvents = 8_190;

const uniqueViolation = '23505';
const fenced = 'LE001';

/**
 * The only one that writes a ledger: judges requests in the order they come, and tells an outcome when it is in the database. While one
 * group is being committed, requests gather for the next.
 */
export class Writer {
  readonly #machine: Machine;
  readonly #client: pg.Client;
  readonly #clock: Clock;
  #queue: Request[] = [];
  /** Judged, and not told yet. */
  readonly #underway: Set<Request> = new Set();
  #running: Promise<void> | undefined;
  #fault: unknown;

  constructor(machine: Machine, client: pg.Client, clock: Clock) {
    this.#machine = machine;
    this.#client = client;
    this.#clock = clock;
  }

  /** Carries out events, 32 words each. Errors: `ledger.too_many_events`; `ledger.taken_over`; `ledger.writer_gone`, after which nobody knows whether they were, until they are asked for again. */
  submit(kind: Request['kind'], events: Uint32Array): Promise<Outcome> {
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    if (events.length > mostEvents * transferWords) reject(tooMany());
    else if (this.#fault) reject(this.#fault);
    else {
      this.#queue.push({ kind, events, resolve, reject });
      this.#running ??= this.#run();
    }
    return promise;
  }

  /** Waits for what is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // What comes in the same turn is judged together.
    await Promise.resolve();
    try {
      let flying: Flight | undefined;
      while (this.#queue.length > 0 || flying) {
        const next = this.#queue.length > 0 ? this.#judge() : undefined;
        if (flying && !(await this.#landed(flying, next))) {
          flying = undefined;
          continue;
        }
        flying = next && next.missed.length === 0 ? this.#send(next) : undefined;
        if (next && !flying) await this.#judgeKnowing(next);
      }
    } catch (error) {
      this.#die(error);
    }
    this.#running = undefined;
  }

  #judge(found?: Found): Group {
    return judge(this.#machine, this.#take(), {
      nowNs: BigInt(this.#clock.nowMs()) * 1_000_000n,
      ...(found && { found }),
    });
  }

  #take(): readonly Request[] {
    let events = 0;
    let count = 0;
    for (const request of this.#queue) {
      events += request.events.length / transferWords;
      if (count > 0 && events > mostEvents) break;
      count += 1;
    }
    const taken = this.#queue.splice(0, count);
    for (const request of taken) this.#underway.add(request);
    return taken;
  }

  #send(group: Group): Flight {
    const written = this.#write(group).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    return { group, written };
  }

  async #write({ copies }: Group): Promise<void> {
    if (copies.length > 1) await this.#client.query('begin');
    for (const copied of copies) await copyIn(this.#client, copied);
    if (copies.length > 1) await this.#client.query('commit');
  }

  /** Whether a group came to be. If an id in it was used before, it and the one after it are judged again. */
  async #landed({ group, written }: Flight, next: Group | undefined): Promise<boolean> {
    const fault = await written;
    if (!fault) {
      this.#confirm(group);
      return true;
    }
    if (!(fault.error instanceof pg.DatabaseError) || fault.error.code !== uniqueViolation) throw fault.error;
    if (group.copies.length > 1) await this.#client.query('rollback');
    if (next) this.#giveBack(next);
    await this.#judgeKnowing(group);
    return false;
  }

  #confirm(group: Group): void {
    this.#machine.confirm(group.step);
    for (const [k, request] of group.requests.entries()) {
      this.#underway.delete(request);
      request.resolve(group.outcomes[k]!);
    }
  }

  #giveBack(group: Group): void {
    this.#machine.abandon(group.step);
    this.#queue = [...group.requests, ...this.#queue];
  }

  /** Judges a group once more with all that the database knows of its ids. Nothing else is under way. */
  async #judgeKnowing(group: Group): Promise<void> {
    this.#machine.abandon(group.step);
    const found = await findEntries(this.#client, idsOf(group.requests), this.#machine.books.state);
    const again = judge(this.#machine, group.requests, {
      nowNs: BigInt(this.#clock.nowMs()) * 1_000_000n,
      found,
    });
    await this.#write(again);
    this.#confirm(again);
  }

  #die(cause: unknown): void {
    const isFenced = cause instanceof pg.DatabaseError && cause.code === fenced;
    this.#fault = new FinharborError({
      code: isFenced ? 'ledger.taken_over' : 'ledger.writer_gone',
      publicMessage: isFenced
        ? 'Another process writes this ledger now.'
        : 'The ledger was lost in mid-write. Open it again and ask for the same ids: what was carried out is not carried out twice.',
      cause,
    });
    for (const { reject } of [...this.#underway, ...this.#queue]) reject(this.#fault);
    this.#underway.clear();
    this.#queue = [];
  }
}

function tooMany(): FinharborError {
  const publicMessage = `A request holds at most ${mostEvents} events: send the rest in another.`;
  return new FinharborError({ code: 'ledger.too_many_events', publicMessage });
}

type Flight = { readonly group: Group; readonly written: Promise<{ readonly error: unknown } | undefined> };
