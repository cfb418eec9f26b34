import type { PricePlan } from '@finharbor/harbor/contract';
import { useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** A price plan in a sentence. */
export function usePlanText(): (plan: PricePlan) => string {
  const text = useText('life');
  const { money } = useFormat();
  return (plan) =>
    plan.kind === 'free'
      ? text('plans.free')
      : text(`plans.${plan.kind}`, { amount: money(yuanOf(plan.amountMinor), plan.currency) });
}

/** What a product may be had for. */
export function Prices({ plans = [] }: { readonly plans?: readonly PricePlan[] | undefined }): ReactElement {
  const text = useText('life');
  const planText = usePlanText();
  if (plans.length === 0) return <>{text('plans.free')}</>;
  return (
    <ul>
      {plans.map((plan) => (
        <li key={plan.plan}>
          <Verbatim>{plan.plan}</Verbatim>: {planText(plan)}
        </li>
      ))}
    </ul>
  );
}

/** Fen as a decimal string of yuan. */
export function yuanOf(minor: string): string {
  const digits = minor.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
