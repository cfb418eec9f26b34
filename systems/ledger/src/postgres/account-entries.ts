import { transferFlags } from '@finharbor/ledger';
import { type Kysely, sql } from 'kysely';
import type { LedgerTransfer, Sums, TrialRow } from '../domain.ts';
import { uuidOf } from '../ids.ts';
import type { Entries, EntryFind, LedgerBooks, Slice, Stand, Standing } from '../store.ts';
import { type Entry, effectOf, entryKind, hydrate } from './hydrate.ts';
import type { Tables } from './tables.ts';

type Part = Pick<LedgerBooks, 'entries' | 'pendingOf' | 'balanceAt' | 'trialBalance'>;

/** How far an account's history is walked for one answer, where most of it is not what is looked for. */
const mostWalked = 20_000;
const stride = 1000;
const never = 2n ** 63n - 1n;

/** The history of accounts and their sums at any moment, as the journal tells them. */
export function entryBook(db: Kysely<Tables>): Part {
  const noOf = async (id: bigint): Promise<number | undefined> => {
    const found = db.selectFrom('ledger_account').select('no').where('id', '=', uuidOf(id));
    return (await found.executeTakeFirst())?.no;
  };
  const standOf = async (no: number | undefined, before: bigint): Promise<Stand | undefined> =>
    no === undefined ? undefined : balanceAt(db, no, before - 1n);
  return {
    async entries(account, find, slice) {
      const no = await noOf(account);
      if (no === undefined) return undefined;
      const stands = (await standOf(no, slice.before ?? find.until ?? never)) ?? nothing;
      const { timestamp: from, ...sums } = stands;
      return { stands: sums, ...(await entries(db, { no, from }, { find, slice })) };
    },
    async pendingOf(account) {
      const no = await noOf(account.id);
      const stands = await standOf(no, never);
      return stands ? pendingOf(db, { no: no!, from: stands.timestamp }, account) : [];
    },
    async balanceAt(account, at) {
      return standOf(await noOf(account), at + 1n);
    },
    trialBalance: (at) => trialBalance(db, at),
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

/** What an entry adds to the posted and the pending sum of each side; `p` is the pending transfer it settles. */
const posted = sql`case when e.kind = ${entryKind.transfer} and e.flags & ${transferFlags.pending | transferFlags.voidPendingTransfer} = 0
  then e.amount else 0 end`;
const pending = sql`case when p.amount is not null then -p.amount
  when e.flags & ${transferFlags.pending} <> 0 then e.amount else 0 end`;

type SumRow = {
  readonly debits_pending: string;
  readonly debits_posted: string;
  readonly credits_pending: string;
  readonly credits_posted: string;
};

async function balanceAt(db: Kysely<Tables>, no: number, at: bigint): Promise<Stand | undefined> {
  const { rows } = await sql<SumRow & { readonly is_open: boolean; readonly last: bigint }>`select
      coalesce(max(e."timestamp"), 0) as last,
      exists (select from ledger_account where no = ${no} and "timestamp" <= ${at}) as is_open,
      coalesce(sum(${pending}) filter (where e.debit_no = ${no}), 0) as debits_pending,
      coalesce(sum(${posted}) filter (where e.debit_no = ${no}), 0) as debits_posted,
      coalesce(sum(${pending}) filter (where e.credit_no = ${no}), 0) as credits_pending,
      coalesce(sum(${posted}) filter (where e.credit_no = ${no}), 0) as credits_posted
    from ledger_entry e left join ledger_entry p on p."timestamp" = e.pending_timestamp
    where e."timestamp" <= ${at} and (e.debit_no = ${no} or e.credit_no = ${no})`.execute(db);
  const row = rows[0]!;
  return row.is_open ? { ...sumsOf(row), timestamp: row.last } : undefined;
}

async function trialBalance(db: Kysely<Tables>, at: bigint | undefined): Promise<readonly TrialRow[]> {
  const { rows } = await sql<
    SumRow & { readonly ledger: bigint; readonly code: number }
  >`select a.ledger, a.code,
      sum(s.debits_pending) as debits_pending, sum(s.debits_posted) as debits_posted,
      sum(s.credits_pending) as credits_pending, sum(s.credits_posted) as credits_posted
    from (
      select e.debit_no as no, ${pending} as debits_pending, ${posted} as debits_posted, 0 as credits_pending, 0 as credits_posted
        from ledger_entry e left join ledger_entry p on p."timestamp" = e.pending_timestamp
        where e.debit_no is not null and e."timestamp" <= ${at ?? never}
      union all
      select e.credit_no, 0, 0, ${pending}, ${posted}
        from ledger_entry e left join ledger_entry p on p."timestamp" = e.pending_timestamp
        where e.credit_no is not null and e."timestamp" <= ${at ?? never}
    ) s join ledger_account a on a.no = s.no
    group by a.ledger, a.code order by a.ledger, a.code`.execute(db);
  return rows.map((row) => ({ ledger: Number(row.ledger), code: row.code, ...sumsOf(row) }));
}

function sumsOf(row: SumRow): Sums {
  return {
    debitsPending: BigInt(row.debits_pending),
    debitsPosted: BigInt(row.debits_posted),
    creditsPending: BigInt(row.credits_pending),
    creditsPosted: BigInt(row.credits_posted),
  };
}
