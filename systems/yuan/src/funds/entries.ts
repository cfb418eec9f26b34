import { type Kysely, type Selectable, sql } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import { type Batch, chunkEntries, type Entry, entryStates } from './domain.ts';

type Db = Kysely<YuanTables>;

/** What was found of a line of a file. */
export type LineFinding = {
  readonly no: number;
  readonly line: number;
  readonly code: string;
  readonly en: string;
  readonly zh: string;
};

/** Keeps entries that can be paid: by columns, so that a hundred thousand go in within seconds. */
export async function keepEntries(
  db: Db,
  batch: string,
  entries: readonly Pick<Entry, 'no' | 'line' | 'firm' | 'amountMinor' | 'reference' | 'reason' | 'wallet'>[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql`insert into yuan_fund_entry (batch, no, line, firm, amount_minor, reference, reason, wallet)
    select ${batch}::uuid, * from unnest(
      ${entries.map(({ no }) => no)}::int[],
      ${entries.map(({ line }) => line)}::int[],
      ${entries.map(({ firm }) => firm)}::text[],
      ${entries.map(({ amountMinor }) => String(amountMinor))}::bigint[],
      ${entries.map(({ reference }) => reference)}::text[],
      ${entries.map(({ reason }) => reason)}::text[],
      ${entries.map(({ wallet }) => wallet)}::text[])`.execute(db);
}

/**
 * Of these firms, those that the batch has an entry for already. Each is looked up by itself: within the transaction that fills it, the
 * planner knows nothing of how large the table has become.
 */
export async function firmsKept(db: Db, batch: string, firms: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ firm: string }>`select f.firm from unnest(${firms}::text[]) as f (firm)
    cross join lateral (select from yuan_fund_entry where batch = ${batch} and firm = f.firm limit 1) as e`.execute(
    db,
  );
  return new Set(rows.map(({ firm }) => firm));
}

export async function keepFindings(db: Db, batch: string, found: readonly LineFinding[]): Promise<void> {
  if (found.length === 0) return;
  await sql`insert into yuan_fund_finding (batch, no, line, code, en, zh)
    select ${batch}::uuid, * from unnest(
      ${found.map(({ no }) => no)}::int[],
      ${found.map(({ line }) => line)}::int[],
      ${found.map(({ code }) => code)}::text[],
      ${found.map(({ en }) => en)}::text[],
      ${found.map(({ zh }) => zh)}::text[])`.execute(db);
}

export async function forgetEntries(db: Db, batch: string): Promise<void> {
  await db.deleteFrom('yuan_fund_entry').where('batch', '=', batch).execute();
}

/** What was found, in the order of the file's lines. */
export async function findingsOf(
  db: Db,
  batch: string,
  {
    after: { line, no },
    limit,
  }: { readonly after: Pick<LineFinding, 'line' | 'no'>; readonly limit: number },
): Promise<readonly LineFinding[]> {
  return db
    .selectFrom('yuan_fund_finding')
    .select(['no', 'line', 'code', 'en', 'zh'])
    .where('batch', '=', batch)
    .where((eb) => eb(eb.refTuple('line', 'no'), '>', eb.tuple(line, no)))
    .orderBy('line')
    .orderBy('no')
    .limit(limit)
    .execute();
}

/** A run of a batch's entries in their order, of one state or of all. */
export async function entriesOf(
  db: Db,
  batch: string,
  slice: { readonly after: number; readonly limit: number; readonly state?: Entry['state'] | undefined },
): Promise<readonly Entry[]> {
  const rows = await db
    .selectFrom('yuan_fund_entry')
    .selectAll()
    .where('batch', '=', batch)
    .where('no', '>', slice.after)
    .$if(slice.state !== undefined, (query) => query.where('state', '=', slice.state!))
    .orderBy('no')
    .limit(slice.limit)
    .execute();
  return rows.map(entryOf);
}

/** How many entries are in which state, and their sums. */
export type Tally = { readonly [S in Entry['state']]: { readonly count: number; readonly sumMinor: bigint } };

export async function tallyOf(db: Db, batch: string): Promise<Tally> {
  const rows = await db
    .selectFrom('yuan_fund_entry')
    .select((eb) => [
      'state',
      eb.fn.countAll<bigint>().as('count'),
      eb.fn.sum<string>('amount_minor').as('sum'),
    ])
    .where('batch', '=', batch)
    .groupBy('state')
    .execute();
  const found = new Map(
    rows.map(({ state, count, sum }) => [state, { count: Number(count), sumMinor: BigInt(sum) }]),
  );
  return Object.fromEntries(
    entryStates.map((state) => [state, found.get(state) ?? { count: 0, sumMinor: 0n }]),
  ) as Tally;
}

/** Entries that were planned and of which nobody knows yet what became: those of the earliest chunk. */
export async function plannedChunk(db: Db, batch: string): Promise<readonly Entry[]> {
  const rows = await db
    .selectFrom('yuan_fund_entry')
    .selectAll()
    .where('batch', '=', batch)
    .where('state', '=', 'planned')
    .where('chunk', '=', (query) =>
      query
        .selectFrom('yuan_fund_entry')
        .select((eb) => eb.fn.min('chunk').as('chunk'))
        .where('batch', '=', batch)
        .where('state', '=', 'planned'),
    )
    .orderBy('no')
    .execute();
  return rows.map(entryOf);
}

/** What an entry is planned to become. */
export type Plan = Pick<Entry, 'no' | 'wallet' | 'code'> & {
  readonly state: 'planned' | 'waiting' | 'refused';
};

/** Decides over entries that nobody has decided over yet. */
export async function planEntries(
  db: Db,
  { batch, chunk, atMs }: { readonly batch: string; readonly chunk: number; readonly atMs: number },
  plans: readonly Plan[],
): Promise<void> {
  await sql`update yuan_fund_entry as e
    set state = p.state, wallet = p.wallet, code = p.code, at_ms = ${BigInt(atMs)},
      chunk = case when p.state = 'planned' then ${chunk}::int end
    from unnest(
      ${plans.map(({ no }) => no)}::int[],
      ${plans.map(({ state }) => state)}::text[],
      ${plans.map(({ wallet }) => wallet)}::text[],
      ${plans.map(({ code }) => code)}::text[]) as p (no, state, wallet, code)
    where e.batch = ${batch} and e.no = p.no and e.state = 'checked'`.execute(db);
}

/** Writes down what became of entries. */
export async function settleEntries(
  db: Db,
  { batch, atMs }: { readonly batch: string; readonly atMs: number },
  settled: readonly (Pick<Entry, 'no' | 'code'> & { readonly state: 'paid' | 'refused' })[],
): Promise<void> {
  if (settled.length === 0) return;
  await sql`update yuan_fund_entry as e set state = p.state, code = p.code, at_ms = ${BigInt(atMs)}
    from unnest(
      ${settled.map(({ no }) => no)}::int[],
      ${settled.map(({ state }) => state)}::text[],
      ${settled.map(({ code }) => code)}::text[]) as p (no, state, code)
    where e.batch = ${batch} and e.no = p.no and e.state in ('planned', 'waiting')`.execute(db);
}

/** Gives up entries that are in a state and for which nothing was begun. */
export async function returnEntries(
  db: Db,
  {
    batch,
    state,
    atMs,
  }: { readonly batch: string; readonly state: 'checked' | 'waiting'; readonly atMs: number },
): Promise<void> {
  await db
    .updateTable('yuan_fund_entry')
    .set({ state: 'returned', at_ms: BigInt(atMs) })
    .where('batch', '=', batch)
    .where('state', '=', state)
    .$if(state === 'waiting', (query) => query.where('wallet', 'is', null))
    .execute();
}

/** An entry whose firm had no wallet, with the one it has now. */
export type Claim = Pick<Entry, 'no' | 'firm' | 'amountMinor'> & {
  readonly batch: string;
  readonly wallet: string;
};

/**
 * Gives waiting entries the wallet that their firm has opened by now. Which one is decided once: of two processes that do it at the
 * same time, the second sees what the first has written.
 */
export async function claimEntries(db: Db): Promise<readonly Claim[]> {
  await sql`update yuan_fund_entry as e set wallet = w.number
    from (select distinct on (holder) holder, number, opened_at_ms from yuan_wallet
      where kind = 'corporate' and state = 'open' and parent is null order by holder, opened_at_ms, number) as w,
      yuan_fund_batch as b, yuan_fund as f
    where e.state = 'waiting' and e.wallet is null and w.holder = 'firm:' || e.firm and b.id = e.batch
      and b.state in ('running', 'done') and f.id = b.fund and w.opened_at_ms <= f.claim_until_ms`.execute(
    db,
  );
  const rows = await db
    .selectFrom('yuan_fund_entry')
    .select(['batch', 'no', 'firm', 'amount_minor', 'wallet'])
    .where('state', '=', 'waiting')
    .where('wallet', 'is not', null)
    .orderBy('batch')
    .orderBy('no')
    .limit(chunkEntries)
    .execute();
  return rows.map(({ batch, no, firm, amount_minor: amountMinor, wallet }) => ({
    batch,
    no,
    firm,
    amountMinor,
    wallet: wallet!,
  }));
}

/** Batches with entries that wait for a wallet although the time for that is over. */
export async function lapsedBatches(db: Db, atMs: number): Promise<readonly Batch['id'][]> {
  const rows = await db
    .selectFrom('yuan_fund_batch as b')
    .innerJoin('yuan_fund as f', 'f.id', 'b.fund')
    .select('b.id')
    .where('f.claim_until_ms', '<=', BigInt(atMs))
    .where('b.state', 'in', ['done', 'cancelled'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('yuan_fund_entry as e')
          .select('e.no')
          .whereRef('e.batch', '=', 'b.id')
          .where('e.state', '=', 'waiting'),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** Of these references, those that a live batch of the programme has already. */
export async function paidBefore(
  db: Db,
  fund: string,
  references: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await sql<{ reference: string }>`select e.reference from yuan_fund_entry e
    join yuan_fund_batch b on b.id = e.batch
    where e.reference = any(${references}) and b.fund = ${fund} and e.state in ('checked', 'planned', 'paid', 'waiting')
      and b.state in ('checked', 'running', 'cancelling', 'cancelled', 'done')`.execute(db);
  return new Set(rows.rows.map(({ reference }) => reference));
}

/** A firm’s entries that are paid or wait for it to open a wallet. */
export async function entriesFor(
  db: Db,
  firm: string,
): Promise<readonly (Entry & { readonly fund: string; readonly batch: string })[]> {
  const rows = await db
    .selectFrom('yuan_fund_entry as e')
    .innerJoin('yuan_fund_batch as b', 'b.id', 'e.batch')
    .selectAll('e')
    .select('b.fund')
    .where('e.firm', '=', firm)
    .where('e.state', 'in', ['waiting', 'paid'])
    .orderBy('e.at_ms', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({ ...entryOf(row), fund: row.fund, batch: row.batch }));
}

function entryOf(row: Selectable<YuanTables['yuan_fund_entry']>): Entry {
  return {
    no: row.no,
    line: row.line,
    firm: row.firm,
    amountMinor: row.amount_minor,
    reference: row.reference,
    reason: row.reason,
    wallet: row.wallet,
    state: row.state as Entry['state'],
    code: row.code,
    atMs: row.at_ms === null ? null : Number(row.at_ms),
  };
}
