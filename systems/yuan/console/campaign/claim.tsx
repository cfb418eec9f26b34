import { Badge, Button, Form, newId, RadioGroup, TextField, useText } from '@finharbor/ui';
import type { OwnPart } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { fenIn, insist } from './fields.ts';
import { type Course, useFen } from './parts.tsx';

type Props = { readonly course: Course; readonly own: OwnPart };

/** Claims a subsidy for a car, and shows what became of earlier claims. */
export function ClaimForm({ course, own }: Props): ReactElement {
  const text = useText('yuanCampaigns');
  const fen = useFen();
  const isClaimed = own.claims.some(({ state }) => state !== 'rejected');
  return (
    <>
      <ul className="mb-4">
        {own.claims.map((claim) => (
          <li key={claim.id} className="mb-1">
            <Badge tone={claim.state === 'rejected' ? 'bad' : 'accent'}>{text(`claim.${claim.state}`)}</Badge>{' '}
            {claim.invoice} · {fen(claim.amountMinor)}
            {claim.why && ` · ${text(`why.${claim.why}`)}`}
          </li>
        ))}
      </ul>
      {!isClaimed && <NewClaimForm id={course.campaign.id} />}
    </>
  );
}

function NewClaimForm({ id }: { readonly id: string }): ReactElement {
  const text = useText('yuanCampaigns');
  const client = useQueryClient();
  // The same form is the same claim, however often it is sent.
  const [claimId] = useState(newId);
  const [invoice, setInvoice] = useState('');
  const [price, setPrice] = useState('');
  const [to, setTo] = useState<'wallet' | 'dealer'>('wallet');
  const [dealer, setDealer] = useState('');
  const wallets = useQuery({
    queryKey: ['yuan', 'wallets'],
    queryFn: async () => (await yuan.listWallets({})).body.items,
  });
  const claim = useMutation({
    mutationFn: async () => {
      const priceMinor = fenIn(price);
      const wallet = wallets.data?.find(({ state }) => state === 'open')?.number;
      insist([
        ['invoice', /^[0-9A-Za-z-]{6,30}$/.test(invoice.trim()), text('fault.invoice')],
        ['price', priceMinor !== undefined, text('fault.amount')],
        ['dealer', to === 'wallet' || /^[0-9]{16}$/.test(dealer.trim()), text('fault.wallet')],
        ['price', wallet !== undefined, text('noWallet')],
      ]);
      const paidTo = to === 'wallet' ? null : dealer.trim();
      const body = {
        id: claimId,
        wallet: wallet!,
        invoice: invoice.trim(),
        priceMinor: priceMinor!,
        dealer: paidTo,
      };
      await yuan.postClaim({ params: { id }, body });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['yuan', 'campaign', id] }),
  });
  return (
    <Form onSubmit={() => claim.mutate()} error={claim.error}>
      <TextField
        label={text('claim.invoice')}
        name="invoice"
        value={invoice}
        onChange={setInvoice}
        isRequired
      />
      <TextField label={text('claim.price')} name="price" value={price} onChange={setPrice} isRequired />
      <RadioGroup
        label={text('claim.to')}
        options={[
          { id: 'wallet', label: text('claim.toWallet') },
          { id: 'dealer', label: text('claim.toDealer'), description: text('claim.toDealerHelp') },
        ]}
        selected={to}
        onChange={setTo}
      />
      {to === 'dealer' && (
        <TextField
          label={text('claim.dealer')}
          name="dealer"
          value={dealer}
          onChange={setDealer}
          isRequired
        />
      )}
      <Button type="submit" variant="primary" pending={claim.isPending}>
        {text('claim.send')}
      </Button>
    </Form>
  );
}
