import { Code, type Column, useBilingual, useFormat, useText, Verbatim } from '@finharbor/ui';
import { usePurposes } from '../lists/purposes.ts';
import type { ListedReceipt } from './filters.ts';

/** What the list of receipts shows of each. */
export function useReceiptColumns(): readonly Column<ListedReceipt>[] {
  const text = useText('harbor');
  const say = useBilingual();
  const lists = useText('lists');
  const purposeOf = usePurposes();
  const { dateTime, number } = useFormat();
  return [
    {
      id: 'at',
      header: text('receipts.at'),
      cell: ({ usedAtMs }) => dateTime(usedAtMs),
      sortBy: ({ usedAtMs }) => usedAtMs,
      text: ({ usedAtMs }) => dateTime(usedAtMs),
    },
    { id: 'kind', header: text('contract.kind'), cell: ({ facts }) => text(`kind.${facts.kind}`) },
    {
      id: 'purpose',
      header: lists('receipts.purpose'),
      cell: ({ facts }) => {
        const purpose = purposeOf(facts.contract);
        return purpose ? say(purpose) : '—';
      },
    },
    {
      id: 'fields',
      header: text('receipts.fields'),
      cell: ({ facts }) => <Verbatim>{facts.fields.join(', ')}</Verbatim>,
      text: ({ facts }) => facts.fields.join(', '),
    },
    {
      id: 'index',
      header: text('receipts.index'),
      cell: ({ logIndex }) => number(logIndex),
      sortBy: ({ logIndex }) => logIndex,
      align: 'end',
    },
    ...hidden(lists),
  ];
}

function hidden(lists: ReturnType<typeof useText>): readonly Column<ListedReceipt>[] {
  return [
    {
      id: 'firm',
      header: lists('receipts.firm'),
      cell: ({ facts }) => (facts.subject === null ? '—' : <Verbatim>{facts.subject}</Verbatim>),
      text: ({ facts }) => facts.subject ?? '',
      isHidden: true,
    },
    {
      id: 'contract',
      header: lists('receipts.contract'),
      cell: ({ facts }) => <Code>{facts.contract}</Code>,
      text: ({ facts }) => facts.contract,
      isHidden: true,
    },
    {
      id: 'job',
      header: lists('receipts.job'),
      cell: ({ job }) => <Code>{job}</Code>,
      text: ({ job }) => job,
      isHidden: true,
    },
  ];
}
