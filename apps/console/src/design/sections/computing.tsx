import { FinharborError } from '@finharbor/kernel/contract';
import {
  SavePdf,
  type SetPart,
  Slider,
  SplitBar,
  TwoSets,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo, useState } from 'react';
import { Sample } from '../sample.tsx';
import { districts } from '../samples.ts';

const parts: readonly SetPart[] = ['first', 'both', 'second'];
const sizes = { first: 1200, second: 500, both: 320 };
const most = 9;

/** What computations among parties are designed and read with: sets, budgets, steps, figures with noise, papers. */
export function Computing(): ReactElement {
  return (
    <>
      <Sets />
      <Budget />
      <Noisy />
      <Papers />
    </>
  );
}

function Sets(): ReactElement {
  const text = useText('design');
  const names = { first: text('data.bank'), second: text('choice.tax') };
  return (
    <div className="grid gap-x-8 sm:grid-cols-2 lg:grid-cols-4">
      {parts.map((part) => (
        <TwoSets key={part} summary={text(`computing.${part}`)} shaded={[part]} {...names} />
      ))}
      <TwoSets summary={text('computing.scaled')} shaded={['both']} sizes={sizes} {...names} />
    </div>
  );
}

function Budget(): ReactElement {
  const text = useText('design');
  const { number } = useFormat();
  const [step, setStep] = useState(3);
  const whole = 20;
  const spent = 8;
  const left = whole - spent - step;
  return (
    <div>
      <SplitBar
        label={text('computing.budget')}
        parts={[
          {
            id: 'spent',
            label: text('computing.spent'),
            value: spent,
            shown: number(spent),
            tone: 'neutral',
          },
          { id: 'cost', label: text('computing.cost'), value: step, shown: number(step), tone: 'warn' },
          { id: 'left', label: text('computing.left'), value: left, shown: number(left), tone: 'good' },
        ]}
      />
      <Slider
        label={text('computing.step')}
        value={step}
        max={most}
        valueText={text('progress.usesValue', { n: step, of: most })}
        onChange={setStep}
      />
      <Sample label={text('computing.verbatim')}>
        <Verbatim>tax.UrbanRural · 91310000MA1FL00180</Verbatim>
      </Sample>
    </div>
  );
}

function Noisy(): ReactElement {
  const text = useText('design');
  const say = useBilingual();
  const chart = useMemo(
    () => ({
      categories: districts.map((district, at) =>
        at === 3 ? `${say(district)} (${text('computing.withheld')})` : say(district),
      ),
      series: [{ name: text('chart.firms'), values: [412, 268, 97, null, 151], offBy: 31 }],
    }),
    [text, say],
  );
  return (
    <BarChart
      caption={text('computing.noisy')}
      summary={text('computing.noisySummary')}
      categoryLabel={text('table.district')}
      missing={text('computing.withheld')}
      {...chart}
    />
  );
}

function Papers(): ReactElement {
  const text = useText('design');
  const refused = new FinharborError({ code: 'sample.not_pinned', publicMessage: text('states.problem') });
  return (
    <Sample label={text('computing.papers')}>
      <SavePdf
        name="slow"
        label={text('computing.slow')}
        read={({ signal }) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
        }
      />
      <SavePdf name="refused" label={text('computing.refused')} read={() => Promise.reject(refused)} />
    </Sample>
  );
}
