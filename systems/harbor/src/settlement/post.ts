import type { Transaction } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import { asking, type ChargeRow, charged, owed } from './charges.ts';
import type { Fate, Settling } from './context.ts';
import type { ChargeState } from './domain.ts';
import { payDebt, purseOf } from './purses.ts';
import { inTurn } from './turn.ts';

const atOnce = 200;

/** Charges results whose consumer has said nothing for too long. */
export async function chargeDue(ctx: Settling): Promise<void> {
  await inTurn(ctx, async (tx) => {
    const due = await tx
      .selectFrom('charge')
      .selectAll()
      .where('state', '=', 'awaiting')
      .where('due_at_ms', '<=', BigInt(ctx.clock.nowMs()))
      .orderBy('no')
      .limit(atOnce)
      .execute();
    for (const row of due) await charged(ctx, tx, row);
  });
}

/** Learns what became of what the ledger was asked for lines, and goes on from there; tells whether anything has moved. */
export async function followLines(ctx: Settling): Promise<boolean> {
  return inTurn(ctx, async (tx) => {
    const rows = await tx
      .selectFrom('charge')
      .selectAll()
      .where('state', 'in', ['posting', 'owing', 'settling'])
      // What is paid back is followed with its dispute.
      .where('price_minor', '>', 0n)
      .orderBy('no')
      .limit(atOnce)
      .execute();
    const fates = await ctx.ledger.fates(tx, rows.map(askedOf));
    let hasMoved = false;
    for (const row of rows) {
      const fate = fates.get(askedOf(row));
      if (fate && fate.kind !== 'waiting') {
        await goOn(ctx, tx, { row, fate });
        hasMoved = true;
      }
    }
    return hasMoved;
  });
}

async function goOn(
  ctx: Settling,
  tx: Transaction<HarborTables>,
  { row, fate }: { readonly row: ChargeRow; readonly fate: Fate },
): Promise<void> {
  const become = async (state: ChargeState): Promise<void> => {
    await tx.updateTable('charge').set({ state }).where('id', '=', row.id).execute();
  };
  const isMade = fate.kind === 'posted';
  switch (row.state as ChargeState) {
    case 'posting':
      // The only thing that keeps the ledger from it is want of money: everything else about the transfers is ours.
      return isMade ? become('paid') : owed(ctx, tx, row);
    case 'settling':
      return become(isMade ? 'paid' : 'owed');
    default:
      if (!isMade) ctx.note('settlement.stuck', { charge: row.id });
      if (!isMade) return become('stuck');
      // Of a debt that was refunded nothing is left to be paid.
      return become(row.open_minor > 0n ? 'owed' : 'paid');
  }
}

/** Pays debts from what has been paid in since, the oldest first. What is argued about waits for its award. */
export async function payDebts(ctx: Settling): Promise<void> {
  await inTurn(ctx, async (tx) => {
    const rows = await tx
      .selectFrom('charge')
      .selectAll()
      .where('state', '=', 'owed')
      .where((on) =>
        on.not(
          on.exists(
            on
              .selectFrom('line_dispute')
              .select('line_dispute.id')
              .whereRef('line_dispute.charge_id', '=', 'charge.id')
              .where('line_dispute.state', 'not in', ['inadmissible', 'ended']),
          ),
        ),
      )
      .orderBy('no')
      .limit(atOnce)
      .execute();
    const ids = new Map(rows.map(({ consumer }) => [consumer, purseOf(consumer, 'prepaid')]));
    const stands = await ctx.ledger.stands([...ids.values()]);
    const left = new Map(
      [...ids].map(([consumer, id]) => {
        const sums = stands.get(id);
        return [consumer, sums ? sums.creditsPosted - sums.debitsPosted - sums.debitsPending : 0n];
      }),
    );
    for (const row of rows) {
      const rest = left.get(row.consumer)! - row.open_minor;
      left.set(row.consumer, rest);
      if (rest < 0n) continue;
      const made = (line: Parameters<typeof payDebt>[0], attempt: number) =>
        payDebt(line, attempt, row.owed_try!);
      await asking(ctx, tx, { row, state: 'settling', made });
    }
  });
}

function askedOf({ asked }: ChargeRow): bigint {
  return BigInt(asked!);
}
