import type { DraftColumn, DraftStatistic } from '@finharbor/harbor/contract';
import { RadioGroup, Slider, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useEpsilon } from '../budget-bar.tsx';
import { spreadOf } from './noise.ts';

type ProtectionProps = {
  readonly at: number;
  readonly statistic: DraftStatistic;
  readonly columns: readonly DraftColumn[];
  readonly parties: number;
  readonly hasBudget: boolean;
  readonly smallestGroup: number;
  readonly set: (statistic: DraftStatistic) => void;
};

const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10].map((epsilon) =>
  Math.round(epsilon * 1_000_000),
);
const firstStep = 500_000;

/** How a statistic is kept from telling of single firms, and what that does to its figures. */
export function ProtectionFields(props: ProtectionProps): ReactElement {
  const { at, statistic, hasBudget, smallestGroup, set } = props;
  const text = useText('proposals');
  const { protection } = statistic;
  const choose = (kind: typeof protection.kind): void =>
    set({
      ...statistic,
      protection: kind === 'threshold' ? { kind } : { kind, epsilonMicro: firstStep },
    });
  return (
    <>
      <RadioGroup
        label={text('protection.title')}
        name={`statistics/${at}/protection`}
        selected={protection.kind}
        onChange={choose}
        options={[
          {
            id: 'threshold',
            label: text('protection.threshold'),
            description: text('protection.thresholdHelp', { n: smallestGroup }),
          },
          ...(hasBudget
            ? [
                {
                  id: 'laplace' as const,
                  label: text('protection.laplace'),
                  description: text('protection.laplaceHelp'),
                },
              ]
            : []),
        ]}
        {...(hasBudget ? {} : { description: text('protection.noBudget') })}
      />
      {protection.kind === 'laplace' && <Noise {...props} epsilonMicro={protection.epsilonMicro} />}
    </>
  );
}

function Noise({
  statistic,
  columns,
  parties,
  epsilonMicro,
  set,
}: ProtectionProps & { readonly epsilonMicro: number }): ReactElement {
  const text = useText('proposals');
  const { number } = useFormat();
  const say = useEpsilon();
  const at = steps.findIndex((step) => step >= epsilonMicro);
  const spread = spreadOf(statistic, { columns, parties })!;
  const rounded = (value: number): string => number(value, value < 10 ? 1 : 0);
  return (
    <>
      <Slider
        label={text('protection.epsilon')}
        value={at === -1 ? steps.length - 1 : at}
        max={steps.length - 1}
        valueText={say(epsilonMicro)}
        onChange={(step) =>
          set({ ...statistic, protection: { kind: 'laplace', epsilonMicro: steps[step]! } })
        }
      />
      <p className="mb-4 max-w-prose text-sm">
        {text('protection.counts', { n: rounded(spread.counts) })}{' '}
        {spread.sums !== undefined && text('protection.sums', { n: rounded(spread.sums) })}
      </p>
    </>
  );
}
