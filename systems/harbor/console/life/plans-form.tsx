import type { PricePlan } from '@finharbor/harbor/contract';
import { Button, NumberField, Section, Select, TextField, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { PlanDraft } from './plan-draft.ts';

const kinds: readonly PricePlan['kind'][] = ['free', 'per_use', 'per_result', 'subscription'];
const most = 10;

/** What a holder asks for its product. */
export function PlansForm({
  plans,
  onChange,
}: {
  readonly plans: readonly PlanDraft[];
  readonly onChange: (plans: readonly PlanDraft[]) => void;
}): ReactElement {
  const text = useText('life');
  const set = (at: number, part: Partial<PlanDraft>): void =>
    onChange(plans.map((plan, k) => (k === at ? { ...plan, ...part } : plan)));
  return (
    <Section title={text('plans.title')}>
      <p className="mb-3 text-quiet">{text('plans.help')}</p>
      {plans.map(({ plan, kind, amount }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a plan is told by its place until it has a name
        <fieldset key={at} className="mb-4 border-line border-s-2 ps-4">
          <TextField
            label={text('plans.name', { n: at + 1 })}
            name={`plans-${at}-plan`}
            value={plan}
            onChange={(next) => set(at, { plan: next })}
            maxLength={60}
            isRequired
          />
          <Select
            label={text('plans.kind')}
            name={`plans-${at}-kind`}
            options={kinds.map((id) => ({ id, label: text(`plans.kinds.${id}`) }))}
            selected={kind}
            onChange={(next) => set(at, { kind: next })}
          />
          {kind !== 'free' && (
            <NumberField
              label={text('plans.amount')}
              name={`plans-${at}-amount`}
              value={amount}
              onChange={(next) => set(at, { amount: next })}
              minValue={0.01}
              maxValue={1_000_000_000}
              formatOptions={{ maximumFractionDigits: 2 }}
              isRequired
            />
          )}
          <Button onPress={() => onChange(plans.filter((_, k) => k !== at))}>
            {text('plans.remove', { n: at + 1 })}
          </Button>
        </fieldset>
      ))}
      {plans.length < most && (
        <Button onPress={() => onChange([...plans, { plan: '', kind: 'per_use', amount: undefined }])}>
          {text('plans.add')}
        </Button>
      )}
    </Section>
  );
}
