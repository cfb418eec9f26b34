import { repeat } from '@finharbor/kernel';
import type { Settling } from './context.ts';
import { followDisputes } from './dispute-money.ts';
import { meterNext } from './meter.ts';
import { chargeMonths } from './months.ts';
import { followMovements } from './movements.ts';
import { chargeDue, followLines, payDebts } from './post.ts';

const everyMs = 500;
const monthsEveryMs = 600_000;

/** One round of settlement: what the board has brought, what is due, and what became of what the ledger was asked. May be killed anywhere. */
export async function settleOnce(ctx: Settling): Promise<void> {
  while (await meterNext(ctx));
  await chargeDue(ctx);
  await followMovements(ctx);
  while (await followLines(ctx));
  while (await followDisputes(ctx));
  await payDebts(ctx);
}

/** Settles until the signal fires; never rejects. */
export async function keepSettling(ctx: Settling, signal: AbortSignal): Promise<void> {
  const onFault = (error: unknown): void => ctx.note('settlement.fault', {}, error);
  await Promise.all([
    repeat(() => settleOnce(ctx), { everyMs, signal, onFault }),
    repeat(() => chargeMonths(ctx), { everyMs: monthsEveryMs, signal, onFault }),
  ]);
}
