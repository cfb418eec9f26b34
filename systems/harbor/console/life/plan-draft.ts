import type { PricePlan } from '@finharbor/harbor/contract';
import { z } from 'zod';

/** A price plan as it is filled in; the amount is yuan. */
export type PlanDraft = {
  readonly plan: string;
  readonly kind: PricePlan['kind'];
  readonly amount: number | undefined;
};

/** Plans as they were kept, half filled in or not, as zod. */
export const keptPlans: z.ZodType<readonly PlanDraft[]> = z.array(
  z
    .object({
      plan: z.string(),
      kind: z.enum(['free', 'per_use', 'per_result', 'subscription']),
      amount: z.number().optional(),
    })
    .transform(({ amount, ...plan }) => ({ ...plan, amount })),
);

/** Published plans, to be filled in again. */
export function draftsOf(plans: readonly PricePlan[] = []): readonly PlanDraft[] {
  return plans.map((plan) => ({
    plan: plan.plan,
    kind: plan.kind,
    amount: plan.kind === 'free' ? undefined : Number(plan.amountMinor) / 100,
  }));
}

/** The plans as they are signed, or none where there are none. */
export function plansOf(drafts: readonly PlanDraft[]): { readonly plans?: readonly PricePlan[] } {
  if (drafts.length === 0) return {};
  return {
    plans: drafts.map(({ plan, kind, amount = 0 }): PricePlan => {
      const name = plan.trim();
      if (kind === 'free') return { plan: name, kind };
      return { plan: name, kind, amountMinor: String(Math.round(amount * 100)), currency: 'CNY' };
    }),
  };
}

/** Which fields of the plans are still missing, as pointers. */
export function missingPlans(drafts: readonly PlanDraft[]): readonly string[] {
  return drafts.flatMap(({ plan, kind, amount }, at) => [
    ...(plan.trim() === '' ? [`/plans-${at}-plan`] : []),
    ...(kind !== 'free' && amount === undefined ? [`/plans-${at}-amount`] : []),
  ]);
}
