import { Meter, Query, useText } from '@finharbor/ui';
import type { Allowance, WalletView } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';

/** What a wallet may still pay today and this year, and what limits a single payment. */
export function AllowanceMeters({ wallet }: { readonly wallet: WalletView }): ReactElement {
  const text = useText('yuanWallets');
  const { number, availableMinor, limits } = wallet;
  const used = useQuery({
    // What was paid changes both.
    queryKey: ['yuan', 'allowances', number, String(availableMinor)],
    queryFn: async ({ signal }) => (await yuan.listAllowances({ params: { number }, signal })).body.items,
    placeholderData: (before) => before,
  });
  return (
    <div className="mb-6">
      <Query query={used}>
        {(items) => (
          <>
            {items.flatMap((one) => [
              <Left key={`${one.number} day`} of={one} period="day" isParent={one.number !== number} />,
              <Left key={`${one.number} year`} of={one} period="year" isParent={one.number !== number} />,
            ])}
          </>
        )}
      </Query>
      <p className="text-quiet text-sm">
        {limits.singleMinor === null
          ? text('limits.noSingle')
          : text('limits.single', { amount: yuanText(limits.singleMinor) })}{' '}
        {limits.balanceMinor !== null && text('limits.balance', { amount: yuanText(limits.balanceMinor) })}
      </p>
    </div>
  );
}

function Left({
  of,
  period,
  isParent,
}: {
  readonly of: Allowance;
  readonly period: 'day' | 'year';
  readonly isParent: boolean;
}): ReactElement | null {
  const text = useText('yuanWallets');
  const found = of[period];
  if (!found) return null;
  const { limitMinor, spentMinor } = found;
  const left = limitMinor > spentMinor ? limitMinor - spentMinor : 0n;
  const name = text(`limits.${period}`);
  return (
    <Meter
      label={isParent ? text('limits.of', { name, label: of.label }) : name}
      // A picture of amounts far below what a number holds exactly.
      value={Number(left)}
      max={Number(limitMinor)}
      valueText={text('limits.left', { left: yuanText(left), limit: yuanText(limitMinor) })}
      tone={left * 5n < limitMinor ? 'warn' : 'good'}
    />
  );
}
