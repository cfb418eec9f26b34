import { sha256 } from '@finharbor/kernel';
import type { Selectable, Transaction, Updateable } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Verified } from '../documents.ts';
import { asking, type ChargeRow, moneyOf, putCharge, tariffs } from './charges.ts';
import type { Settling } from './context.ts';
import { type ChargeState, feeOf } from './domain.ts';
import { type Asking, hold, type LineMoney, oweLess, payBack, release } from './purses.ts';
import { inTurn, openPurses } from './turn.ts';

type DisputeRow = Selectable<HarborTables['line_dispute']>;
type Tx = Transaction<HarborTables>;
/** A dispute that money waits for, and the line it is about. */
type Case = { readonly dispute: DisputeRow; readonly line: ChargeRow };

/** Takes a dispute up where one side of the line has filed it against the other, and nobody has before. */
export async function takeDispute(
  tx: Tx,
  { id, issuer, issuedAtMs, body }: Verified<'line_dispute'>,
): Promise<void> {
  const [line, earlier] = await Promise.all([
    tx.selectFrom('charge').selectAll().where('id', '=', body.charge).executeTakeFirst(),
    tx
      .selectFrom('line_dispute')
      .select('id')
      .where('charge_id', '=', body.charge)
      .where('state', '<>', 'inadmissible')
      .executeTakeFirst(),
  ]);
  const isOfLine =
    line?.contract_id === body.contract &&
    line.kind !== 'correction' &&
    [line.consumer, line.provider].toSorted().join() === [issuer, body.against].toSorted().join();
  await tx
    .insertInto('line_dispute')
    .values({
      id,
      charge_id: body.charge,
      filed_at_ms: BigInt(issuedAtMs),
      state: isOfLine && !earlier ? 'new' : 'inadmissible',
    })
    .onConflict((on) => on.column('id').doNothing())
    .execute();
}

/** Takes down what was awarded; only the first of the hub's own words counts. */
export async function takeAward(
  { party }: Pick<Settling, 'party'>,
  tx: Tx,
  { id, issuer, body }: Verified<'dispute_award'>,
): Promise<void> {
  if (issuer !== party) return;
  await tx
    .updateTable('line_dispute')
    .set({ award_id: id, award_minor: BigInt(body.priceMinor) })
    .where('id', '=', body.dispute)
    .where('award_id', 'is', null)
    .where('state', '<>', 'inadmissible')
    .execute();
}

/** Holds what is argued about, and enforces what was awarded, each exactly once; tells whether anything has moved. */
export async function followDisputes(ctx: Settling): Promise<boolean> {
  return inTurn(ctx, async (tx) => {
    const running = await tx
      .selectFrom('line_dispute')
      .selectAll()
      .where('state', 'not in', ['inadmissible', 'ended', 'stuck'])
      .orderBy('filed_at_ms')
      .execute();
    let hasMoved = false;
    for (const dispute of running) {
      const line = await tx
        .selectFrom('charge')
        .selectAll()
        .where('id', '=', dispute.charge_id)
        .executeTakeFirstOrThrow();
      if (await step(ctx, tx, { dispute, line })) hasMoved = true;
    }
    return hasMoved;
  });
}

const underWay: readonly string[] = ['awaiting', 'posting', 'owing', 'settling'] satisfies ChargeState[];

async function step(ctx: Settling, tx: Tx, one: Case): Promise<boolean> {
  const { dispute, line } = one;
  switch (dispute.state) {
    case 'new':
      if (underWay.includes(line.state)) return false;
      await begin(ctx, tx, one);
      return true;
    case 'held':
      if (dispute.award_minor === null || underWay.includes(line.state)) return false;
      await enforce(ctx, tx, { ...one, priceMinor: dispute.award_minor });
      return true;
    default:
      return learn(ctx, tx, dispute);
  }
}

async function begin(ctx: Settling, tx: Tx, { dispute, line }: Case): Promise<void> {
  const share = line.open_minor - line.open_fee_minor;
  if (line.state !== 'paid' || share <= 0n) return change(tx, dispute, { state: 'held' });
  await ask(ctx, tx, { dispute, state: 'holding', made: hold(dispute.id, moneyOf(line)) });
}

/** Learns what became of what was asked for. */
async function learn(ctx: Settling, tx: Tx, dispute: DisputeRow): Promise<boolean> {
  const id = BigInt(dispute.asked!);
  const fate = (await ctx.ledger.fates(tx, [id])).get(id);
  if (!fate || fate.kind === 'waiting') return false;
  if (dispute.state === 'holding') {
    const [held] = fate.kind === 'posted' ? await ctx.ledger.made([id]) : [];
    await change(tx, dispute, { state: 'held', held_minor: held?.amount ?? 0n });
    return true;
  }
  if (fate.kind === 'refused') {
    ctx.note('settlement.award_not_enforced', { dispute: dispute.id, outcome: fate.outcomes.join() });
    await change(tx, dispute, { state: 'stuck' });
    return true;
  }
  await tx
    .updateTable('charge')
    .set({ state: 'paid' })
    .where('id', '=', correctionOf(dispute))
    .where('price_minor', '<', 0n)
    .execute();
  await change(tx, dispute, { state: 'ended' });
  return true;
}

type Awarded = Case & { readonly priceMinor: bigint };

async function enforce(ctx: Settling, tx: Tx, awarded: Awarded): Promise<void> {
  const { dispute, line, priceMinor } = awarded;
  if (priceMinor < line.price_minor) return lower(ctx, tx, awarded);
  if (priceMinor > line.price_minor) await correct(ctx, tx, awarded);
  if (dispute.held_minor === 0n) return change(tx, dispute, { state: 'ended' });
  await ask(ctx, tx, { dispute, state: 'releasing', made: release(dispute.id) });
}

async function lower(ctx: Settling, tx: Tx, awarded: Awarded): Promise<void> {
  const { dispute, line, priceMinor } = awarded;
  const { feeMinor } = await correct(ctx, tx, awarded);
  const back = { ...moneyOf(line), priceMinor: line.price_minor - priceMinor, feeMinor: -feeMinor };
  if (line.state === 'paid') {
    const made = payBack(dispute.id, back, dispute.held_minor);
    await ask(ctx, tx, { dispute, state: 'enforcing', made });
    await tx
      .updateTable('charge')
      .set({ state: 'posting', transfers: made.moved.map(String) })
      .where('id', '=', correctionOf(dispute))
      .execute();
    return;
  }
  await lowerDebt(ctx, tx, { line, back });
  await change(tx, dispute, { state: 'ended' });
}

/** What is not paid yet becomes a smaller debt. */
async function lowerDebt(
  ctx: Settling,
  tx: Tx,
  { line, back }: { readonly line: ChargeRow; readonly back: LineMoney },
): Promise<void> {
  const before = moneyOf(line);
  const less = {
    ...before,
    priceMinor: before.priceMinor - back.priceMinor,
    feeMinor: before.feeMinor - back.feeMinor,
  };
  await asking(ctx, tx, {
    row: line,
    state: 'owing',
    made: (_line, attempt) => oweLess(before, less, { attempt, owedTry: line.owed_try! }),
  });
  await tx
    .updateTable('charge')
    .set({ open_minor: less.priceMinor, open_fee_minor: less.feeMinor })
    .where('id', '=', line.id)
    .execute();
}

/** The line stays as it was stated; what changes is a line of its own, in the month of the award. */
async function correct(
  ctx: Settling,
  tx: Tx,
  { dispute, line, priceMinor }: Awarded,
): Promise<{ readonly feeMinor: bigint }> {
  const tariff = (await tariffs(tx)).find(({ version }) => version === line.tariff)!;
  const feeMinor = feeOf(priceMinor, tariff) - line.fee_minor;
  // What cost nothing until now had no need of accounts.
  await openPurses(ctx, [line.consumer, line.provider]);
  await putCharge(ctx, tx, {
    id: correctionOf(dispute),
    kind: 'correction',
    contract: line.contract_id,
    product: line.product_id ?? undefined,
    consumer: line.consumer,
    provider: line.provider,
    job: line.job_id ?? undefined,
    usedAtMs: Number(line.used_at_ms),
    reason: priceMinor === 0n ? 'refunded' : 'corrected',
    priceMinor: priceMinor - line.price_minor,
    corrects: { id: line.id, feeMinor, tariff: line.tariff },
  });
  return { feeMinor };
}

type Asked = {
  readonly dispute: DisputeRow;
  readonly state: 'holding' | 'releasing' | 'enforcing';
  readonly made: Asking;
};

async function ask(ctx: Settling, tx: Tx, { dispute, state, made }: Asked): Promise<void> {
  await ctx.ledger.intend(tx, made.transfers);
  await change(tx, dispute, { state, asked: String(made.transfers[0]!.id) });
}

async function change(
  tx: Tx,
  { id }: DisputeRow,
  values: Updateable<HarborTables['line_dispute']>,
): Promise<void> {
  await tx.updateTable('line_dispute').set(values).where('id', '=', id).execute();
}

function correctionOf({ id }: DisputeRow): string {
  return Buffer.from(sha256(`finharbor/correction/1\n${id}`)).toString('hex');
}
