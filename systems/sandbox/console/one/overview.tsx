import type { PilotNext, ProjectView } from '@finharbor/sandbox/contract';
import {
  Badge,
  Button,
  EmptyState,
  Section,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { OneCase } from '../one-case.tsx';
import { Days, daysTo } from '../words.tsx';
import { Ask } from './ask.tsx';
import { Line } from './line.tsx';
import { Measures } from './measures.tsx';
import type { Tab } from './page.tsx';

/** A project and what comes next of it. */
export type NextProps = { readonly one: ProjectView; readonly next: PilotNext };

/** Where a project stands, what is missing and by when, its cases, and what the reader may do. */
export function Overview({ one, next, onTab }: NextProps & Goes): ReactElement {
  const text = useText('pilot');
  return (
    <>
      <Line line={next.line} />
      <Section title={text('missing')} id="missing">
        <Wants next={next} onTab={onTab} />
      </Section>
      <Section title={text('cases')}>
        <Cases next={next} />
      </Section>
      <Ask one={one} next={next} />
      <Measures one={one} next={next} />
    </>
  );
}

/** Leads to another part of the page. */
type Goes = { readonly onTab: (tab: Tab) => void };

const tabOf: Readonly<Record<PilotNext['wants'][number]['kind'], Tab>> = {
  ...{ indicators: 'risk', reading: 'risk', alert: 'risk', comments: 'comments', exit: 'overview' },
  ...{ disclosure: 'records', data: 'records', model: 'records', model_review: 'records' },
  ...{ model_refused: 'records', compensation: 'records', follow_up: 'records' },
};

function Wants({ next: { wants }, onTab }: Pick<NextProps, 'next'> & Goes): ReactElement {
  const text = useText('pilot');
  if (wants.length === 0)
    return <EmptyState title={text('nothingMissing')} body={text('nothingMissingHelp')} />;
  return (
    <ul className="grid gap-2">
      {wants.map((want) => (
        <li
          key={`${want.kind} ${want.about?.en}`}
          className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-md border px-4 py-2 ${want.isLate ? 'border-bad/50 bg-bad-soft' : 'border-line bg-surface'}`}
        >
          <OneWant want={want} />
          {tabOf[want.kind] !== 'overview' && (
            <Button variant="quiet" onPress={() => onTab(tabOf[want.kind])}>
              {text('goTo', { tab: text(`tab.${tabOf[want.kind]}`) })}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function OneWant({ want }: { readonly want: PilotNext['wants'][number] }): ReactElement {
  const text = useText('pilot');
  const say = useBilingual();
  const { number } = useFormat();
  const { kind, by, about, count, dueOn } = want;
  return (
    <div className="min-w-0">
      <p className="font-medium">
        {text(`want.${kind}`, { n: number(count) })}
        {about !== null && (
          <>
            {text('colon')}
            <Verbatim>{say(about)}</Verbatim>
          </>
        )}
      </p>
      <p className="text-sm">
        <Badge tone={by === 'firm' ? 'accent' : 'neutral'}>{text(`by.${by}`)}</Badge>
        {dueOn !== null && (
          <>
            {text('dueOn', { day: dueOn })} <Days left={daysTo(dueOn)} soonDays={14} />
          </>
        )}
      </p>
    </div>
  );
}

function Cases({ next: { cases } }: Pick<NextProps, 'next'>): ReactElement {
  const text = useText('pilot');
  if (cases.length === 0) return <p className="text-quiet">{text('noCases')}</p>;
  return (
    <ul className="grid gap-2">
      {cases.map((one) => (
        <li key={one.id}>
          <OneCase one={one} />
        </li>
      ))}
    </ul>
  );
}
