import { transferFlags } from '@finharbor/ledger';
import { type Kysely, sql } from 'kysely';
import type { LedgerTransfer } from '../domain.ts';
import { uuidOf } from '../ids.ts';
import type { Entries, EntryFind, LedgerBooks, LedgerPast, Slice, Stand, Standing } from '../store.ts';
import { type Entry, effectOf, entryKind, hydrate } from './hydrate.ts';
import type { Tables } from './tables.ts';

type Part = Pick<LedgerBooks, 'entries' | 'pendingOf'>;

/** How far an account's history is walked for one answer, where most of it is not what is looked for. */
const mostWalked = 20_000;
const stride = 1000;
const never = 2n ** 63n - 1n;

/** The history of accounts, as the journal tells it. */
export function entryBook(db: Kysely<Tables>, { balanceAt }: Pick<LedgerPast, 'balanceAt'>): Part {
  const noOf = async (id: bigint): Promise<number | undefined> => {
    const found = db.selectFrom('ledger_account').select('no').where('id', '=', uuidOf(id));
    return (await found.executeTakeFirst())?.no;
  };
  return {
    async entries(account, find, slice) {
      const no = await noOf(account);
      if (no === undefined) return undefined;
      const before = slice.before ?? find.until ?? never;
      const { timestamp: from, ...stands } = (await balanceAt(account, before - 1n)) ?? nothing;
      return { stands, ...(await entries(db, { no, from }, { find, slice })) };
    },
    async pendingOf(account) {
      const no = await noOf(account.id);
      if (no === undefined || account.debitsPending + account.creditsPending === 0n) return [];
      const { timestamp: from } = (await balanceAt(account.id, never - 1n)) ?? nothing;
      return pendingOf(db, { no, from }, account);
    },
  };
}

const nothing: Stand = {
  debitsPending: 0n,
  debitsPosted: 0n,
  creditsPending: 0n,
  creditsPosted: 0n,
  timestamp: 0n,
};

/** An account by its place in the ledger, and the entry from which its thread is followed back; 0 where there is none. */
type Thread = { readonly no: number; readonly from: bigint };

async function entries(
  db: Kysely<Tables>,
  thread: Thread,
  { find, slice }: { readonly find: EntryFind; readonly slice: Slice },
): Promise<Omit<Entries, 'stands'>> {
  const { from: first = 0n, side, code } = find;
  const isWhole = side === undefined && code === undefined;
  const sideOf = ({ debit_no }: Entry) => (debit_no === thread.no ? 'debit' : 'credit');
  const found: Entry[] = [];
  // Where the rest begins, if the walk ends here.
  let next = 0n;
  for await (const entry of walk(db, thread, isWhole ? slice.limit + 1 : stride)) {
    const fits =
      (side === undefined || sideOf(entry) === side) && (code === undefined || entry.code === code);
    const isOver = entry.timestamp < first;
    if (isOver || (fits && found.length === slice.limit)) {
      next = isOver ? 0n : entry.timestamp;
      break;
    }
    if (fits) found.push(entry);
    next = previousOf(entry, thread.no);
  }
  const { transferOf, pendingOf: settledBy } = await hydrate(db, found);
  const items = found.map((entry) => {
    const settled = settledBy(entry);
    const isExpiry = entry.kind === entryKind.expiry;
    return {
      kind: isExpiry ? ('expiry' as const) : ('transfer' as const),
      timestamp: entry.timestamp,
      transfer: transferOf(isExpiry ? settled! : entry),
      side: sideOf(entry),
      ...effectOf(entry, settled),
    } as const;
  });
  return { items, next: next === 0n ? undefined : next + 1n };
}

/** Looks back until what is found to be pending is all that is set aside. */
async function pendingOf(
  db: Kysely<Tables>,
  thread: Thread,
  { debitsPending, creditsPending }: Standing,
): Promise<readonly LedgerTransfer[]> {
  const found: LedgerTransfer[] = [];
  let missing = debitsPending + creditsPending;
  let set: Entry[] = [];
  const look = async (): Promise<void> => {
    const { transferOf } = await hydrate(db, set);
    const pending = set.map(transferOf).filter(({ state }) => state === 'pending');
    found.push(...pending);
    missing -= pending.reduce((sum, { amount }) => sum + amount, 0n);
    set = [];
  };
  for await (const entry of walk(db, thread, stride)) {
    if (missing === 0n) break;
    if ((entry.flags & transferFlags.pending) !== 0) set.push(entry);
    if (set.length === pendingAtOnce) await look();
  }
  await look();
  return found;
}

const pendingAtOnce = 50;

/** Follows an account's own thread through the journal, which needs no index: each entry names the one before it. */
async function* walk(db: Kysely<Tables>, { no, from }: Thread, steps: number): AsyncGenerator<Entry> {
  let head = from;
  for (let walked = 0; head > 0n && walked < mostWalked; walked += steps)
    for (const entry of await chainFrom(db, { no, head, steps })) {
      yield entry;
      head = previousOf(entry, no);
    }
}

function previousOf(entry: Entry, no: number): bigint {
  return (entry.debit_no === no ? entry.debit_previous : entry.credit_previous) ?? 0n;
}

async function chainFrom(
  db: Kysely<Tables>,
  { no, head, steps }: { readonly no: number; readonly head: bigint; readonly steps: number },
): Promise<readonly Entry[]> {
  const { rows } = await sql<Entry>`with recursive thread as (
      select * from ledger_entry where "timestamp" = ${head}
      union all
      select e.* from thread t join ledger_entry e
        on e."timestamp" = case when t.debit_no = ${no} then t.debit_previous else t.credit_previous end
    ) select * from thread limit ${steps}`.execute(db);
  return rows;
}
