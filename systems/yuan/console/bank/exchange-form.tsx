import { RemoteProblem } from '@finharbor/kernel/contract';
import {
  Button,
  EmptyState,
  Form,
  LinkButton,
  newId,
  PageHeader,
  Query,
  RadioGroup,
  Section,
  Stat,
  TextField,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { LinkedAccount, WalletView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuanOf } from '../amounts.ts';
import { yuan } from '../api.ts';
import { fenIn, grouped } from './numbers.ts';
import { Progress } from './progress.tsx';
import { useLinked, useNumber, useWallet } from './reads.ts';
import { Recent } from './recent.tsx';

type Kind = 'top_up' | 'redemption';

/** Money from a bank account into a wallet, or the other way. */
export function ExchangePage({ kind }: { readonly kind: Kind }): ReactElement {
  const text = useText('yuanBank');
  const number = useNumber();
  const [wallet, linked] = [useWallet(number), useLinked(number)];
  return (
    <>
      <PageHeader
        crumbs={[
          { href: '/app/wallets', label: text('wallets') },
          { href: `/app/wallets/${number}`, label: text('wallet') },
        ]}
        title={text(`${kind}.title`)}
        lead={text(`${kind}.lead`)}
        actions={<LinkButton href={`/app/wallets/${number}/accounts`}>{text('accounts.title')}</LinkButton>}
      />
      <Query query={wallet}>
        {(of) => (
          <Query query={linked}>
            {(accounts) =>
              accounts.length === 0 ? (
                <NoAccount number={number} />
              ) : (
                <Ask {...{ kind, wallet: of, accounts }} />
              )
            }
          </Query>
        )}
      </Query>
      <Section title={text(`${kind}.recent`)}>
        <Recent number={number} kind={kind} />
      </Section>
    </>
  );
}

function NoAccount({ number }: { readonly number: string }): ReactElement {
  const text = useText('yuanBank');
  return (
    <EmptyState
      title={text('accounts.none')}
      body={text('accounts.noneHelp')}
      action={
        <LinkButton variant="primary" href={`/app/wallets/${number}/accounts`}>
          {text('accounts.link')}
        </LinkButton>
      }
    />
  );
}

type AskProps = {
  readonly kind: Kind;
  readonly wallet: WalletView;
  readonly accounts: readonly LinkedAccount[];
};

function Ask({ kind, wallet, accounts }: AskProps): ReactElement {
  const text = useText('yuanBank');
  const client = useQueryClient();
  const { money } = useFormat();
  // The same number is the same movement: it stays until something has come of it.
  const [id, setId] = useState(newId);
  const [sent, setSent] = useState<string>();
  const [typed, setTyped] = useState('');
  const usable = accounts.filter(
    ({ state, mayRedeem }) => state === 'open' && (kind === 'top_up' || mayRedeem),
  );
  const [chosen, choose] = useState(usable[0]?.number);
  const amountMinor = fenIn(typed);
  const ask = useMutation({
    mutationFn: async () => {
      const call = kind === 'top_up' ? yuan.postTopUp : yuan.postRedemption;
      const body = { id, amountMinor: amountMinor!, account: chosen! };
      return (await call({ params: { number: wallet.number }, body })).body;
    },
    onSuccess: (exchange) => {
      setSent(exchange.id);
      setId(newId());
      setTyped('');
      void client.invalidateQueries({ queryKey: ['yuan'] });
    },
    onError: (error) => {
      if (error instanceof RemoteProblem) setId(newId());
    },
  });
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Form onSubmit={() => ask.mutate()} error={ask.error}>
        <div className="mb-5">
          <Stat label={text('available')} value={money(yuanOf(wallet.availableMinor), 'CNY')} />
        </div>
        <RadioGroup
          label={text(`${kind}.account`)}
          options={usable.map(({ number, balanceMinor }) => ({
            id: number,
            label: grouped(number),
            description: text('accounts.balance', { amount: money(yuanOf(balanceMinor), 'CNY') }),
          }))}
          selected={chosen}
          onChange={choose}
        />
        {usable.length === 0 && <p className="mb-4 text-warn">{text(`${kind}.noAccount`)}</p>}
        <TextField
          label={text('amount')}
          name="amountMinor"
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          error={typed !== '' && amountMinor === undefined ? text('amountFault') : undefined}
          isRequired
        />
        <Quick {...{ kind, wallet, setTyped }} />
        <Button
          type="submit"
          variant="primary"
          pending={ask.isPending}
          isDisabled={amountMinor === undefined || chosen === undefined}
        >
          {text(`${kind}.send`)}
        </Button>
      </Form>
      <div>{sent !== undefined && <Progress number={wallet.number} id={sent} />}</div>
    </div>
  );
}

const handyYuan = [100n, 500n, 1000n] as const;

function Quick({
  kind,
  wallet,
  setTyped,
}: Pick<AskProps, 'kind' | 'wallet'> & { readonly setTyped: (typed: string) => void }): ReactElement {
  const text = useText('yuanBank');
  const { money } = useFormat();
  return (
    <fieldset className="mb-5 flex flex-wrap gap-2">
      <legend className="sr-only">{text('quick')}</legend>
      {handyYuan.map((amount) => (
        <Button key={amount} onPress={() => setTyped(String(amount))}>
          {money(String(amount), 'CNY')}
        </Button>
      ))}
      {kind === 'redemption' && (
        <Button onPress={() => setTyped(yuanOf(wallet.availableMinor))}>{text('all')}</Button>
      )}
    </fieldset>
  );
}
