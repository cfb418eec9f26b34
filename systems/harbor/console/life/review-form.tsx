import { dataLevels, type ReviewDraft, reviewItems } from '@finharbor/harbor/contract';
import { Button, Form, RadioGroup, Section, TextArea, TextField, useText, useToast } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { hub } from '../api.ts';

type Answer = ReviewDraft['answers'][number];
type Draft = Pick<ReviewDraft, 'level' | 'reason'> & {
  readonly answers: readonly (Partial<Answer> & Pick<Answer, 'item'>)[];
};

const verdicts = ['met', 'not_met', 'not_applicable'] as const;

/** A reviewer answers the checklist, and lists a version or returns it. */
export function ReviewForm({ version }: { readonly version: string }): ReactElement {
  const text = useText('life');
  const [draft, setDraft] = useState<Draft>({
    level: 'general',
    reason: '',
    answers: reviewItems.map((item) => ({ item })),
  });
  const review = useReview(version);
  const said = draft.answers.flatMap(({ item, verdict, finding = '' }) =>
    verdict ? [{ item, verdict, finding }] : [],
  );
  const isComplete = said.length === reviewItems.length;
  const mayList = isComplete && draft.level !== 'core' && said.every(({ verdict }) => verdict !== 'not_met');
  const send = (decision: ReviewDraft['decision']): void =>
    review.mutate({ decision, level: draft.level, reason: draft.reason, answers: said });
  const answer = (at: number, part: Partial<Answer>): void =>
    setDraft({ ...draft, answers: draft.answers.map((one, k) => (k === at ? { ...one, ...part } : one)) });
  return (
    <Section title={text('review.title')}>
      <Form onSubmit={() => send('listed')} error={review.error}>
        <RadioGroup
          label={text('review.levelTerm')}
          name="level"
          options={dataLevels.map((id) => ({ id, label: text(`review.level.${id}`) }))}
          selected={draft.level}
          onChange={(level) => setDraft({ ...draft, level })}
        />
        {draft.answers.map((one, at) => (
          <Item key={one.item} answer={one} at={at} onChange={(part) => answer(at, part)} />
        ))}
        <TextArea
          label={text('queue.reviewReason')}
          name="reason"
          value={draft.reason}
          onChange={(reason) => setDraft({ ...draft, reason })}
          maxLength={2000}
        />
        {!mayList && <p className="mb-3 text-quiet">{text('queue.cannotList')}</p>}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="primary" isDisabled={!mayList || review.isPending}>
            {text('queue.list')}
          </Button>
          <Button onPress={() => send('returned')} isDisabled={!isComplete || review.isPending}>
            {text('queue.returnVersion')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

function Item({
  answer: { item, verdict, finding = '' },
  at,
  onChange,
}: {
  readonly answer: Draft['answers'][number];
  readonly at: number;
  readonly onChange: (part: Partial<Answer>) => void;
}): ReactElement {
  const text = useText('life');
  const name = text(`review.item.${item}`);
  return (
    <>
      <RadioGroup
        label={name}
        name={`answers/${at}/verdict`}
        options={verdicts.map((id) => ({ id, label: text(`review.verdict.${id}`) }))}
        selected={verdict}
        onChange={(next) => onChange({ verdict: next })}
      />
      {verdict === 'not_met' && (
        <TextField
          label={text('queue.findingOf', { item: name })}
          name={`answers/${at}/finding`}
          value={finding}
          onChange={(next) => onChange({ finding: next })}
          maxLength={1000}
          isRequired
        />
      )}
    </>
  );
}

function useReview(version: string) {
  const text = useText('life');
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  return useMutation({
    mutationFn: (body: ReviewDraft) => hub.postReview({ params: { id: version }, body }),
    onSuccess: async () => {
      toast({ title: text('queue.done') });
      await client.invalidateQueries({ queryKey: ['harbor'] });
      await navigate({ to: '/app/rights-queue' });
    },
  });
}
