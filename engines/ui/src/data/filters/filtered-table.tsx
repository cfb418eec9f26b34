import { type ReactElement, useMemo } from 'react';
import { Button } from '../../forms/button.tsx';
import { useText } from '../../i18n/hooks.ts';
import { useToast } from '../../overlay/toast.tsx';
import { EmptyState } from '../../states/states.tsx';
import { DataTable, type TableProps } from '../table/table.tsx';
import { returnTo, useAddressFilters } from './address.ts';
import { type FilterField, type FilterValues, filterOf } from './fields.ts';
import { FilterRow } from './filter-row.tsx';
import { SavedViews } from './saved-views.tsx';

type ListProps<Row> = Omit<TableProps<Row>, 'id' | 'keep' | 'tools'> & {
  /** The list's path below `/app`: saved views and the table's settings are kept under it. */
  readonly list: string;
  readonly fields: readonly FilterField<Row>[];
  /** Stands in where there are no rows at all, which no filter is to blame for. */
  readonly empty: TableProps<Row>['empty'];
};

/**
 * A list as people who work in it all day know it: filters that stand in the address, views of them under names, columns, export, and
 * what can be done with several rows. Clearing the filters can be undone.
 */
export function FilteredTable<Row>({ list, fields, empty, ...table }: ListProps<Row>): ReactElement {
  const [values, apply] = useAddressFilters(fields);
  const keep = useMemo(() => filterOf(fields, values), [fields, values]);
  const ask = useAsk(values, apply);
  const hasRows = table.rows.length > 0;
  return (
    <>
      {hasRows && <FilterRow fields={fields} values={values} onApply={ask} />}
      <DataTable
        {...table}
        id={list}
        keep={keep}
        tools={<SavedViews list={list} values={values} onApply={apply} />}
        empty={hasRows ? <NothingFits onReset={() => ask({})} /> : empty}
      />
    </>
  );
}

/** Applies filters; where that clears some, they come back by the notice that says so. */
function useAsk(values: FilterValues, apply: (values: FilterValues) => void): (values: FilterValues) => void {
  const text = useText('ui');
  const toast = useToast();
  return (next) => {
    const before = location.href;
    apply(next);
    const isCleared = Object.keys(values).length > 0 && Object.keys(next).length === 0;
    if (isCleared) toast({ title: text('filter.cleared'), onUndo: () => returnTo(before), isPassing: true });
  };
}

function NothingFits({ onReset }: { readonly onReset: () => void }): ReactElement {
  const text = useText('ui');
  return (
    <EmptyState
      title={text('filter.nothing')}
      body={text('filter.nothingHelp')}
      action={<Button onPress={onReset}>{text('filter.clear')}</Button>}
    />
  );
}
