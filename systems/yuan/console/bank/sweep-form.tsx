import {
  Button,
  Form,
  Query,
  RadioGroup,
  Section,
  Select,
  TextField,
  useText,
  useToast,
} from '@finharbor/ui';
import type { LinkedAccount, Sweep } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuanOf } from '../amounts.ts';
import { yuan } from '../api.ts';
import { fenIn, grouped } from './numbers.ts';

type SweepProps = { readonly number: string; readonly accounts: readonly LinkedAccount[] };

/** Whether a merchant's money goes to its bank account by itself, and when. */
export function SweepForm({ number, accounts }: SweepProps): ReactElement {
  const text = useText('yuanBank');
  const kept = useQuery({
    queryKey: ['yuan', 'sweep', number],
    queryFn: async ({ signal }) => (await yuan.getSweep({ params: { number }, signal })).body.sweep,
  });
  return (
    <Section title={text('sweep.title')}>
      <p className="mb-4 max-w-prose text-quiet">{text('sweep.lead')}</p>
      <Query query={{ ...kept, data: kept.data === undefined ? undefined : { sweep: kept.data } }}>
        {({ sweep }) => <Fields key={JSON.stringify(kept.dataUpdatedAt)} {...{ number, accounts, sweep }} />}
      </Query>
    </Section>
  );
}

type How = 'off' | 'hour' | 'above';
const hours = Array.from({ length: 24 }, (_, hour) => String(hour));

function Fields({ number, accounts, sweep }: SweepProps & { readonly sweep: Sweep | null }): ReactElement {
  const text = useText('yuanBank');
  const client = useQueryClient();
  const toast = useToast();
  const [how, setHow] = useState<How>(howOf(sweep));
  const [hour, setHour] = useState(String(sweep?.atHour ?? 22));
  const [above, setAbove] = useState(sweep?.aboveMinor == null ? '1000' : yuanOf(sweep.aboveMinor));
  const [account, choose] = useState(sweep?.account ?? accounts[0]?.number);
  const aboveMinor = fenIn(above);
  const isReady = how === 'off' || (account !== undefined && (how === 'hour' || aboveMinor !== undefined));
  const keep = useMutation({
    mutationFn: () => {
      const asked: Sweep | null =
        how === 'off'
          ? null
          : {
              account: account!,
              atHour: how === 'hour' ? Number(hour) : null,
              aboveMinor: how === 'above' ? aboveMinor! : null,
            };
      return yuan.putSweep({ params: { number }, body: { sweep: asked } });
    },
    onSuccess: () => {
      toast({ tone: 'good', title: text('sweep.kept') });
      return client.invalidateQueries({ queryKey: ['yuan', 'sweep', number] });
    },
  });
  return (
    <Form onSubmit={() => keep.mutate()} error={keep.error}>
      <RadioGroup
        label={text('sweep.how')}
        options={(['off', 'hour', 'above'] as const).map((id) => ({ id, label: text(`sweep.${id}`) }))}
        selected={how}
        onChange={setHow}
      />
      {how === 'hour' && (
        <Select
          label={text('sweep.atHour')}
          options={hours.map((id) => ({ id, label: `${id.padStart(2, '0')}:00` }))}
          selected={hour}
          onChange={setHour}
        />
      )}
      {how === 'above' && (
        <TextField
          label={text('sweep.aboveAmount')}
          inputMode="decimal"
          value={above}
          onChange={setAbove}
          error={aboveMinor === undefined ? text('amountFault') : undefined}
        />
      )}
      {how !== 'off' && (
        <RadioGroup
          label={text('redemption.account')}
          options={accounts.map((one) => ({ id: one.number, label: grouped(one.number) }))}
          selected={account}
          onChange={choose}
        />
      )}
      <Button type="submit" variant="primary" pending={keep.isPending} isDisabled={!isReady}>
        {text('sweep.send')}
      </Button>
    </Form>
  );
}

function howOf(sweep: Sweep | null): How {
  if (sweep === null) return 'off';
  return sweep.atHour === null ? 'above' : 'hour';
}
