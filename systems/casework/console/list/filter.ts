import type { CaseQuery } from '@finharbor/casework/contract';
import { type AskedField, type FilterValues, useAddressFilters, useBilingual, useText } from '@finharbor/ui';
import { useMemo } from 'react';
import { useProcedures } from '../procedures/reading.ts';
import { useColleagues } from './reading.ts';

/** Whose work a list is of. */
export type Queue = CaseQuery['queue'];

/** What is asked of the server, but for the page. */
export type Wanted = Omit<CaseQuery, 'limit' | 'cursor'>;

const hidden: readonly AskedField[] = ['queue', 'state'].map((id) => ({ id, label: id, kind: 'text' }));
const endings = ['no', 'yes', 'any'] as const;
const dues = ['over', 'week'] as const;

/** What a list can be asked by, in the row above it. */
export function useFields(isOffice: boolean): readonly AskedField[] {
  const text = useText('cases');
  const say = useBilingual();
  const procedures = useProcedures().data ?? [];
  const people = useColleagues(isOffice);
  return [
    { id: 'text', label: text('search'), kind: 'text' },
    {
      ...{ id: 'procedure', label: text('procedure'), kind: 'choice' },
      options: procedures.map(({ name, title }) => ({ id: name, label: say(title) })),
    },
    {
      ...{ id: 'ended', label: text('closed'), kind: 'choice' },
      options: endings.map((id) => ({ id, label: text(`ended.${id}`) })),
    },
    {
      ...{ id: 'due', label: text('due'), kind: 'choice' },
      options: dues.map((id) => ({ id, label: text(`dues.${id}`) })),
    },
    ...(isOffice
      ? [
          {
            ...{ id: 'assignee', label: text('assignee'), kind: 'choice' as const },
            options: people.map(({ id, name }) => ({ id, label: name })),
          },
        ]
      : []),
  ];
}

/** What stands in the address, and how to change it; the queue and the state stand there too, and are chosen elsewhere. */
export function useFilters(
  fields: readonly AskedField[],
): readonly [FilterValues, (values: FilterValues) => void] {
  return useAddressFilters([...hidden, ...fields]);
}

/** Those values that the row of filters shows. */
export function useShown(values: FilterValues): FilterValues {
  return useMemo(() => {
    const { queue: _queue, state: _state, ...shown } = values;
    return shown;
  }, [values]);
}

/** What the row of filters asks for, with what is chosen elsewhere; a state goes with its procedure. */
export function withHidden(before: FilterValues, next: FilterValues): FilterValues {
  const { queue = '', state = '' } = before;
  const keepsState = Object.keys(next).length > 0 && (next.procedure ?? '') === (before.procedure ?? '');
  return { ...next, queue, state: keepsState ? state : '' };
}

/** What is asked for in an address, where anything may stand: what cannot be asked for asks for nothing. */
export function wantedOf(values: FilterValues, queue: Queue): Wanted {
  const { text, procedure, state, due, assignee } = values;
  const isName = (name: string | undefined): name is string => /^[a-z][a-z0-9-]{0,39}$/.test(name ?? '');
  const ended = endings.find((one) => one === values.ended);
  return {
    queue,
    ...(text === undefined ? {} : { text: text.slice(0, 100) }),
    ...(isName(procedure) ? { procedure } : {}),
    ...(isName(state) ? { state } : {}),
    ...(ended === undefined ? {} : { ended }),
    ...(due === 'over' ? { overdue: 'yes' } : {}),
    ...(due === 'week' ? { dueThisWeek: 'yes' } : {}),
    ...(queue === 'office' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(assignee ?? '')
      ? { assignee }
      : {}),
  };
}
