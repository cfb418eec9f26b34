import type { ReportedCondition } from '@finharbor/ethics/contract';
import type { Cursor, Page } from '@finharbor/kernel/contract';
import { Badge, type Column, TextLink, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useDay } from './days.ts';
import { More } from './more.tsx';

/** Conditions with what was reported and answered, and what the reader may do about one. */
export function ConditionTable({
  what,
  read,
  act,
}: {
  readonly what: readonly string[];
  readonly read: (cursor: Cursor | undefined, signal: AbortSignal) => Promise<Page<ReportedCondition>>;
  readonly act: (one: ReportedCondition) => ReactElement | null;
}): ReactElement {
  const text = useText('ethicsOffice');
  const state = useText('ethics');
  const day = useDay();
  const columns: readonly Column<ReportedCondition>[] = [
    {
      id: 'number',
      header: text('review'),
      cell: ({ number, product }) => (
        <>
          <TextLink href={`/app/ethics/opinions/${number}`}>
            <Verbatim>{number}</Verbatim>
          </TextLink>{' '}
          <Verbatim>{product}</Verbatim>
        </>
      ),
    },
    { id: 'what', header: text('condition'), cell: (one) => <Verbatim>{one.what}</Verbatim> },
    { id: 'due', header: text('due'), cell: ({ dueOn }) => day(dueOn) },
    {
      id: 'standing',
      header: text('state'),
      cell: ({ standing }) => (
        <Badge tone={standing === 'overdue' ? 'bad' : 'neutral'}>{state(`standing.${standing}`)}</Badge>
      ),
    },
    {
      id: 'said',
      header: text('said'),
      cell: ({ report, answer }) => (
        <>
          {report === null && answer === null && '—'}
          {report !== null && (
            <span className="block">
              <Verbatim>{report}</Verbatim>
            </span>
          )}
          {answer !== null && (
            <span className="block text-quiet">
              <Verbatim>{answer}</Verbatim>
            </span>
          )}
        </>
      ),
    },
    { id: 'do', header: text('do'), cell: act },
  ];
  return (
    <More
      what={what}
      read={read}
      caption={text('tab.conditions')}
      columns={columns}
      rowKey={({ number, place }) => `${number}/${place}`}
      empty={text('noConditions')}
    />
  );
}
