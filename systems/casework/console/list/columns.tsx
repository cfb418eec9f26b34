import type { ListedCase } from '@finharbor/casework/contract';
import {
  Badge,
  type Column,
  clock,
  type Tone,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { type Due, dueDayMs, dueOf } from './due.ts';
import { useColleagues } from './reading.ts';

/** What a list shows of each case; whose it is, to the office alone. */
export function useColumns(isOffice: boolean): readonly Column<ListedCase>[] {
  const text = useText('cases');
  const say = useBilingual();
  const { date } = useFormat();
  const people = useColleagues(isOffice);
  const nameOf = ({ assignee }: ListedCase): string =>
    assignee === null ? '' : (people.find(({ id }) => id === assignee)?.name ?? text('somebody'));
  const subjectOf = ({ subject, procedure }: ListedCase): string =>
    subject === '' ? say(procedure.title) : subject;
  return [
    { id: 'number', header: text('number'), cell: ({ number }) => number, text: ({ number }) => number },
    {
      ...{ id: 'subject', header: text('subject'), text: subjectOf },
      cell: (one) => <Verbatim>{subjectOf(one)}</Verbatim>,
    },
    { id: 'procedure', header: text('procedure'), cell: ({ procedure }) => say(procedure.title) },
    {
      id: 'state',
      header: text('state'),
      cell: ({ state, isEnded }) => <Badge tone={isEnded ? 'neutral' : 'accent'}>{say(state.title)}</Badge>,
      text: ({ state }) => say(state.title),
    },
    {
      id: 'due',
      header: text('due'),
      cell: ({ dueMs }) => (dueMs === null ? '' : <DueCell dueMs={dueMs} />),
      text: ({ dueMs }) => (dueMs === null ? '' : { dayOfMs: dueDayMs(dueMs) }),
    },
    ...(isOffice
      ? [
          {
            ...{ id: 'assignee', header: text('assignee'), text: nameOf },
            cell: (one: ListedCase) => <Verbatim>{nameOf(one)}</Verbatim>,
          },
        ]
      : []),
    {
      ...{ id: 'opened', header: text('opened'), cell: ({ openedAtMs }) => date(openedAtMs) },
      text: ({ openedAtMs }) => ({ dayOfMs: openedAtMs }),
    },
  ];
}

const tones: Readonly<Record<Due['kind'], Tone>> = {
  late: 'bad',
  today: 'warn',
  soon: 'warn',
  later: 'neutral',
};

/** The last day, and in words how far away it is. */
function DueCell({ dueMs }: { readonly dueMs: number }): ReactElement {
  const text = useText('cases');
  const { date, number } = useFormat();
  const { kind, days } = dueOf(dueMs, clock.nowMs());
  return (
    <>
      <span className="me-1">{date(dueDayMs(dueMs))}</span>
      {kind !== 'later' && <Badge tone={tones[kind]}>{text(`dueIn.${kind}`, { n: number(days) })}</Badge>}
    </>
  );
}
