import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Settling } from './context.ts';
import { type ChargeState, feeOf, monthOf, type PriceReason, type Tariff, tariffAt } from './domain.ts';
import { type Asking, type LineMoney, owe, pay } from './purses.ts';

/** A line of the account as it is stored. */
export type ChargeRow = Selectable<HarborTables['charge']>;

/** A line before it is written down: what it is for, whose it is and what it costs. */
export type NewCharge = {
  readonly id: string;
  readonly kind: 'use' | 'month' | 'correction';
  readonly contract: string;
  readonly product: string | undefined;
  readonly consumer: string;
  readonly provider: string;
  readonly job: string | undefined;
  readonly usedAtMs: number;
  readonly logged?: { readonly commitment: string; readonly index: number };
  readonly reason: PriceReason;
  readonly priceMinor: bigint;
  /** Of a correction: the line it corrects, and by how much the platform's fee changes. */
  readonly corrects?: { readonly id: string; readonly feeMinor: bigint; readonly tariff: number };
  /** Waits for the word of the consumer, until then. */
  readonly dueAtMs?: number | undefined;
};

/** Every tariff there has been. */
export async function tariffs(tx: Kysely<HarborTables>): Promise<readonly Tariff[]> {
  const rows = await tx.selectFrom('tariff').selectAll().orderBy('version').execute();
  return rows.map(({ version, from_ms, fee_bp }) => ({ version, fromMs: Number(from_ms), feeBp: fee_bp }));
}

/** Writes a line down, once, and has it paid where there is something to pay. */
export async function putCharge(
  ctx: Settling,
  tx: Transaction<HarborTables>,
  charge: NewCharge,
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const tariff = tariffAt(await tariffs(tx), charge.usedAtMs);
  const fee = charge.corrects?.feeMinor ?? feeOf(charge.priceMinor, tariff);
  const isAwaiting = charge.dueAtMs !== undefined && charge.priceMinor > 0n;
  const values: Insertable<HarborTables['charge']> = {
    id: charge.id,
    kind: charge.kind,
    contract_id: charge.contract,
    product_id: charge.product ?? null,
    consumer: charge.consumer,
    provider: charge.provider,
    job_id: charge.job ?? null,
    used_at_ms: BigInt(charge.usedAtMs),
    commitment: charge.logged?.commitment ?? null,
    log_index: charge.logged ? BigInt(charge.logged.index) : null,
    reason: charge.reason,
    price_minor: charge.priceMinor,
    fee_minor: fee,
    tariff: charge.corrects?.tariff ?? tariff.version,
    corrects: charge.corrects?.id ?? null,
    open_minor: charge.priceMinor > 0n ? charge.priceMinor : 0n,
    open_fee_minor: charge.priceMinor > 0n ? fee : 0n,
    due_at_ms: isAwaiting ? BigInt(charge.dueAtMs) : null,
    ...(isAwaiting ? { state: 'awaiting' } : { state: 'free', ...bookedAt(nowMs) }),
  };
  const row = await tx
    .insertInto('charge')
    .values(values)
    .onConflict((on) => on.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row && charge.priceMinor > 0n && !isAwaiting) await charged(ctx, tx, row);
}

/** Asks the ledger for the price of a line. */
export async function charged(ctx: Settling, tx: Transaction<HarborTables>, row: ChargeRow): Promise<void> {
  await asking(ctx, tx, { row, state: 'posting', made: pay });
}

/** Asks the ledger to set a line aside as its consumer's debt. */
export async function owed(ctx: Settling, tx: Transaction<HarborTables>, row: ChargeRow): Promise<void> {
  await asking(ctx, tx, { row, state: 'owing', made: owe });
}

/** How a line is asked for anew: as what, and by which transfers of the given attempt. */
type Wanted = {
  readonly row: ChargeRow;
  readonly state: ChargeState;
  readonly made: (line: LineMoney, attempt: number) => Asking;
};

/** Asks the ledger for a line in its next attempt, and notes in the same transaction what was asked. */
export async function asking(
  ctx: Settling,
  tx: Transaction<HarborTables>,
  { row, state, made }: Wanted,
): Promise<void> {
  const attempt = row.tries + 1;
  const { transfers, moved } = made(moneyOf(row), attempt);
  await ctx.ledger.intend(tx, transfers);
  await tx
    .updateTable('charge')
    .set({
      state,
      tries: attempt,
      transfers: moved.map(String),
      asked: String(transfers[0]!.id),
      ...(state === 'owing' && { owed_try: attempt }),
      ...(row.month === null && bookedAt(ctx.clock.nowMs())),
    })
    .where('id', '=', row.id)
    .execute();
}

/** Lines go into the month in which they are booked: a month that is over gets no more of them. */
export function bookedAt(nowMs: number): { readonly booked_at_ms: bigint; readonly month: string } {
  return { booked_at_ms: BigInt(nowMs), month: monthOf(nowMs) };
}

/** What of a line the ledger has still to move. */
export function moneyOf(row: ChargeRow): LineMoney {
  const { id, consumer, provider, open_minor: priceMinor, open_fee_minor: feeMinor } = row;
  return { id, consumer, provider, priceMinor, feeMinor };
}
