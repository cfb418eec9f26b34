import { repeat } from '@finharbor/kernel';
import type { Database } from '@finharbor/kernel/database';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { LedgerTables } from '../database.gen.ts';
import type { Ledger } from '../ledger.ts';
import { mostEvents } from '../model/query.ts';
import type { CreateTransferStatus } from '../model/status.ts';
import type { NewTransfer } from '../model/transfer.ts';
import { intentChannel, isLinkedToNext, unpacked } from './intent.ts';

type Poster = Pick<Ledger, 'createTransfers' | 'lookupTransfers'>;
type Intent = { readonly no: bigint; readonly transfers: readonly NewTransfer[] };
type Told = {
  readonly no: string;
  readonly status: 'posted' | 'refused';
  readonly outcomes: readonly CreateTransferStatus[] | null;
};

/**
 * Makes the transfers of all intents that wait, in the order they were written, and notes what became of each. It may be killed anywhere:
 * what was made and not noted is asked for again with the same ids, and is not made twice. Several may work at once. Of an intent that was
 * refused just before a crash, the note may be `idAlreadyFailed`. Errors: the ledger's and the database's; call again.
 */
export async function postIntents<DB extends LedgerTables>(ledger: Poster, db: Kysely<DB>): Promise<void> {
  while (await db.transaction().execute((tx) => postSome(ledger, tx)));
}

/** How intents are posted by themselves. */
export type Posting = {
  readonly ledger: Poster;
  readonly db: Database<LedgerTables>;
  /** Ends it, after what is under way. */
  readonly signal: AbortSignal;
  /** Told once when it begins to fail; it goes on trying. */
  readonly onFault: (error: unknown) => void;
};

const everyMs = 1_000;

/** Posts intents as soon as they are written, until the signal fires. Where the database's notice is lost, within a second. Never rejects. */
export async function keepPosting({ ledger, db, signal, onFault }: Posting): Promise<void> {
  const bell = new Bell();
  let isListening = false;
  let close = async (): Promise<void> => {};
  const work = async (): Promise<void> => {
    if (!isListening) {
      const onLost = (): void => {
        isListening = false;
        bell.ring();
      };
      ({ close } = await db.listen(intentChannel, { onNotify: () => bell.ring(), onLost }));
      isListening = true;
    }
    await postIntents(ledger, db);
  };
  await repeat(work, { everyMs, signal, onFault, pause: (ms, stop) => bell.wait(ms, stop) });
  await close().catch(() => {});
}

/** Posts as many as fit into a request; tells whether there were any. */
async function postSome<DB extends LedgerTables>(ledger: Poster, tx: Transaction<DB>): Promise<boolean> {
  const intents = await takeSome(tx);
  // A chain that somebody wrote without its end would go on in the next intent.
  const closed = intents.filter(({ transfers }) => !isLinkedToNext(transfers.at(-1)!));
  const results = await ledger.createTransfers(closed.flatMap(({ transfers }) => transfers));
  const told: Told[] = intents
    .filter((intent) => !closed.includes(intent))
    .map(({ no, transfers }) =>
      refused(
        no,
        transfers.map(() => 'linkedEventChainOpen'),
      ),
    );
  let at = 0;
  for (const { no, transfers } of closed) {
    const outcomes = results.slice(at, at + transfers.length).map(({ status }) => status);
    at += transfers.length;
    const isPosted = await isMade(ledger, transfers, outcomes);
    told.push(isPosted ? { no: `${no}`, status: 'posted', outcomes: null } : refused(no, outcomes));
  }
  await sql`update ledger_intent i set status = told.status, outcomes = told.outcomes
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as told (no bigint, status text, outcomes text[])
    where i.no = told.no`.execute(tx);
  return intents.length > 0;
}

/**
 * Those that wait longest, locked until this transaction ends: another poster goes past them. Without the lock, two might ask for the same
 * at once, and one be refused and note it after the other was not.
 */
async function takeSome<DB>(tx: Transaction<DB>): Promise<readonly Intent[]> {
  const { rows } = await sql<{ no: bigint; transfers: Uint8Array }>`select no, transfers from ledger_intent
    where status = 'waiting' order by no limit ${mostEvents} for update skip locked`.execute(tx);
  const taken: Intent[] = [];
  let events = 0;
  for (const row of rows) {
    const transfers = unpacked(row.transfers);
    events += transfers.length;
    if (events > mostEvents) break;
    taken.push({ no: row.no, transfers });
  }
  return taken;
}

/** A chain that was made before a crash is told by its first transfer alone: that it exists. */
async function isMade(
  ledger: Poster,
  transfers: readonly NewTransfer[],
  outcomes: readonly CreateTransferStatus[],
): Promise<boolean> {
  if (outcomes.every((status) => status === 'created' || status === 'exists')) return true;
  if (outcomes[0] !== 'exists') return false;
  const made = await ledger.lookupTransfers(transfers.map(({ id }) => id));
  return made.length === transfers.length;
}

function refused(no: bigint, outcomes: readonly CreateTransferStatus[]): Told {
  return { no: `${no}`, status: 'refused', outcomes };
}

/** Rung while nobody waits, it is heard by the next one who does. */
class Bell {
  #isRung = false;
  #hear: () => void = () => {};

  ring(): void {
    this.#isRung = true;
    this.#hear();
  }

  /** Waits for it, at most so long. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#isRung) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#hear = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
      const timer = setTimeout(resolve, ms);
      await promise;
      clearTimeout(timer);
    }
    this.#isRung = false;
  }
}
