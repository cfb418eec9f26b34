import type { PricePlan } from '@finharbor/harbor/contract';
import { useText } from '@finharbor/ui';
import { useYuan } from './amounts.ts';

/** A price plan in words. */
export function usePlanText(): (plan: PricePlan) => string {
  const text = useText('settlement');
  const yuan = useYuan();
  return (plan) =>
    plan.kind === 'free'
      ? text('plan.free', { plan: plan.plan })
      : text(`plan.${plan.kind}`, { plan: plan.plan, amount: yuan(plan.amountMinor) });
}
