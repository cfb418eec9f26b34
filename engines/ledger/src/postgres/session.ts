import pg from 'pg';

const mostReaders = 4;

/** Of the two numbers that a writer's lock is on; the other is its epoch. */
const lockClass = 0x4c454447;
const lockOfEpoch = 'epoch % 2147483647';

/** A session on a ledger's database. */
export async function openSession(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'finharbor-ledger' });
  // A connection that breaks fails the query that is under way, or the next one.
  client.on('error', () => {});
  await client.connect();
  // Everything is read by its key: a table that was never analysed must not be read as a whole.
  await client.query('set enable_seqscan = off');
  return client;
}

/**
 * Makes a session the writer's: what any other one tries to write is refused from now on. Returns the epoch, or undefined where `after`
 * is no longer the last one. While the session lives it has a lock, and there is no moment at which it has the epoch without it.
 */
export async function takeOver(client: pg.Client, after?: bigint): Promise<bigint | undefined> {
  const { rows } = await client.query<{ epoch: string }>(
    `with taken as (update ledger_writer set epoch = epoch + 1 where epoch = coalesce($1, epoch) returning epoch)
      select epoch::text, set_config('ledger.epoch', epoch::text, false), pg_advisory_lock(${lockClass}, (${lockOfEpoch})::int)
      from taken`,
    [after],
  );
  return rows[0] && BigInt(rows[0].epoch);
}

/** Connections of their own for those who read: none is made before somebody asks. */
export function openReaders(url: string): pg.Pool {
  const readers = new pg.Pool({
    connectionString: url,
    max: mostReaders,
    application_name: 'finharbor-ledger-readers',
  });
  // A connection that breaks while nobody uses it is replaced; one in use fails its query.
  readers.on('error', () => {});
  readers.on('connect', (client) => client.on('error', () => {}));
  return readers;
}

/** What a standby sees of the writer. */
export type Pulse = {
  readonly epoch: bigint;
  readonly beats: string;
  /** The process of its session; null where it has ended. */
  readonly pid: number | null;
};

/** Looks at the writer. */
export async function readPulse(client: pg.Client): Promise<Pulse> {
  const { rows } = await client.query<{ epoch: string; beats: string; pid: number | null }>(
    `select epoch::text, beats::text, pid from ledger_beat, ledger_writer left join pg_locks
      on locktype = 'advisory' and objsubid = 2 and classid::bigint = ${lockClass} and objid::bigint = ${lockOfEpoch}
      and database = (select oid from pg_database where datname = current_database())`,
  );
  const { epoch, beats, pid } = rows[0]!;
  return { epoch: BigInt(epoch), beats, pid };
}

/** Lets those who stand by see that this process lives, on a connection of its own: a long write does not delay it. */
export class Beat implements AsyncDisposable {
  readonly #pool: pg.Pool;
  readonly #epoch: bigint;
  #underway: Promise<unknown> | undefined;

  constructor(url: string, epoch: bigint) {
    this.#epoch = epoch;
    this.#pool = new pg.Pool({
      ...{ connectionString: url, application_name: 'finharbor-ledger-beat', max: 1 },
      // A beat that is lost with the machine is none.
      options: '-c synchronous_commit=off',
    });
    this.#pool.on('error', () => {});
  }

  /** Counts on, unless another writes now. A beat that fails is none; the next one may find a connection again. */
  next(): void {
    this.#underway ??= this.#pool
      .query(
        'update ledger_beat set beats = beats + 1 where exists (select from ledger_writer where epoch = $1)',
        [this.#epoch],
      )
      .catch(() => {})
      .finally(() => {
        this.#underway = undefined;
      });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
  }
}
