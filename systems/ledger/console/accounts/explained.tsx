import type { LedgerAccount } from '@finharbor/bookkeeping/contract';
import { useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useBook } from '../book.tsx';

type Line = { readonly sign: '' | '−' | '='; readonly label: string; readonly amount: bigint };

/** How the four sums make the balance, and what of it is free to use. */
export function Explained({ account }: { readonly account: LedgerAccount }): ReactElement {
  const text = useText('ledger');
  const { amount } = useBook();
  const lines = linesOf(account, text);
  return (
    <table className="mb-5 text-sm">
      <caption className="mb-2 text-start text-quiet">{text('explain.how')}</caption>
      <tbody>
        {lines.map(({ sign, label, amount: value }) => (
          <tr key={label} className={sign === '=' ? 'border-edge border-t font-semibold' : ''}>
            <th scope="row" className="py-1 pe-8 text-start font-[inherit]">
              <span aria-hidden="true" className="inline-block w-5 text-quiet">
                {sign}
              </span>
              {label}
            </th>
            <td className="py-1 text-end tabular-nums">{amount(value, account.ledger)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function linesOf(account: LedgerAccount, text: ReturnType<typeof useText>): readonly Line[] {
  const { debitsPosted, debitsPending, creditsPosted, creditsPending, flags } = account;
  const isCredit = isCreditSide(account);
  const [plus, minus, waits] = isCredit
    ? (['creditsPosted', 'debitsPosted', 'debitsPending'] as const)
    : (['debitsPosted', 'creditsPosted', 'creditsPending'] as const);
  const sums = { debitsPosted, debitsPending, creditsPosted, creditsPending };
  const net = sums[plus] - sums[minus];
  const isLimited =
    flags.includes('debitsMustNotExceedCredits') || flags.includes('creditsMustNotExceedDebits');
  return [
    { sign: '', label: text(`sum.${plus}`), amount: sums[plus] },
    { sign: '−', label: text(`sum.${minus}`), amount: sums[minus] },
    { sign: '=', label: text(isCredit ? 'explain.credit' : 'explain.debit'), amount: net },
    ...(isLimited
      ? ([
          { sign: '−', label: text(`sum.${waits}`), amount: sums[waits] },
          { sign: '=', label: text('explain.free'), amount: net - sums[waits] },
        ] as const)
      : []),
  ];
}

/** Whether an account is told from its credits: one whose debits are limited by them, else one that has more of them. */
export function isCreditSide({ flags, creditsPosted, debitsPosted }: LedgerAccount): boolean {
  if (flags.includes('creditsMustNotExceedDebits')) return false;
  return flags.includes('debitsMustNotExceedCredits') || creditsPosted > debitsPosted;
}
