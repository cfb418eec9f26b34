import type { PricePlan, ProductView } from '@finharbor/harbor/contract';
import { Section, Select, useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { node } from '../api.ts';
import { useYuan } from './amounts.ts';
import { usePlanText } from './plan-text.ts';

type Draft = Parameters<typeof node.postContract>[0]['body'];
type Plans = {
  readonly products: readonly ProductView[];
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
};

/** By which plan each chosen product is paid for, and what the contract can come to. */
export function PickPlans({ products, draft, set }: Plans): ReactElement | null {
  const text = useText('settlement');
  const say = useBilingual();
  const planText = usePlanText();
  const priced = products.filter(({ id, body }) => draft.products.includes(id) && body.plans !== undefined);
  if (priced.length === 0) return null;
  return (
    <Section title={text('plans.title')}>
      {priced.map(({ id, body }) => (
        <Select
          key={id}
          label={say(body.title)}
          name={`plans/${id}`}
          selected={pickedOf(draft, { id, plans: body.plans! }).plan}
          onChange={(plan) => set({ plans: { ...draft.plans, [id]: plan } })}
          options={body.plans!.map((plan) => ({ id: plan.plan, label: planText(plan) }))}
        />
      ))}
      <Estimate priced={priced} draft={draft} />
    </Section>
  );
}

type Priced = { readonly id: string; readonly plans: readonly PricePlan[] };

function pickedOf({ plans: picked }: Draft, { id, plans }: Priced): PricePlan {
  return plans.find(({ plan }) => plan === picked?.[id]) ?? plans[0]!;
}

const daysPerMonth = 30;

function Estimate({
  priced,
  draft,
}: {
  readonly priced: readonly ProductView[];
  readonly draft: Draft;
}): ReactElement {
  const text = useText('settlement');
  const yuan = useYuan();
  const months = Math.ceil(draft.validDays / daysPerMonth);
  const most = priced.reduce((sum, { id, body }) => {
    const plan = pickedOf(draft, { id, plans: body.plans! });
    if (plan.kind === 'free') return sum;
    return sum + BigInt(plan.amountMinor) * BigInt(plan.kind === 'subscription' ? months : draft.uses);
  }, 0n);
  return (
    <p className="mb-4 max-w-prose">
      <output>{text('plans.estimate', { amount: yuan(String(most)), uses: draft.uses, months })}</output>
    </p>
  );
}
