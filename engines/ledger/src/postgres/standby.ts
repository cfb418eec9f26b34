import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { Follower } from './follower.ts';
import { type LedgerOptions, newMachine, writeWith } from './open.ts';
import { openSession, type Pulse, readPulse, takeOver } from './session.ts';
import type { WrittenLedger } from './written-ledger.ts';

/** How one stands by. */
export type StandbyOptions = LedgerOptions & {
  /** How often the journal is read; 100 ms if left out. */
  readonly everyMs?: number;
  /** A writer that has not been heard of for so long is taken to hang; 3,000 ms if left out. It shows itself every second. */
  readonly patienceMs?: number;
};

/** A process that takes over the ledger when its writer is gone. Disposing of it before that ends it; what it became is disposed of by itself. */
export type Standby = AsyncDisposable & {
  /** The ledger, from when on this process writes it; undefined where it was disposed of before. */
  readonly takenOver: Promise<WrittenLedger | undefined>;
};

/**
 * Stands by: holds all that is in memory of a writer, follows the journal, and becomes the writer when the one there is ends its session
 * or hangs. That one's callers get `ledger.writer_gone` or `ledger.taken_over`, and may ask here with the same ids. Needs the role of the
 * writer, whose session it ends. A lost connection is made again. Errors: the database's, where the first reading fails.
 */
export async function standBy(options: StandbyOptions): Promise<Standby> {
  const { everyMs = 100, patienceMs = 3_000 } = options;
  const machine = newMachine(options);
  let client = await openSession(options.url);
  const follower = await Follower.start(client, machine).catch(async (error: unknown) => {
    await client.end();
    throw error;
  });
  const ending = new AbortController();
  const watch = new Watch(Math.ceil(patienceMs / everyMs));
  const step = async (): Promise<WrittenLedger | undefined> => {
    await follower.catchUp(client);
    const pulse = await readPulse(client);
    if (!watch.isGone(pulse)) return undefined;
    const epoch = await succeed(client, pulse);
    if (epoch === undefined) return undefined;
    await follower.catchUp(client);
    return await writeWith({ client, epoch, machine }, options);
  };
  const stand = async (): Promise<WrittenLedger | undefined> => {
    while (!ending.signal.aborted) {
      try {
        const ledger = await step();
        if (ledger) return ledger;
      } catch {
        // Its database is away, or will be: the journal is read on where it broke off.
        await client.end().catch(() => {});
        client = await openSession(options.url).catch(() => client);
      }
      await delay(everyMs, undefined, { signal: ending.signal }).catch(() => {});
    }
    await client.end();
    return undefined;
  };
  const takenOver = stand();
  return {
    takenOver,
    async [Symbol.asyncDispose]() {
      ending.abort();
      await takenOver;
    },
  };
}

/** Takes the place of a writer, unless another did. Its session is ended first, as it may hold what the epoch waits for. */
async function succeed(client: Client, { epoch, pid }: Pulse): Promise<bigint | undefined> {
  if (pid !== null) await client.query('select pg_terminate_backend($1)', [pid]);
  return await takeOver(client, epoch);
}

/** Tells when a writer is gone. It counts looks, not time: one who could not look himself for a while has seen nothing. */
class Watch {
  readonly #mostLooks: number;
  #beats = '';
  #looks = 0;

  constructor(mostLooks: number) {
    this.#mostLooks = mostLooks;
  }

  isGone({ beats, pid }: Pulse): boolean {
    this.#looks = beats === this.#beats ? this.#looks + 1 : 0;
    this.#beats = beats;
    return pid === null || this.#looks >= this.#mostLooks;
  }
}
