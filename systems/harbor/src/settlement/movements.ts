import { fail } from '@finharbor/kernel';
import type { Selectable, Transaction } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import { availableOf } from './accounts.ts';
import { bookedAt } from './charges.ts';
import type { Settling } from './context.ts';
import { type Asking, askOut, type Movement, resolveOut, topUp } from './purses.ts';
import { inTurn, openPurses } from './turn.ts';

type Row = Selectable<HarborTables['money_movement']>;

/** Money that comes in or goes out, as somebody asked for it; the id is the asker's, so that asking twice is asking once. */
export type NewMovement = Movement & { readonly reference: string };

/** Writes down that money has come in at the bank for a party. Errors: `settlement.other_movement`. */
export async function recordTopUp(ctx: Settling, movement: NewMovement): Promise<void> {
  await openPurses(ctx, [movement.party]);
  await inTurn(ctx, (tx) =>
    put(ctx, tx, { movement, kind: 'top_up', state: 'posting', made: topUp(movement) }),
  );
}

/** Asks that earned money be paid out; it is set aside until the bank has sent it. Errors: `settlement.too_much`, `settlement.other_movement`. */
export async function askPayout(ctx: Settling, movement: NewMovement): Promise<void> {
  await openPurses(ctx, [movement.party]);
  const { payableMinor } = await availableOf(ctx, movement.party);
  await inTurn(ctx, async (tx) => {
    const known = await tx.selectFrom('money_movement').select('id').where('id', '=', movement.id).execute();
    if (known.length === 0 && movement.amountMinor > payableMinor)
      fail('settlement.too_much', 'That is more than can be paid out now.');
    await put(ctx, tx, { movement, kind: 'payout', state: 'asked', made: askOut(movement) });
  });
}

/** Says that the bank has sent a payout, or will not. Errors: `settlement.payout_not_found`, `settlement.payout_resolved`. */
export async function resolvePayout(
  ctx: Settling,
  id: string,
  { how, reference }: { readonly how: 'confirm' | 'reject'; readonly reference: string },
): Promise<void> {
  const state = how === 'confirm' ? 'confirming' : 'rejecting';
  await inTurn(ctx, async (tx) => {
    const row = await tx
      .selectFrom('money_movement')
      .selectAll()
      .where('id', '=', id)
      .where('kind', '=', 'payout')
      .executeTakeFirst();
    if (!row) fail('settlement.payout_not_found', 'There is no such payout.');
    // Said again, by somebody whose answer was lost.
    if (row.state === state) return;
    if (row.state !== 'waiting') fail('settlement.payout_resolved', 'This payout waits for nobody.');
    const made = resolveOut({ id, party: row.party, amountMinor: row.amount_minor }, how);
    await ctx.ledger.intend(tx, made.transfers);
    await tx
      .updateTable('money_movement')
      .set({ state, reference, asked: String(made.transfers[0]!.id) })
      .where('id', '=', id)
      .execute();
  });
}

type Put = {
  readonly movement: NewMovement;
  readonly kind: 'top_up' | 'payout';
  readonly state: 'posting' | 'asked';
  readonly made: Asking;
};

async function put(
  ctx: Settling,
  tx: Transaction<HarborTables>,
  { movement: { id, party, amountMinor, reference }, kind, state, made }: Put,
): Promise<void> {
  const row = await tx
    .insertInto('money_movement')
    .values({
      id,
      kind,
      party,
      amount_minor: amountMinor,
      reference,
      state,
      asked: String(made.transfers[0]!.id),
      asked_at_ms: BigInt(ctx.clock.nowMs()),
    })
    .onConflict((on) => on.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row) return ctx.ledger.intend(tx, made.transfers);
  const known = await tx
    .selectFrom('money_movement')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (known.kind !== kind || known.party !== party || known.amount_minor !== amountMinor)
    fail('settlement.other_movement', 'Another sum was asked for under this number.');
}

const next: Readonly<Record<string, { readonly posted: string; readonly refused: string }>> = {
  posting: { posted: 'done', refused: 'refused' },
  asked: { posted: 'waiting', refused: 'refused' },
  confirming: { posted: 'done', refused: 'waiting' },
  rejecting: { posted: 'rejected', refused: 'waiting' },
};

/** Learns what became of money that was asked to come in or go out; tells whether anything has moved. */
export async function followMovements(ctx: Settling): Promise<boolean> {
  return inTurn(ctx, async (tx) => {
    const rows: readonly Row[] = await tx
      .selectFrom('money_movement')
      .selectAll()
      .where('state', 'in', Object.keys(next))
      .orderBy('no')
      .execute();
    const fates = await ctx.ledger.fates(
      tx,
      rows.map(({ asked }) => BigInt(asked)),
    );
    let hasMoved = false;
    for (const row of rows) {
      const fate = fates.get(BigInt(row.asked));
      if (!fate || fate.kind === 'waiting') continue;
      hasMoved = true;
      const state = next[row.state]![fate.kind];
      await tx
        .updateTable('money_movement')
        .set({ state, ...(state === 'done' && bookedAt(ctx.clock.nowMs())) })
        .where('id', '=', row.id)
        .execute();
    }
    return hasMoved;
  });
}
