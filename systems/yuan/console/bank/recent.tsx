import { DataTable, Query, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ExchangeView } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import { yuanOf } from '../amounts.ts';
import { grouped } from './numbers.ts';
import { StateMark } from './progress.tsx';
import { useExchanges } from './reads.ts';

/** A wallet's last top-ups or redemptions. */
export function Recent({
  number,
  kind,
}: {
  readonly number: string;
  readonly kind: ExchangeView['kind'];
}): ReactElement {
  const exchanges = useExchanges(number, kind);
  return <Query query={exchanges}>{(rows) => <ExchangeTable rows={rows} caption={kind} />}</Query>;
}

/** Top-ups and redemptions, the latest first. */
export function ExchangeTable({
  rows,
  caption,
}: {
  readonly rows: readonly ExchangeView[];
  readonly caption: 'top_up' | 'redemption' | 'exchanges';
}): ReactElement {
  const text = useText('yuanBank');
  const say = useBilingual();
  const { money, dateTime } = useFormat();
  return (
    <DataTable
      caption={text(`${caption}.recent`)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<p className="text-quiet">{text('exchanges.none')}</p>}
      columns={[
        {
          id: 'at',
          header: text('exchanges.at'),
          cell: ({ askedAtMs }) => dateTime(askedAtMs),
          text: ({ askedAtMs }) => dateTime(askedAtMs),
        },
        ...(caption === 'exchanges'
          ? [
              {
                id: 'kind',
                header: text('exchanges.kind'),
                cell: ({ kind }: ExchangeView) => text(`${kind}.title`),
              },
            ]
          : []),
        {
          id: 'amount',
          header: text('amount'),
          align: 'end',
          cell: ({ amountMinor }) => money(yuanOf(amountMinor), 'CNY'),
          text: ({ amountMinor }) => yuanOf(amountMinor),
        },
        { id: 'account', header: text('account'), cell: ({ account }) => grouped(account) },
        {
          id: 'state',
          header: text('exchanges.state'),
          cell: ({ state, reason, waiting, cause }) => (
            <>
              <StateMark state={state} />
              {cause === 'sweep' && <span className="text-quiet text-sm">{text('sweep.mark')} </span>}
              {reason && <span className="text-quiet text-sm">{say(reason.text)} </span>}
              {waiting && <span className="text-sm text-warn">{say(waiting.text)}</span>}
            </>
          ),
          text: ({ state }) => text(`state.${state}`),
        },
      ]}
    />
  );
}
