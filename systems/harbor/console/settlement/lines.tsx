import type { Statement, StatementLine } from '@finharbor/harbor/contract';
import { Badge, type Column, DataTable, TextLink, useFormat, useText, Verbatim } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import type { ReactElement, ReactNode } from 'react';
import { usePartyName } from '../parties/names.ts';
import { yuan as plain, useYuan } from './amounts.ts';
import type { Verdicts } from './check.ts';

type Shown = {
  readonly statement: Statement;
  readonly verdicts: Verdicts | undefined;
  readonly empty: ReactNode;
};

/** The lines of a statement. */
export function Lines({ statement, verdicts, empty }: Shown): ReactElement {
  const text = useText('settlement');
  const columns = useColumns(statement, verdicts);
  return (
    <DataTable
      id="statement-lines"
      caption={text('lines')}
      exportName={`${statement.party}-${statement.month}`}
      columns={columns}
      rows={statement.lines}
      rowKey={({ id }) => id}
      empty={empty}
    />
  );
}

function useColumns(statement: Statement, verdicts: Verdicts | undefined): readonly Column<StatementLine>[] {
  const text = useText('settlement');
  const nameOf = usePartyName();
  const { dateTime, number } = useFormat();
  const what = ({ kind, reason }: StatementLine): string =>
    reason === null ? text(`kind.${kind}`) : text(`reason.${reason}`);
  const other = ({ consumer, provider }: StatementLine): string => {
    const party = consumer === statement.party ? provider : consumer;
    return party === null ? '—' : nameOf(party);
  };
  const amount = useAmountColumn();
  return [
    {
      id: 'at',
      header: text('column.at'),
      cell: ({ bookedAtMs }) => dateTime(bookedAtMs),
      sortBy: ({ bookedAtMs }) => bookedAtMs,
      text: ({ bookedAtMs }) => dateTime(bookedAtMs),
    },
    {
      id: 'what',
      header: text('column.what'),
      cell: (line) => (
        <>
          {what(line)} <StateMark line={line} />
        </>
      ),
      text: what,
    },
    {
      id: 'other',
      header: text('column.other'),
      cell: (line) => <Verbatim>{other(line)}</Verbatim>,
      text: other,
    },
    amount('price', ({ priceMinor }) => priceMinor),
    amount('fee', ({ feeMinor }) => feeMinor),
    amount('amount', ({ amountMinor }) => amountMinor),
    amount('balance', ({ balanceMinor }) => balanceMinor),
    {
      id: 'index',
      header: text('column.index'),
      cell: ({ logIndex }) => (logIndex === null ? '—' : number(logIndex)),
      align: 'end',
    },
    {
      id: 'verdict',
      header: text('column.verdict'),
      cell: ({ id }) => <Verdict verdict={verdicts?.get(id)} />,
    },
    {
      id: 'dispute',
      header: text('column.dispute'),
      isAct: true,
      cell: (line) => <DisputeLink line={line} month={statement.month} />,
    },
    ...useNumbers(),
  ];
}

function useAmountColumn() {
  const text = useText('settlement');
  const yuan = useYuan();
  return (
    id: 'price' | 'fee' | 'amount' | 'balance',
    of: (line: StatementLine) => string,
  ): Column<StatementLine> => ({
    id,
    header: text(`column.${id}`),
    cell: (line) => (hasPrice(line) || !isPrice(id) ? yuan(of(line)) : '—'),
    text: (line) => Number(plain(of(line))),
    align: 'end',
  });
}

function isPrice(id: string): boolean {
  return id === 'price' || id === 'fee';
}

/** Money that is paid in or out has no price. */
function hasPrice({ kind }: StatementLine): boolean {
  return kind !== 'top_up' && kind !== 'payout';
}

/** What a person looks up only to compare it. */
function useNumbers(): readonly Column<StatementLine>[] {
  const text = useText('settlement');
  const column = (
    id: 'contract' | 'commitment' | 'transfers' | 'reference',
    of: (line: StatementLine) => string | null,
  ): Column<StatementLine> => ({
    id,
    header: text(`column.${id}`),
    cell: (line) => <Verbatim>{of(line) ?? '—'}</Verbatim>,
    text: (line) => of(line) ?? '',
    isHidden: true,
  });
  return [
    column('contract', ({ contract }) => contract),
    column('commitment', ({ commitment }) => commitment),
    column('transfers', ({ transfers }) => transfers.join(' ')),
    column('reference', ({ reference }) => reference),
  ];
}

function StateMark({ line: { state } }: { readonly line: StatementLine }): ReactElement | null {
  const text = useText('settlement');
  if (state === 'free' || state === 'paid') return null;
  return (
    <Badge tone={state === 'stuck' || state === 'owed' ? 'warn' : 'neutral'}>{text(`state.${state}`)}</Badge>
  );
}

type Verdict = Verdicts extends ReadonlyMap<string, infer V> ? V : never;

function Verdict({ verdict }: { readonly verdict: Verdict | undefined }): ReactElement {
  const text = useText('settlement');
  if (!verdict) return <span className="text-quiet">{text('verdict.unchecked')}</span>;
  if (verdict.kind === 'confirmed') return <Badge tone="good">{text('verdict.confirmed')}</Badge>;
  return <Badge tone="bad">{text(`verdict.${verdict.why}`)}</Badge>;
}

function DisputeLink({
  line,
  month,
}: {
  readonly line: StatementLine;
  readonly month: string;
}): ReactElement {
  const text = useText('settlement');
  const { role } = usePlace();
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  const { dispute, id, kind } = line;
  if (dispute !== null) {
    const place = role === 'node' ? 'disputes' : 'arbitration';
    return <TextLink href={`/app/${place}/${dispute}`}>{text('disputed')}</TextLink>;
  }
  if (role !== 'node' || !isApprover || (kind !== 'use' && kind !== 'month')) return <>—</>;
  return <TextLink href={`/app/disputes/new?charge=${id}&month=${month}`}>{text('disputeIt')}</TextLink>;
}
