import { fail } from '@finharbor/kernel';
import { findContract } from '../contracts.ts';
import type { Body } from '../documents.ts';
import { availableOf } from './accounts.ts';
import type { Settling } from './context.ts';
import type { MayCharge } from './views.ts';

/** What one job under a contract costs at most, in fen. */
export function mostPerJob({ charges = [] }: Pick<Body<'contract'>, 'charges'>): bigint {
  const most = new Map<string, bigint>();
  for (const { provider, plan } of charges) {
    if (plan.kind !== 'per_use' && plan.kind !== 'per_result') continue;
    const price = BigInt(plan.amountMinor);
    if (price > (most.get(provider) ?? 0n)) most.set(provider, price);
  }
  return [...most.values()].reduce((sum, price) => sum + price, 0n);
}

/**
 * Whether a contract's consumer can pay for a job before it runs: it owes nothing, and what it has paid in reaches. A job that is charged already
 * may be run again. Uses that pass while money runs out become a debt. Errors: `contract.not_found`, also for who is no side of it.
 */
export async function mayCharge(
  ctx: Settling,
  { asker, contract, job }: { readonly asker: string; readonly contract: string; readonly job: string },
): Promise<MayCharge> {
  const body = (await findContract(ctx, contract))?.contract.body;
  if (!body || ![body.consumer, ...body.providers].includes(asker))
    fail('contract.not_found', 'There is no such contract of this party.');
  const need = mostPerJob(body);
  if (need === 0n) return { kind: 'allowed' };
  const charged = await ctx.db
    .selectFrom('charge')
    .select('id')
    .where('job_id', '=', job)
    .where('contract_id', '=', contract)
    .where('price_minor', '>', 0n)
    .executeTakeFirst();
  if (charged) return { kind: 'allowed' };
  const { prepaidMinor, owedMinor } = await availableOf(ctx, body.consumer);
  if (owedMinor <= 0n && prepaidMinor >= need) return { kind: 'allowed' };
  return {
    kind: 'refused',
    needMinor: String(need),
    availableMinor: String(prepaidMinor),
    owedMinor: String(owedMinor),
  };
}
