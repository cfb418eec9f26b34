import { fail } from '@finharbor/kernel';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import { type ChargeRow, moneyOf } from './charges.ts';
import type { Settling } from './context.ts';
import { type ChargeState, type PriceReason, settlementZone, spanOf } from './domain.ts';
import { owe } from './purses.ts';
import type { LineEvidence, LineFacts, LineKind, MonthView, Statement, StatementLine } from './views.ts';

type Books = Pick<Settling, 'db' | 'clock'>;

/** What is booked in a month's last moment is committed a little later. */
const settledAfterMs = 600_000;

/** A party's month, line by line in the order in which they were booked. */
export async function statementOf({ db, clock }: Books, party: string, month: string): Promise<Statement> {
  const lines = await linesOf(db, party, { month });
  const opening = await balanceBefore(db, party, month);
  let balance = opening;
  const summed = lines.map((line): StatementLine => {
    balance += BigInt(line.amountMinor);
    return { ...line, balanceMinor: String(balance) };
  });
  return {
    party,
    month,
    zone: settlementZone,
    isFinal: isFinal(month, clock.nowMs()),
    openingMinor: String(opening),
    closingMinor: String(balance),
    totals: totalsOf(party, lines),
    lines: summed,
  };
}

/** The months in which something was booked for a party, the latest first. */
export async function monthsOf({ db, clock }: Books, party: string): Promise<readonly MonthView[]> {
  const { rows } = await sql<{ month: string; lines: bigint; amount: bigint }>`
    select month, count(*) as lines, sum(amount)::bigint as amount from (${amounts(party)}) as line
    group by month order by month desc`.execute(db);
  return rows.map(({ month, lines, amount }) => ({
    month,
    isFinal: isFinal(month, clock.nowMs()),
    lines: Number(lines),
    amountMinor: String(amount),
  }));
}

/** One line of one of a party's statements. Errors: `settlement.line_not_found`. */
export async function lineOf({ db }: Books, party: string, id: string): Promise<LineFacts> {
  const [line] = await linesOf(db, party, { id });
  return line ?? fail('settlement.line_not_found', 'There is no such line in this party’s statements.');
}

const evidenceAtOnce = 200;

/** What proves the lines of a month, so many at a time, after one of them. */
export async function evidenceOf(
  { db, ledger, proof }: Pick<Settling, 'db' | 'ledger' | 'proof'>,
  party: string,
  { month, after }: { readonly month: string; readonly after?: string | undefined },
): Promise<readonly LineEvidence[]> {
  const all = await linesOf(db, party, { month });
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const lines = all.slice(from, from + evidenceAtOnce);
  const made = await ledger.made(lines.flatMap(({ transfers }) => transfers.map(BigInt)));
  const amounts = new Map(made.map(({ id, amount }) => [String(id), String(amount)]));
  return Promise.all(
    lines.map(async ({ id, logIndex, transfers }) => ({
      id,
      proof: (logIndex === null ? undefined : await proof(logIndex)) ?? null,
      transfers: transfers.flatMap((transfer) => {
        const amountMinor = amounts.get(transfer);
        return amountMinor === undefined ? [] : [{ id: transfer, amountMinor }];
      }),
    })),
  );
}

function isFinal(month: string, nowMs: number): boolean {
  return spanOf(month).untilMs + settledAfterMs <= nowMs;
}

/** What each line is to a party: what a consumer pays, what a provider gets of it, what was paid in and out. */
function amounts(party: string) {
  return sql`select month, -price_minor as amount from charge where consumer = ${party} and month is not null
    union all select month, price_minor - fee_minor from charge where provider = ${party} and month is not null
    union all select month, case kind when 'top_up' then amount_minor else -amount_minor end
      from money_movement where party = ${party} and month is not null`;
}

async function balanceBefore(db: Kysely<HarborTables>, party: string, month: string): Promise<bigint> {
  const { rows } = await sql<{ sum: bigint }>`select coalesce(sum(amount), 0)::bigint as sum
    from (${amounts(party)}) as line where month < ${month}`.execute(db);
  return rows[0]!.sum;
}

type Which = { readonly month: string } | { readonly id: string };

async function linesOf(db: Kysely<HarborTables>, party: string, which: Which): Promise<readonly LineFacts[]> {
  const charges = db
    .selectFrom('charge')
    .selectAll()
    .where('month', 'is not', null)
    .where((on) => on.or([on('consumer', '=', party), on('provider', '=', party)]));
  const movements = db.selectFrom('money_movement').selectAll().where('party', '=', party);
  const [booked, moved] = await Promise.all(
    'month' in which
      ? [
          charges.where('month', '=', which.month).execute(),
          movements.where('month', '=', which.month).execute(),
        ]
      : [charges.where('id', '=', which.id).execute(), []],
  );
  const disputes = await disputesOf(
    db,
    booked.map(({ id }) => id),
  );
  const lines = booked.map((row) => chargeLine(row, party, disputes.get(row.id) ?? null));
  return [...lines, ...moved.map(movementLine)].toSorted(
    (a, b) => a.bookedAtMs - b.bookedAtMs || (a.id < b.id ? -1 : 1),
  );
}

async function disputesOf(
  db: Kysely<HarborTables>,
  charges: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (charges.length === 0) return new Map();
  const rows = await db
    .selectFrom('line_dispute')
    .select(['id', 'charge_id'])
    .where('charge_id', 'in', charges)
    .where('state', '<>', 'inadmissible')
    .execute();
  return new Map(rows.map(({ id, charge_id }) => [charge_id, id]));
}

function chargeLine(row: ChargeRow, party: string, dispute: string | null): LineFacts {
  const { price_minor: price, fee_minor: fee } = row;
  return {
    id: row.id,
    kind: row.kind as LineKind,
    bookedAtMs: Number(row.booked_at_ms),
    usedAtMs: Number(row.used_at_ms),
    contract: row.contract_id,
    product: row.product_id,
    consumer: row.consumer,
    provider: row.provider,
    job: row.job_id,
    reason: row.reason as PriceReason,
    priceMinor: String(price),
    feeMinor: String(fee),
    amountMinor: String(row.consumer === party ? -price : price - fee),
    commitment: row.commitment,
    logIndex: row.log_index === null ? null : Number(row.log_index),
    ...movedBy(row),
    state: row.state as ChargeState,
    corrects: row.corrects,
    reference: null,
    dispute,
  };
}

/** Of a debt that is being paid, the transfers that set it aside are what there is for certain. */
function movedBy(row: ChargeRow): Pick<StatementLine, 'transfers' | 'movedMinor'> {
  const isDebt = row.state === 'owed' || row.state === 'settling';
  const transfers = isDebt ? owe(moneyOf(row), row.owed_try!).moved.map(String) : row.transfers;
  // What was taken off a debt was never paid, and is not paid back.
  const back = row.transfers.length > 0 ? -row.price_minor : 0n;
  return { transfers, movedMinor: String(row.price_minor < 0n ? back : row.open_minor) };
}

function movementLine(row: Selectable<HarborTables['money_movement']>): LineFacts {
  const isIn = row.kind === 'top_up';
  const amount = String(row.amount_minor);
  return {
    id: row.id,
    kind: row.kind as LineKind,
    bookedAtMs: Number(row.booked_at_ms),
    usedAtMs: Number(row.asked_at_ms),
    contract: null,
    product: null,
    consumer: null,
    provider: null,
    job: null,
    reason: null,
    priceMinor: '0',
    feeMinor: '0',
    amountMinor: isIn ? amount : `-${amount}`,
    commitment: null,
    logIndex: null,
    transfers: [row.asked],
    movedMinor: amount,
    state: 'paid',
    corrects: null,
    reference: row.reference,
    dispute: null,
  };
}

function totalsOf(party: string, lines: readonly LineFacts[]): Statement['totals'] {
  const sum = (of: (line: LineFacts) => bigint): string =>
    String(lines.reduce((total, line) => total + of(line), 0n));
  const when = (is: boolean, amount: string): bigint => (is ? BigInt(amount) : 0n);
  return {
    spentMinor: sum((line) => when(line.consumer === party, line.priceMinor)),
    earnedMinor: sum((line) => when(line.provider === party, line.amountMinor)),
    feesMinor: sum((line) => when(line.provider === party, line.feeMinor)),
    paidInMinor: sum((line) => when(line.kind === 'top_up', line.amountMinor)),
    paidOutMinor: sum((line) => -when(line.kind === 'payout', line.amountMinor)),
  };
}
