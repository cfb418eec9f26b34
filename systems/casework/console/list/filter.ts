import { type AskedField, type FilterValues, useAddressFilters, useBilingual, useText } from '@finharbor/ui';
import { useMemo } from 'react';
import { useProcedures } from '../procedures/reading.ts';
import { useColleagues } from './reading.ts';
import { endings } from './wanted.ts';

const hidden: readonly AskedField[] = ['queue', 'state'].map((id) => ({ id, label: id, kind: 'text' }));
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
