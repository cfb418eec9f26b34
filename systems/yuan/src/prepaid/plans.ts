import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import type { Wallet } from '../wallets/domain.ts';
import { merchants } from '../wallets/postgres.ts';
import { type Plan, priceOf } from './domain.ts';
import { areSalesStopped, keepPlan, plansById } from './postgres.ts';

/** What a merchant offers. */
export type NewPlan = Omit<Plan, 'merchant' | 'state' | 'madeAtMs'> & { readonly wallet: string };

/** Offers a plan; the same again changes nothing. Errors: `yuan.not_a_merchant`, `yuan.sales_stopped`, `yuan.plan_differs`. */
export async function offerPlan(
  { db, clock }: Pick<YuanContext, 'db' | 'clock'>,
  wallet: Wallet,
  { wallet: merchant, ...asked }: NewPlan,
): Promise<Plan> {
  if (!(await merchants(db, [wallet.number])).has(wallet.number))
    fail('yuan.not_a_merchant', 'The wallet takes no payments as a merchant yet: name its shop first.');
  const isNew = !(await plansById(db, [asked.id])).has(asked.id);
  if (isNew && (await areSalesStopped(db, merchant)))
    fail('yuan.sales_stopped', 'The bureau has stopped this merchant’s sales of prepaid cards.');
  const plan: Plan = { ...asked, merchant, state: 'offered', madeAtMs: clock.nowMs() };
  await keepPlan(db, plan, priceOf(plan));
  const kept = (await plansById(db, [plan.id])).get(plan.id);
  if (!kept || factsOf(kept) !== factsOf(plan))
    fail('yuan.plan_differs', 'A plan of this number is there with other facts: use a new number.');
  return kept;
}

function factsOf({ merchant, name, slices, validDays, coolingDays, rules }: Plan): string {
  const facts = [merchant, name.en, name.zh, slices.map(String), validDays, coolingDays, rules.en, rules.zh];
  return JSON.stringify(facts);
}
