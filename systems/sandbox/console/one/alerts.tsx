import type { Supervision, Watched } from '@finharbor/sandbox/contract';
import {
  Badge,
  Button,
  type Column,
  ConfirmDialog,
  DataTable,
  EmptyState,
  useBilingual,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { pilots } from '../api.ts';
import { useDoing } from '../doing.ts';
import type { WatchedProps } from './risk.tsx';

type Alert = Supervision['alerts'][number];

/** Values beyond a bound, and what was done about each. */
export function Alerts({ one, may, watch }: WatchedProps): ReactElement {
  const text = useText('pilot');
  const [asked, setAsked] = useState<Alert>();
  const say = useBilingual();
  const nameOf = (alert: Alert): string => {
    const found = indicatorOf(watch, alert);
    return found ? say(found.title) : alert.indicator;
  };
  const columns = useColumns(watch, nameOf);
  const acting: Column<Alert> = {
    ...{ id: 'do', header: text('todo'), isAct: true },
    cell: (alert) => (
      <Button
        aria-label={text('alerts.answerOf', { name: nameOf(alert), day: alert.day })}
        onPress={() => setAsked(alert)}
      >
        {text('alerts.do')}
      </Button>
    ),
  };
  return (
    <>
      <DataTable
        caption={text('alerts.title')}
        exportName={`${one.number} ${text('alerts.title')}`}
        rows={watch.alerts}
        rowKey={({ indicator, day }) => `${indicator}/${day}`}
        columns={may.office ? [...columns, acting] : columns}
        empty={<EmptyState title={text('alerts.none')} body={text('alerts.noneHelp')} />}
      />
      {asked && (
        <Answer number={one.number} alert={asked} name={nameOf(asked)} onOver={() => setAsked(undefined)} />
      )}
    </>
  );
}

function indicatorOf({ indicators }: Supervision, { indicator }: Alert): Watched | undefined {
  return indicators.find((each) => each.indicator === indicator);
}

function useColumns(watch: Supervision, nameOf: (alert: Alert) => string): readonly Column<Alert>[] {
  const text = useText('pilot');
  const reported = (alert: Alert): string => {
    const found = indicatorOf(watch, alert);
    const value = found?.readings.find(({ day }) => day === alert.day)?.value;
    return found && value !== undefined ? `${value} ${found.unit}` : '';
  };
  return [
    { id: 'day', header: text('day'), cell: ({ day }) => day, sortBy: ({ day }) => day },
    {
      id: 'indicator',
      header: text('indicators.name'),
      cell: (alert) => <Verbatim>{nameOf(alert)}</Verbatim>,
      sortBy: nameOf,
    },
    {
      id: 'value',
      header: text('value'),
      cell: (alert) => <Verbatim>{reported(alert)}</Verbatim>,
      text: reported,
    },
    {
      id: 'level',
      header: text('alerts.level'),
      cell: ({ level }) => <Badge tone={level === 'hard' ? 'bad' : 'warn'}>{text(`alerts.${level}`)}</Badge>,
      sortBy: ({ level }) => level,
    },
    {
      id: 'answer',
      header: text('alerts.answer'),
      cell: ({ answer }) =>
        answer === null ? <Badge tone="warn">{text('alerts.open')}</Badge> : <Verbatim>{answer}</Verbatim>,
      sortBy: ({ answer }) => answer ?? '',
    },
  ];
}

type AnswerProps = {
  readonly number: string;
  readonly alert: Alert;
  readonly name: string;
  readonly onOver: () => void;
};

function Answer({ number, alert: { indicator, day, answer }, name, onOver }: AnswerProps): ReactElement {
  const text = useText('pilot');
  const say = useDoing<string>({
    run: (said) => pilots.postAlertAnswer({ params: { number, indicator, day }, body: { answer: said } }),
    done: text('alerts.done'),
    onDone: onOver,
    at: 'alerts',
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onOver}
      title={text('alerts.answerOf', { name, day })}
      body={
        answer === null ? (
          text('alerts.answerHelp')
        ) : (
          <>
            {text('alerts.before')} <Verbatim>{answer}</Verbatim>
          </>
        )
      }
      confirmLabel={text('alerts.keep')}
      reasonLabel={text('alerts.answer')}
      pending={say.isPending}
      error={say.error}
      onConfirm={(said) => say.mutate(said)}
    />
  );
}
