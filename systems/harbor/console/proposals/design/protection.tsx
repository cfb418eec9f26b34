import type { DraftColumn, DraftNoise, DraftStatistic, ProposalPreview } from '@finharbor/harbor/contract';
import { Button, RadioGroup, Slider, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useEpsilon } from '../budget-bar.tsx';
import { adviceOn, aloneMicro, noiseAlone, spreadOf } from './noise.ts';

type ProtectionProps = {
  readonly at: number;
  readonly statistic: DraftStatistic;
  readonly columns: readonly DraftColumn[];
  readonly parties: number;
  /** Of the contract's privacy budget; undefined where it has none. */
  readonly delta: number | undefined;
  readonly preview: ProposalPreview | undefined;
  readonly smallestGroup: number;
  readonly set: (statistic: DraftStatistic) => void;
};

const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10].map((epsilon) =>
  Math.round(epsilon * 1_000_000),
);
const firstStep = 500_000;
const noises = ['laplace', 'gaussian'] as const;

/** How a statistic is kept from telling of single firms, and what that does to its figures. */
export function ProtectionFields(props: ProtectionProps): ReactElement {
  const { at, statistic, delta, preview, smallestGroup, set } = props;
  const text = useText('proposals');
  const { protection } = statistic;
  const other = adviceOn(statistic, preview)?.other.protection;
  const choose = (kind: typeof protection.kind): void => {
    if (kind === 'threshold') set({ ...statistic, protection: { kind } });
    else if (other?.kind === kind) set({ ...statistic, protection: other });
    else set({ ...statistic, protection: noiseAlone(kind, { epsilonMicro: firstStep, delta: delta! }) });
  };
  return (
    <>
      <RadioGroup
        label={text('protection.title')}
        name={`statistics/${at}/protection`}
        selected={protection.kind}
        onChange={choose}
        options={[
          {
            id: 'threshold' as const,
            label: text('protection.threshold'),
            description: text('protection.thresholdHelp', { n: smallestGroup }),
          },
          ...(delta === undefined ? [] : noises).map((id) => ({
            id,
            label: text(`protection.${id}`),
            description: text(`protection.${id}Help`),
          })),
        ]}
        {...(delta === undefined ? { description: text('protection.noBudget') } : {})}
      />
      {protection.kind !== 'threshold' && delta !== undefined && (
        <>
          <Noise {...props} noise={protection} delta={delta} />
          <Costs {...props} />
        </>
      )}
    </>
  );
}

function Noise({
  statistic,
  columns,
  parties,
  noise,
  delta,
  set,
}: ProtectionProps & { readonly noise: DraftNoise; readonly delta: number }): ReactElement {
  const text = useText('proposals');
  const { number } = useFormat();
  const say = useEpsilon();
  const alone = aloneMicro(noise, delta);
  const at = steps.findIndex((step) => step >= alone);
  const spread = spreadOf(statistic, { columns, parties })!;
  const rounded = (value: number): string => number(value, value < 10 ? 1 : 0);
  return (
    <>
      <Slider
        label={text('protection.epsilon')}
        value={at === -1 ? steps.length - 1 : at}
        max={steps.length - 1}
        valueText={say(alone)}
        onChange={(step) => {
          const protection = noiseAlone(noise.kind, { epsilonMicro: steps[step]!, delta });
          set({ ...statistic, protection });
        }}
      />
      <p className="mb-2 max-w-prose text-sm">
        {text('protection.counts', { n: rounded(spread.counts) })}{' '}
        {spread.sums !== undefined && text('protection.sums', { n: rounded(spread.sums) })}
      </p>
    </>
  );
}

/** What the noise takes of the budget, and whether the other kind would do the same for less. */
function Costs({ statistic, preview, set }: ProtectionProps): ReactElement {
  const text = useText('proposals');
  const say = useEpsilon();
  const advice = adviceOn(statistic, preview);
  if (!advice) return <p className="mb-4 text-quiet text-sm">{text('protection.costing')}</p>;
  const { costMicro, other } = advice;
  const isLess = other.costMicro < costMicro;
  const name = text(`protection.name.${other.protection.kind}`);
  return (
    <div className="mb-4 max-w-prose text-sm">
      <p>
        {text('protection.costs', { cost: say(costMicro) })}{' '}
        {text(isLess ? 'protection.otherLess' : 'protection.otherMore', {
          other: name,
          cost: say(other.costMicro),
        })}
      </p>
      {isLess && (
        <Button variant="quiet" onPress={() => set({ ...statistic, protection: other.protection })}>
          {text('protection.take', { other: name })}
        </Button>
      )}
    </div>
  );
}
