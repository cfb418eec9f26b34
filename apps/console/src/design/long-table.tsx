import {
  EmptyState,
  FilteredTable,
  type FilterField,
  PageHeader,
  useBilingual,
  useText,
} from '@finharbor/ui';
import { type ReactElement, useMemo } from 'react';
import { useFirmColumns } from './firm-columns.tsx';
import { districts, type Firm, firms, states } from './samples.ts';

const rows = firms(100_000);

/** A hundred thousand made-up firms: filtered, chosen from, saved. What it costs, `npm run bench -- console` measures. */
export function Screen(): ReactElement {
  const text = useText('design');
  return (
    <>
      <PageHeader title={text('table.long')} lead={text('table.longLead')} />
      <FilteredTable
        list="/design/long-table"
        exportName="firms"
        caption={text('table.long')}
        columns={useFirmColumns()}
        rows={rows}
        rowKey={codeOf}
        fields={useFields()}
        bulk={useBulk()}
        empty={<EmptyState title={text('table.none')} body={text('table.noneHelp')} />}
        isScrolled
      />
    </>
  );
}

function codeOf({ uscc }: Firm): string {
  return uscc;
}

function useFields(): readonly FilterField<Firm>[] {
  const text = useText('design');
  const say = useBilingual();
  return useMemo(() => {
    const heading = (id: string) => ({ id, label: text(`table.${id}`) });
    return [
      { ...heading('name'), kind: 'text', of: ({ name }) => `${name.en} ${name.zh}` },
      {
        ...heading('district'),
        kind: 'choice',
        options: districts.map((district) => ({ id: district.en, label: say(district) })),
        of: ({ district }) => district.en,
      },
      {
        ...heading('state'),
        kind: 'choice',
        options: states.map((id) => ({ id, label: text(`state.${id}`) })),
        of: ({ state }) => state,
      },
      { ...heading('limit'), kind: 'numbers', of: ({ limit }) => limit },
      { ...heading('since'), kind: 'days', of: ({ sinceMs }) => sinceMs },
    ];
  }, [text, say]);
}

function useBulk() {
  const text = useText('design');
  const say = useBilingual();
  return useMemo(
    () => ({
      nameOf: ({ name }: Firm) => say(name),
      actions: [
        {
          id: 'remind',
          label: text('table.remind'),
          consequence: text('table.reminded'),
          isFor: ({ state }: Firm) => state !== 'over',
          run: async () => {},
        },
      ],
    }),
    [text, say],
  );
}
