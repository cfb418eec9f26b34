import { FinharborError } from '@finharbor/kernel/contract';
import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  Form,
  Grid,
  PageHeader,
  Query,
  Section,
  TextField,
  useFormat,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { isAccountNumber, type LinkedAccount } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuanOf } from '../amounts.ts';
import { yuan } from '../api.ts';
import { digitsIn, grouped } from './numbers.ts';
import { useBankAccounts, useLinked, useNumber, useWallet } from './reads.ts';
import { Statements } from './statements.tsx';
import { SweepForm } from './sweep-form.tsx';

/** The bank accounts of a wallet: link and unlink them, statements, and a merchant's automatic settlement. */
export function Screen(): ReactElement {
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
        title={text('accounts.title')}
        lead={text('accounts.lead')}
      />
      <Query query={linked}>
        {(accounts) => (
          <>
            <Grid>
              {accounts.map((account) => (
                <Linked key={account.number} account={account} wallet={number} />
              ))}
            </Grid>
            <Section title={text('accounts.link')}>
              <LinkForm number={number} known={accounts} />
            </Section>
            {wallet.data?.merchant && <SweepForm number={number} accounts={accounts} />}
          </>
        )}
      </Query>
      <Statements number={number} />
    </>
  );
}

function Linked({
  account: { number, state, balanceMinor },
  wallet,
}: {
  readonly account: LinkedAccount;
  readonly wallet: string;
}): ReactElement {
  const text = useText('yuanBank');
  const { money } = useFormat();
  const client = useQueryClient();
  const [isAsking, ask] = useState(false);
  const unlink = useMutation({
    mutationFn: () => yuan.deleteLinkedAccount({ params: { number: wallet, account: number } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['yuan'] }),
  });
  return (
    <Card>
      <p className="font-semibold">
        <Verbatim>{grouped(number)}</Verbatim>
      </p>
      <p className="mb-3 text-quiet">
        {text('accounts.balance', { amount: money(yuanOf(balanceMinor), 'CNY') })}{' '}
        {state === 'closed' && <Badge tone="bad">{text('accounts.closed')}</Badge>}
      </p>
      <Button onPress={() => ask(true)}>{text('accounts.unlink')}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => ask(false)}
        title={text('accounts.unlink')}
        body={text('accounts.unlinkHelp')}
        confirmLabel={text('accounts.unlink')}
        pending={unlink.isPending}
        error={unlink.error}
        onConfirm={() => unlink.mutate()}
      />
    </Card>
  );
}

type LinkProps = { readonly number: string; readonly known: readonly LinkedAccount[] };

function LinkForm({ number, known }: LinkProps): ReactElement {
  const text = useText('yuanBank');
  const { money } = useFormat();
  const client = useQueryClient();
  const toast = useToast();
  const own = useBankAccounts();
  const [typed, setTyped] = useState('');
  const link = useMutation({
    mutationFn: (asked: string) => {
      const account = digitsIn(asked);
      if (!isAccountNumber(account)) {
        const fields = [{ pointer: '/account', detail: text('accounts.fault') }];
        throw new FinharborError({ code: 'request.invalid', publicMessage: '', fields });
      }
      return yuan.putLinkedAccount({ params: { number, account } });
    },
    onSuccess: () => {
      setTyped('');
      toast({ tone: 'good', title: text('accounts.linked') });
      return client.invalidateQueries({ queryKey: ['yuan'] });
    },
  });
  const others = (own.data ?? []).filter((one) => !known.some((linked) => linked.number === one.number));
  return (
    <>
      {others.length > 0 && (
        <ul className="mb-4 grid gap-2">
          {others.map((one) => (
            <li key={one.number} className="flex flex-wrap items-center gap-3">
              <Verbatim>{grouped(one.number)}</Verbatim>
              <span className="text-quiet">{money(yuanOf(one.balanceMinor), 'CNY')}</span>
              <Button onPress={() => link.mutate(one.number)}>{text('accounts.linkThis')}</Button>
            </li>
          ))}
        </ul>
      )}
      <Form onSubmit={() => link.mutate(typed)} error={link.error}>
        <TextField
          label={text('accounts.number')}
          description={text('accounts.numberHelp')}
          name="account"
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          isRequired
        />
        <Button type="submit" variant="primary" pending={link.isPending}>
          {text('accounts.link')}
        </Button>
      </Form>
    </>
  );
}
