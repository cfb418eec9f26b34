import { Badge, type Column, useBilingual, useFormat, useText } from '@finharbor/ui';
import { useMemo } from 'react';
import { type Firm, tones } from './samples.ts';

/** The columns of a table of made-up firms. */
export function useFirmColumns(): readonly Column<Firm>[] {
  const text = useText('design');
  const say = useBilingual();
  const { date, money, number, uscc } = useFormat();
  return useMemo(() => {
    const heading = (id: string) => ({ id, header: text(`table.${id}`) });
    return [
      { ...heading('name'), cell: ({ name }) => say(name), sortBy: ({ name }) => say(name) },
      { ...heading('code'), cell: (firm) => uscc(firm.uscc), text: (firm) => firm.uscc },
      {
        ...heading('district'),
        cell: ({ district }) => say(district),
        sortBy: ({ district }) => say(district),
      },
      {
        ...heading('limit'),
        cell: ({ limit }) => money(String(limit), 'CNY'),
        sortBy: ({ limit }) => limit,
        align: 'end',
      },
      {
        ...heading('change'),
        cell: ({ change }) => `${number(change, 2)}%`,
        sortBy: ({ change }) => change,
        align: 'end',
      },
      {
        ...heading('state'),
        cell: ({ state }) => <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>,
        sortBy: ({ state }) => text(`state.${state}`),
      },
      {
        ...heading('since'),
        cell: ({ sinceMs }) => date(sinceMs),
        sortBy: ({ sinceMs }) => sinceMs,
        text: ({ sinceMs }) => ({ dayOfMs: sinceMs }),
      },
    ];
  }, [text, say, date, money, number, uscc]);
}
