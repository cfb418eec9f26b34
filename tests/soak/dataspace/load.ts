import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Order } from './orders.ts';

type Kind = Order['kind'];
type Plan = { readonly processes: number; readonly peer: string; readonly address: string };

/** How the load is begun. */
export type Feeding = {
  readonly order: (order: Order) => void;
  /** The consumer's, in which the agreements are found that are in force. */
  readonly databaseUrl: string;
  /** Over how long; the last tenth of it is left to what begins then. */
  readonly seconds: number;
  readonly signal: AbortSignal;
};

type Giving = {
  /** How many are to have been given by now. */
  readonly due: number;
  readonly order: Feeding['order'];
  readonly name: (no: number) => string;
};

const turnMs = 200;

/** So many negotiations, each about a data set of its own, and as many transfers, under the agreements that come of those in turn. */
export class Load {
  readonly #plan: Plan;
  readonly #waiting: Record<Kind, string[]> = { negotiation: [], transfer: [] };
  readonly #begun: Record<Kind, number> = { negotiation: 0, transfer: 0 };
  readonly #asked: Record<Kind, number> = { negotiation: 0, transfer: 0 };
  #no = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  begun(kind: Kind): number {
    return this.#begun[kind];
  }

  /** An order of which nobody knows whether it was begun is given again; the process it may have begun ends like any other. */
  answered({ kind, about }: Order, isBegun: boolean): void {
    if (isBegun) this.#begun[kind] += 1;
    else this.#waiting[kind].push(about);
  }

  /** Returns when all is begun. */
  async feed({ order, databaseUrl, seconds, signal }: Feeding): Promise<void> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    pool.on('error', () => {});
    const fromMs = performance.now();
    while (!signal.aborted && !this.#isDone()) {
      const due = Math.ceil((this.#plan.processes * (performance.now() - fromMs)) / (seconds * 900));
      this.#give('negotiation', { due, order, name: (no) => `soak-${no}` });
      // While the database is away there is nothing to be found in it.
      const agreements = await agreementsIn(pool).catch(() => []);
      if (agreements.length > 0)
        this.#give('transfer', {
          ...{ due, order },
          name: (no) => agreements[no % agreements.length]!,
        });
      await delay(turnMs);
    }
    await pool.end();
  }

  #isDone(): boolean {
    return Object.values(this.#begun).every((count) => count >= this.#plan.processes);
  }

  #give(kind: Kind, { due, order, name }: Giving): void {
    const { processes, peer, address } = this.#plan;
    const give = (about: string): void => order({ no: this.#no++, kind, about, peer, address });
    for (const about of this.#waiting[kind].splice(0)) give(about);
    while (this.#asked[kind] < Math.min(due, processes)) give(name(this.#asked[kind]++));
  }
}

async function agreementsIn(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from dataspace_agreement order by created_at, id',
  );
  return rows.map(({ id }) => id);
}
