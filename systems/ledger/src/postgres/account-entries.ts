import { transferFlags } from '@finharbor/ledger';
import { type Kysely, sql } from 'kysely';
import type { LedgerTransfer, Sums, TrialRow } from '../domain.ts';
import { uuidOf } from '../ids.ts';
import type { Entries, EntryFind, LedgerBooks, Slice } from '../store.ts';
import { type Entry, effectOf, entryKind, hydrate } from './hydrate.ts';
import type { Tables } from './tables.ts';

type Part = Pick<LedgerBooks, 'entries' | 'pendingOf' | 'balanceAt' | 'trialBalance'>;

const mostPending = 1000;
/** How far an account's history is walked for one answer, where most of it is not what is looked for. */
const mostWalked = 20_000;
const stride = 1000;

/** The history of accounts and their sums at any moment, as the journal tells them. */
export function entryBook(db: Kysely<Tables>): Part {
  const noOf = async (id: bigint): Promise<number | undefined> => {
    const found = db.selectFrom('ledger_account').select('no').where('id', '=', uuidOf(id));
    return (await found.executeTakeFirst())?.no;
  };
  return {
    async entries(account, find, slice) {
      const no = await noOf(account);
      return no === undefined ? { items: [], next: undefined } : entries(db, { no, find, slice });
    },
    async pendingOf(account) {
      const no = await noOf(account);
      return no === undefined ? [] : pendingOf(db, no);
    },
    async balanceAt(account, at) {
      const no = await noOf(account);
      return no === undefined ? undefined : balanceAt(db, no, at);
    },
    trialBalance: (at) => trialBalance(db, at),
  };
}

type Asked = { readonly no: number; readonly find: EntryFind; readonly slice: Slice };

async function entries(db: Kysely<Tables>, { no, find, slice }: Asked): Promise<Entries> {
  const { from = 0n, side, code } = find;
  const sideOf = (entry: Entry) => (entry.debit_no === no ? 'debit' : 'credit');
  const fits = (entry: Entry): boolean =>
    (side === undefined || sideOf(entry) === side) && (code === undefined || entry.code === code);
  const found: Entry[] = [];
  let head = await headOf(db, no, slice.before ?? find.until);
  for (let walked = 0; head !== undefined && found.length < slice.limit && walked < mostWalked; ) {
    const steps = side === undefined && code === undefined ? slice.limit : stride;
    const run = await chainFrom(db, { no, head, steps });
    for (const entry of run) {
      if (found.length === slice.limit) break;
      walked += 1;
      head = previousOf(entry, no);
      if (entry.timestamp < from) head = undefined;
      else if (fits(entry)) found.push(entry);
    }
  }
  const { transferOf, pendingOf: settledBy } = await hydrate(db, found);
  const items = found.map((entry) => {
    const pending = settledBy(entry);
    const isExpiry = entry.kind === entryKind.expiry;
    return {
      kind: isExpiry ? ('expiry' as const) : ('transfer' as const),
      timestamp: entry.timestamp,
      transfer: transferOf(isExpiry ? pending! : entry),
      side: sideOf(entry),
      ...effectOf(entry, pending),
    } as const;
  });
  return { items, next: head === undefined || head < from ? undefined : head + 1n };
}

/** The last entry of an account before a moment. */
async function headOf(
  db: Kysely<Tables>,
  no: number,
  before: bigint | undefined,
): Promise<bigint | undefined> {
  const row = await db
    .selectFrom('ledger_entry')
    .select('timestamp')
    .where((eb) => eb.or([eb('debit_no', '=', no), eb('credit_no', '=', no)]))
    .$if(before !== undefined, (all) => all.where('timestamp', '<', before!))
    .orderBy('timestamp', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.timestamp;
}

/** Follows an account's own thread through the journal, which needs no index: each entry names the one before it. */
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

function previousOf(entry: Entry, no: number): bigint | undefined {
  return (entry.debit_no === no ? entry.debit_previous : entry.credit_previous) || undefined;
}

async function pendingOf(db: Kysely<Tables>, no: number): Promise<readonly LedgerTransfer[]> {
  const rows = await db
    .selectFrom('ledger_entry as e')
    .selectAll('e')
    .where((eb) => eb.or([eb('e.debit_no', '=', no), eb('e.credit_no', '=', no)]))
    .where(
      sql<boolean>`e.flags & ${transferFlags.pending} <> 0
        and not exists (select from ledger_entry r where r.pending_timestamp = e."timestamp")`,
    )
    .orderBy('e.timestamp', 'desc')
    .limit(mostPending)
    .execute();
  const { transferOf } = await hydrate(db, rows);
  return rows.map(transferOf);
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

async function balanceAt(db: Kysely<Tables>, no: number, at: bigint): Promise<Sums | undefined> {
  const { rows } = await sql<SumRow & { readonly is_open: boolean }>`select
      exists (select from ledger_account where no = ${no} and "timestamp" <= ${at}) as is_open,
      coalesce(sum(${pending}) filter (where e.debit_no = ${no}), 0) as debits_pending,
      coalesce(sum(${posted}) filter (where e.debit_no = ${no}), 0) as debits_posted,
      coalesce(sum(${pending}) filter (where e.credit_no = ${no}), 0) as credits_pending,
      coalesce(sum(${posted}) filter (where e.credit_no = ${no}), 0) as credits_posted
    from ledger_entry e left join ledger_entry p on p."timestamp" = e.pending_timestamp
    where e."timestamp" <= ${at} and (e.debit_no = ${no} or e.credit_no = ${no})`.execute(db);
  const row = rows[0]!;
  return row.is_open ? sumsOf(row) : undefined;
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
        where e.debit_no is not null and e."timestamp" <= ${at ?? 2n ** 63n - 1n}
      union all
      select e.credit_no, 0, 0, ${pending}, ${posted}
        from ledger_entry e left join ledger_entry p on p."timestamp" = e.pending_timestamp
        where e.credit_no is not null and e."timestamp" <= ${at ?? 2n ** 63n - 1n}
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
