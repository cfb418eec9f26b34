import { Button, Form, TextArea, useText } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { pilots } from '../api.ts';
import { useDoing } from '../doing.ts';

type ReviewProps = { readonly number: string; readonly id: string; readonly version: number };

/** The office says of a version of a model whether it is accepted, once. */
export function Review({ number, id, version }: ReviewProps): ReactElement {
  const text = useText('pilot');
  const [opinion, setOpinion] = useState('');
  const review = useDoing<'accepted' | 'refused'>({
    run: (verdict) =>
      pilots.postReview({ params: { number, id }, body: { version, verdict, opinion: opinion.trim() } }),
    done: text('review.done'),
    at: 'model',
  });
  const isMissing = opinion.trim() === '';
  return (
    <Form onSubmit={() => review.mutate('accepted')} error={review.error}>
      <TextArea
        label={text('review.opinion', { n: version })}
        description={text('review.help')}
        name="opinion"
        value={opinion}
        onChange={setOpinion}
        maxLength={2_000}
        isRequired
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={review.isPending} isDisabled={isMissing}>
          {text('review.accept')}
        </Button>
        <Button
          variant="danger"
          onPress={() => review.mutate('refused')}
          isDisabled={isMissing || review.isPending}
        >
          {text('review.refuse')}
        </Button>
      </div>
    </Form>
  );
}
