import { openingOf, type TrainingView } from '@finharbor/harbor/contract';
import { DescriptionList, Section, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement, ReactNode } from 'react';
import { Learns } from '../../contracts/learns.tsx';

/** How a training was planned, and what exactly that plan tells whom. */
export function Planned({ training }: { readonly training: TrainingView }): ReactElement {
  const text = useText('training');
  return (
    <>
      <Section title={text('planned.title')}>
        <Settings training={training} />
      </Section>
      <Section title={text('planned.tells')}>
        <Learns leakage={training.leakage} />
      </Section>
    </>
  );
}

function Settings({
  training: { folds, smallestGroup, settings },
}: {
  readonly training: TrainingView;
}): ReactElement {
  const text = useText('training');
  const { number, percent } = useFormat();
  const { ridge, classWeights, offset, kept, centreLogit } = settings;
  const perClass = (
    of: { readonly good: number; readonly bad: number } | undefined,
    say: (value: number) => string,
  ): string | undefined => of && text('planned.perClass', { good: say(of.good), bad: say(of.bad) });
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['folds', number(folds)],
    ['group', number(smallestGroup)],
    ['opened', text(`planned.openedTo.${openingOf(settings)}`)],
    ['weights', perClass(classWeights, (value) => number(value, 4))],
    ['ridge', ridge !== undefined && number(ridge, 3)],
    ['offset', offset !== undefined && <Verbatim>{offset}</Verbatim>],
    ['kept', perClass(kept, (value) => percent(value))],
    ['centre', centreLogit !== undefined && number(centreLogit, 1)],
  ];
  return (
    <DescriptionList
      items={facts
        .filter(([, value]) => value !== undefined && value !== false)
        .map(([term, value]) => ({ term: text(`planned.${term}`), value }))}
    />
  );
}
