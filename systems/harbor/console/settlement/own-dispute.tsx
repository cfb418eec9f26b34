import type { DisputeView } from '@finharbor/harbor/contract';
import { Button, Form, RadioGroup, Section, TextArea, useText, useToast } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { DisputePage, useDisputeId } from './dispute-page.tsx';

/** A dispute as one of its sides sees it: to answer, and to show the own receipt. */
export function Screen(): ReactElement {
  const id = useDisputeId();
  const dispute = useQuery({
    queryKey: ['settlement', 'disputes', id],
    queryFn: async () => (await node.getDispute({ params: { id } })).body,
    refetchInterval: 5000,
  });
  return (
    <DisputePage dispute={dispute} list="/app/disputes">
      {(found) => <Acts dispute={found} />}
    </DisputePage>
  );
}

function Acts({ dispute }: { readonly dispute: DisputeView }): ReactElement | null {
  const { party } = usePlace();
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  if (!isApprover || dispute.award) return null;
  const hasShown = dispute.openings.some((one) => one.party === party);
  return (
    <>
      {!hasShown && dispute.job !== null && <ShowReceipt id={dispute.id} />}
      {dispute.against === party && !dispute.answer && <AnswerForm id={dispute.id} />}
    </>
  );
}

function useDone(words: 'shownDone' | 'answerDone') {
  const text = useText('settlement');
  const toast = useToast();
  const client = useQueryClient();
  return async (): Promise<void> => {
    toast({ title: text(words) });
    await client.invalidateQueries({ queryKey: ['settlement'] });
  };
}

function ShowReceipt({ id }: { readonly id: string }): ReactElement {
  const text = useText('settlement');
  const onSuccess = useDone('shownDone');
  const show = useMutation({ mutationFn: () => node.postReceiptOpening({ params: { id } }), onSuccess });
  return (
    <Section title={text('show.title')}>
      <Form onSubmit={() => show.mutate()} error={show.error}>
        <p className="mb-3 max-w-prose">{text('show.body')}</p>
        <Button type="submit" pending={show.isPending}>
          {text('show.do')}
        </Button>
      </Form>
    </Section>
  );
}

function AnswerForm({ id }: { readonly id: string }): ReactElement {
  const text = useText('settlement');
  const [position, setPosition] = useState<'agrees' | 'contests'>('contests');
  const [words, setWords] = useState('');
  const onSuccess = useDone('answerDone');
  const answer = useMutation({
    mutationFn: () => node.postDisputeAnswer({ params: { id }, body: { position, words } }),
    onSuccess,
  });
  return (
    <Section title={text('answerTitle')}>
      <Form onSubmit={() => answer.mutate()} error={answer.error}>
        <RadioGroup
          label={text('positionLabel')}
          name="position"
          selected={position}
          onChange={setPosition}
          options={(['contests', 'agrees'] as const).map((one) => ({
            id: one,
            label: text(`position.${one}`),
          }))}
        />
        <TextArea
          label={text('words')}
          name="words"
          value={words}
          onChange={setWords}
          maxLength={2000}
          isRequired
        />
        <Button type="submit" variant="primary" isDisabled={words.trim() === ''} pending={answer.isPending}>
          {text('answerSend')}
        </Button>
      </Form>
    </Section>
  );
}
