import { PageHeader, Query, useText } from '@finharbor/ui';
import type { WalletView } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { yuan } from '../../api.ts';
import { useWallet } from '../read.ts';
import { CodeStep } from './code-step.tsx';
import { ConfirmStep, NoPayee } from './confirm-step.tsx';
import { type Kept, keepPayment, keptPayment } from './kept.ts';
import { SentStep } from './sent-step.tsx';

/** Pays out of a wallet: whom, how much, and what became of it. */
export function Screen(): ReactElement {
  const text = useText('yuanWallets');
  const { number = '' } = useParams({ strict: false }) as { readonly number?: string };
  const wallet = useWallet(number);
  const crumbs = [
    { label: text('title'), href: '/app/wallets' },
    { label: text('wallet'), href: `/app/wallets/${number}` },
  ];
  const [kept, setKept] = useState(() => keptPayment(number));
  return (
    <>
      <PageHeader title={text('pay.title')} crumbs={crumbs} />
      {kept ? (
        <SentStep kept={kept} onAnew={() => setKept(undefined)} />
      ) : (
        <Query query={wallet}>
          {(found) => (
            <Paying
              wallet={found}
              onPay={(next) => {
                keepPayment(next);
                setKept(next);
              }}
            />
          )}
        </Query>
      )}
    </>
  );
}

function Paying({
  wallet,
  onPay,
}: {
  readonly wallet: WalletView;
  readonly onPay: (kept: Kept) => void;
}): ReactElement {
  const { code: given } = useSearch({ strict: false }) as { readonly code?: string };
  const [code, setCode] = useState(given);
  if (code === undefined) return <CodeStep onCode={setCode} />;
  return <Confirming wallet={wallet} code={code} onPay={onPay} onOther={() => setCode(undefined)} />;
}

function Confirming({
  wallet,
  code,
  onPay,
  onOther,
}: {
  readonly wallet: WalletView;
  readonly code: string;
  readonly onPay: (kept: Kept) => void;
  readonly onOther: () => void;
}): ReactElement {
  const view = useQuery({
    queryKey: ['yuan', 'code', wallet.number, code],
    queryFn: async ({ signal }) =>
      (await yuan.getCode({ params: { number: wallet.number }, query: { text: code }, signal })).body,
    // What stands behind a code may be paid or over a moment later.
    gcTime: 0,
    retry: false,
  });
  if (view.error && !view.data) return <NoPayee error={view.error} onOther={onOther} />;
  return (
    <Query query={view}>
      {(found) => <ConfirmStep wallet={wallet} code={code} view={found} onPay={onPay} onOther={onOther} />}
    </Query>
  );
}
