import type { Watched } from '@finharbor/sandbox/contract';
import { Badge, Card, DescriptionList, useBilingual, useText, Verbatim } from '@finharbor/ui';
import { StepChart, type StepLine } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';

/** An indicator over time, each value holding until the next, with both bounds. */
export function Indicator({ indicator }: { readonly indicator: Watched }): ReactElement {
  const text = useText('pilot');
  const say = useBilingual();
  const { title, unit, bound, warn, hard, everyDays, halts, readings } = indicator;
  const name = say(title);
  const lines = useLines(indicator);
  const latest = readings[0];
  const terms = (
    <DescriptionList
      items={[
        { term: text('indicators.code'), value: <Verbatim>{indicator.indicator}</Verbatim> },
        { term: text('indicators.bounds'), value: text(`indicators.${bound}`, { warn, hard, unit }) },
        { term: text('indicators.every'), value: text('indicators.everyDays', { n: everyDays }) },
        {
          term: text('indicators.latest'),
          value: latest ? (
            <Verbatim>{`${latest.value} ${unit} · ${latest.day}`}</Verbatim>
          ) : (
            text('indicators.nothing')
          ),
        },
      ]}
    />
  );
  return (
    <div className="mb-6">
      <Card title={name}>
        {halts && (
          <p className="mb-2">
            <Badge tone="warn">{text('indicators.halts')}</Badge>
          </p>
        )}
        {terms}
        {latest && (
          <StepChart
            caption={name}
            summary={text('indicators.summary', {
              ...{ name, n: readings.length, unit, warn, hard },
              ...{ value: latest.value, day: latest.day },
            })}
            timeLabel={text('day')}
            valueLabel={unit}
            lines={lines}
          />
        )}
      </Card>
    </div>
  );
}

function useLines({ title, warn, hard, readings }: Watched): readonly StepLine[] {
  const text = useText('pilot');
  const say = useBilingual();
  return useMemo(() => {
    const inOrder = readings.toReversed();
    const steps = inOrder.map(({ day, value }) => stepAt(day, value));
    const ends = [inOrder[0], inOrder.at(-1)].filter((one) => one !== undefined);
    const flat = (value: string) => ends.map(({ day }) => stepAt(day, value));
    return [
      { name: say(title), steps },
      { name: text('indicators.warn'), steps: flat(warn) },
      { name: text('indicators.hard'), steps: flat(hard), tone: 'bad' },
    ];
  }, [title, warn, hard, readings, text, say]);
}

function stepAt(day: string, value: string): StepLine['steps'][number] {
  return { atMs: Date.parse(`${day}T00:00:00+08:00`), value: Number(value), shown: value };
}
