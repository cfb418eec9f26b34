import type { Sums, TrialRow } from '@finharbor/bookkeeping/contract';
import {
  Badge,
  Button,
  type Column,
  DataTable,
  DateField,
  EmptyState,
  Query,
  Section,
  useAddressFilters,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { books } from './api.ts';
import { useBook } from './book.tsx';
import { amountText, endOf, msOf } from './numbers.ts';

const fields = [{ id: 'day', label: '', kind: 'text' }] as const;

/** Whether debits are credits in every ledger, now or at the end of a day. */
export function TrialBalance(): ReactElement {
  const text = useText('ledger');
  const { dateTime } = useFormat();
  const [values, apply] = useAddressFilters(fields);
  const at = endOf(values.day, '');
  const found = useQuery({
    queryKey: ['ledger', 'trial', String(at)],
    queryFn: async ({ signal }) => (await books.getTrialBalance({ query: { at }, signal })).body,
  });
  return (
    <>
      <Day
        key={values.day ?? ''}
        day={at === undefined ? undefined : values.day}
        onApply={(day) => apply(day ? { day } : {})}
      />
      <Query query={found} shape="table">
        {({ asOf, rows }) =>
          rows.length === 0 ? (
            <EmptyState title={text('trial.none')} body={text('trial.noneHelp')} />
          ) : (
            <>
              <p className="mb-3 text-quiet">{text('trial.asOf', { at: dateTime(msOf(asOf)) })}</p>
              {[...new Set(rows.map(({ ledger }) => ledger))].map((ledger) => (
                <OneLedger key={ledger} ledger={ledger} rows={rows.filter((row) => row.ledger === ledger)} />
              ))}
            </>
          )
        }
      </Query>
    </>
  );
}

type DayProps = {
  readonly day: string | undefined;
  readonly onApply: (day: string | undefined) => void;
};

function Day({ day, onApply }: DayProps): ReactElement {
  const text = useText('ledger');
  const [typed, setTyped] = useState(day);
  return (
    <form
      className="no-print flex flex-wrap items-end gap-x-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onApply(typed);
      }}
    >
      <DateField label={text('trial.day')} value={typed} onChange={setTyped} />
      <div className="mb-4 flex gap-2">
        <Button type="submit" variant="primary">
          {text('moment.ask')}
        </Button>
        <Button onPress={() => onApply(undefined)}>{text('trial.now')}</Button>
      </div>
    </form>
  );
}

/** A line of the table: a code, or all of them together. */
type Line = Sums & { readonly code: number | undefined };

type LedgerProps = { readonly ledger: number; readonly rows: readonly TrialRow[] };

function OneLedger({ ledger, rows }: LedgerProps): ReactElement {
  const text = useText('ledger');
  const { unit } = useBook();
  const total = totalOf(rows);
  const isEven = total.debitsPosted === total.creditsPosted && total.debitsPending === total.creditsPending;
  const title = text('trial.of', { unit: unit(ledger) });
  return (
    <Section title={title}>
      <p className="mb-2">
        <Badge tone={isEven ? 'good' : 'bad'}>{text(isEven ? 'trial.even' : 'trial.odd')}</Badge>
      </p>
      <DataTable<Line>
        caption={title}
        exportName={title}
        rows={[...rows, { ...total, code: undefined }]}
        rowKey={({ code }) => String(code)}
        columns={useColumns(ledger)}
      />
    </Section>
  );
}

function totalOf(rows: readonly TrialRow[]): Sums {
  const sum = (key: keyof Sums): bigint => rows.reduce((total, row) => total + row[key], 0n);
  return {
    debitsPosted: sum('debitsPosted'),
    creditsPosted: sum('creditsPosted'),
    debitsPending: sum('debitsPending'),
    creditsPending: sum('creditsPending'),
  };
}

function useColumns(ledger: number): readonly Column<Line>[] {
  const text = useText('ledger');
  const book = useBook();
  const decimals = book.decimalsOf(ledger);
  const name = ({ code }: Line): string =>
    code === undefined ? text('trial.total') : book.code('account', code);
  const of = (key: keyof Sums): Column<Line> => {
    const told = (line: Line): string => amountText(line[key], decimals);
    return {
      id: key,
      header: text(`sum.${key}`),
      cell: (line) => (line.code === undefined ? <strong>{told(line)}</strong> : told(line)),
      text: told,
      align: 'end',
    };
  };
  return [
    {
      id: 'code',
      header: text('account.code'),
      cell: (line) =>
        line.code === undefined ? <strong>{name(line)}</strong> : <Verbatim>{name(line)}</Verbatim>,
      text: name,
    },
    of('debitsPosted'),
    of('creditsPosted'),
    of('debitsPending'),
    of('creditsPending'),
    {
      id: 'balance',
      header: text('trial.balance'),
      cell: (line) => book.balance(line, ledger),
      text: (line) => book.balance(line, ledger),
      align: 'end',
    },
  ];
}
