import { SplitBar, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

type BudgetBarProps = {
  readonly limitMicro: number;
  readonly spentMicro: number;
  /** What the computation at hand would spend. */
  readonly costMicro?: number;
};

/** A contract's privacy budget: what is spent, what the computation at hand takes, what stays. */
export function BudgetBar({ limitMicro, spentMicro, costMicro = 0 }: BudgetBarProps): ReactElement {
  const text = useText('proposals');
  const say = useEpsilon();
  const left = limitMicro - spentMicro - costMicro;
  return (
    <>
      <SplitBar
        label={text('budget.of', { limit: say(limitMicro) })}
        parts={[
          {
            id: 'spent',
            label: text('budget.spent'),
            value: spentMicro,
            shown: say(spentMicro),
            tone: 'neutral',
          },
          ...(costMicro > 0
            ? [
                {
                  id: 'cost',
                  label: text('budget.cost'),
                  value: costMicro,
                  shown: say(costMicro),
                  tone: left < 0 ? ('bad' as const) : ('warn' as const),
                },
              ]
            : []),
          {
            id: 'left',
            label: text('budget.left'),
            value: Math.max(0, left),
            shown: say(Math.max(0, left)),
            tone: 'good',
          },
        ]}
      />
      {left < 0 && (
        <p role="alert" className="mb-3 text-bad">
          {text('budget.tooMuch', { over: say(-left) })}
        </p>
      )}
    </>
  );
}

/** Millionths of ε as people read them. */
export function useEpsilon(): (micro: number) => string {
  const { number } = useFormat();
  return (micro) => {
    const places = micro % 1_000_000 === 0 ? 0 : micro % 10_000 === 0 ? 2 : 4;
    return `ε ${number(micro / 1_000_000, places)}`;
  };
}
