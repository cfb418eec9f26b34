import {
  Button,
  Card,
  EmptyState,
  Form,
  Grid,
  PageHeader,
  Query,
  Section,
  TextField,
  useText,
} from '@finharbor/ui';
import type { BillView } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { BillCard } from './bill.tsx';

/** Finds bills by their number, and shows one's own. */
export function Screen(): ReactElement {
  const text = useText('yuanBills');
  const bills = useQuery({
    queryKey: ['yuan', 'bills'],
    queryFn: async () => (await yuan.listBills({})).body,
  });
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Find />
      <Query query={bills}>
        {({ items, accounts }) => (
          <>
            <Section title={text('own')}>
              {items.length === 0 ? (
                <EmptyState title={text('none')} body={text('noneHelp')} />
              ) : (
                <Grid>
                  {items.map((bill) => (
                    <BillCard key={bill.number} bill={bill} />
                  ))}
                </Grid>
              )}
            </Section>
            <Watch accounts={accounts} />
          </>
        )}
      </Query>
    </>
  );
}

function Find(): ReactElement {
  const text = useText('yuanBills');
  const [number, setNumber] = useState('');
  const [asked, setAsked] = useState<string>();
  const found = useQuery({
    queryKey: ['yuan', 'bills', asked],
    queryFn: async (): Promise<BillView> => (await yuan.getBill({ params: { number: asked! } })).body,
    enabled: asked !== undefined,
    retry: false,
  });
  const digits = number.replaceAll(/\s/g, '');
  const isRight = /^[0-9]{20}$/.test(digits);
  return (
    <>
      <Form onSubmit={() => isRight && setAsked(digits)} error={found.error}>
        <TextField
          label={text('number')}
          description={text('numberHelp')}
          name="number"
          inputMode="numeric"
          value={number}
          onChange={setNumber}
          error={number !== '' && !isRight && digits.length > 20 ? text('numberHelp') : undefined}
        />
        <Button type="submit" variant="primary" isDisabled={!isRight} pending={found.isFetching}>
          {text('find')}
        </Button>
      </Form>
      <div className="my-6">{found.data && <BillCard bill={found.data} />}</div>
    </>
  );
}

function Watch({ accounts }: { readonly accounts: readonly string[] }): ReactElement {
  const text = useText('yuanBills');
  const client = useQueryClient();
  const [account, setAccount] = useState('');
  const [bill, setBill] = useState('');
  const watch = useMutation({
    mutationFn: () =>
      yuan.putPayerAccount({
        params: { account: account.trim() },
        body: { bill: bill.replaceAll(/\s/g, '') },
      }),
    onSuccess: () => {
      setAccount('');
      setBill('');
      return client.invalidateQueries({ queryKey: ['yuan', 'bills'] });
    },
  });
  return (
    <Section title={text('watch.title')}>
      {accounts.length > 0 && <Card>{accounts.join(text('comma'))}</Card>}
      <Form onSubmit={() => watch.mutate()} error={watch.error}>
        <TextField
          label={text('watch.account')}
          description={text('watch.help')}
          name="account"
          value={account}
          onChange={setAccount}
        />
        <TextField
          label={text('watch.bill')}
          name="bill"
          inputMode="numeric"
          value={bill}
          onChange={setBill}
        />
        <Button type="submit" pending={watch.isPending} isDisabled={account === '' || bill === ''}>
          {text('watch.send')}
        </Button>
      </Form>
    </Section>
  );
}
