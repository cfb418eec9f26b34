import { claimEntries, lapsedBatches, returnEntries, settleEntries } from './entries.ts';
import { batchById, fundsById } from './postgres.ts';
import { openGrants, type Running, releaseOf, returnRest } from './run.ts';

/** Pays firms that have opened a wallet by now what has waited for them, and returns what has waited too long. */
export async function payWaiting(ctx: Running): Promise<void> {
  await payClaims(ctx);
  for (const batch of await lapsedBatches(ctx.db, ctx.clock.nowMs())) {
    await returnEntries(ctx.db, { batch, state: 'waiting', atMs: ctx.clock.nowMs() });
    await returnRest(ctx, batch);
  }
}

async function payClaims(ctx: Running): Promise<void> {
  const claims = await claimEntries(ctx.db);
  for (const id of new Set(claims.map(({ batch }) => batch))) {
    const batch = (await batchById(ctx.db, id))!;
    const fund = (await fundsById(ctx.db, [batch.fund])).get(batch.fund)!;
    const own = claims.filter((claim) => claim.batch === id);
    await openGrants(ctx, fund, own);
    const outcomes = await ctx.till.releaseEach(own.map((claim) => releaseOf(fund, claim)));
    await settleEntries(
      ctx.db,
      { batch: id, atMs: ctx.clock.nowMs() },
      own.map(({ no }, at) => {
        const outcome = outcomes[at]!;
        return outcome.kind === 'done'
          ? { no, state: 'paid', code: null }
          : { no, state: 'refused', code: `yuan.${outcome.reason}` };
      }),
    );
    if (outcomes.some(({ kind }) => kind === 'refused')) await returnRest(ctx, id);
  }
}
