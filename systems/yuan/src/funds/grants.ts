import type { YuanContext } from '../context.ts';
import { entriesFor } from './entries.ts';
import { grantOf } from './ids.ts';
import { fundsById } from './postgres.ts';
import type { GrantView } from './views.ts';

/** Money of special funds for a firm: what it has been paid, and what waits for it to open a wallet. */
export async function grantsOf(
  { db, till }: Pick<YuanContext, 'db' | 'till'>,
  party: string,
): Promise<readonly GrantView[]> {
  const entries = await entriesFor(db, party.replace(/^firm:/, ''));
  const funds = await fundsById(db, [...new Set(entries.map(({ fund }) => fund))]);
  const left = await till.purses(entries.map(({ batch, no }) => grantOf(batch, no)));
  return entries.map(({ fund: id, batch, no, amountMinor, reason, state, wallet, atMs }) => {
    const fund = funds.get(id)!;
    return {
      fund: id,
      title: fund.title,
      basis: fund.basis,
      use: fund.use,
      categories: fund.purpose?.categories ?? [],
      amountMinor,
      reason,
      state: state === 'paid' ? 'paid' : 'waiting',
      wallet,
      leftMinor: left.get(grantOf(batch, no)) ?? null,
      claimUntilMs: fund.claimUntilMs,
      spendUntilMs: fund.spendUntilMs,
      atMs,
    };
  });
}
