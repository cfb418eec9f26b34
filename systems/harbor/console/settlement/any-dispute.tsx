import { awardOutcomes, type DisputeView } from '@finharbor/harbor/contract';
import {
  Button,
  Callout,
  Form,
  RadioGroup,
  Section,
  TextArea,
  TextField,
  useFormat,
  useText,
  useToast,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { hub } from '../api.ts';
import { fenIn } from './amounts.ts';
import { DisputePage, useDisputeId } from './dispute-page.tsx';

/** A dispute as its arbiter sees it. */
export function Screen(): ReactElement {
  const id = useDisputeId();
  const dispute = useQuery({
    queryKey: ['settlement', 'all-disputes', id],
    queryFn: async () => (await hub.getAnyDispute({ params: { id } })).body,
    refetchInterval: 5000,
  });
  return (
    <DisputePage dispute={dispute} list="/app/arbitration">
      {(found) => <Decide dispute={found} />}
    </DisputePage>
  );
}

function Decide({ dispute }: { readonly dispute: DisputeView }): ReactElement | null {
  const text = useText('settlement');
  const { dateTime } = useFormat();
  const { party } = usePlace();
  const roles = useWho()?.roles ?? [];
  const isArbiter = roles.includes('operator') || roles.includes('bureau');
  if (!isArbiter || dispute.award || dispute.filedBy === party || dispute.against === party) return null;
  return (
    <Section title={text('award.title')}>
      {dispute.state === 'filed' ? (
        <Callout>{text('award.notYet', { at: dateTime(dispute.answerDueAtMs) })}</Callout>
      ) : (
        <AwardForm id={dispute.id} />
      )}
    </Section>
  );
}

function AwardForm({ id }: { readonly id: string }): ReactElement {
  const text = useText('settlement');
  const toast = useToast();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<(typeof awardOutcomes)[number]>('dismissed');
  const [price, setPrice] = useState('');
  const [reason, setReason] = useState('');
  const isCorrected = outcome === 'corrected';
  const priceMinor = isCorrected ? fenIn(price) : '0';
  const award = useMutation({
    mutationFn: () => hub.postAward({ params: { id }, body: { outcome, priceMinor: priceMinor!, reason } }),
    async onSuccess() {
      toast({ title: text('award.done') });
      await client.invalidateQueries({ queryKey: ['settlement'] });
    },
  });
  return (
    <Form onSubmit={() => award.mutate()} error={award.error}>
      <RadioGroup
        label={text('award.outcome')}
        name="outcome"
        selected={outcome}
        onChange={setOutcome}
        options={awardOutcomes.map((one) => ({
          id: one,
          label: text(`dispute.${one}`),
          description: text(`award.${one}`),
        }))}
      />
      {isCorrected && (
        <TextField
          label={text('award.price')}
          name="priceMinor"
          inputMode="decimal"
          value={price}
          onChange={setPrice}
          {...(price !== '' && priceMinor === undefined ? { error: text('badAmount') } : {})}
        />
      )}
      <TextArea
        label={text('award.reason')}
        description={text('award.reasonHelp')}
        name="reason"
        value={reason}
        onChange={setReason}
        maxLength={2000}
        isRequired
      />
      <Button
        type="submit"
        variant="primary"
        isDisabled={priceMinor === undefined || reason.trim() === ''}
        pending={award.isPending}
      >
        {text('award.send')}
      </Button>
    </Form>
  );
}
