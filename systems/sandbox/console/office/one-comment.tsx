import type { Comment } from '@finharbor/sandbox/contract';
import { Badge, Button, Card, Form, TextArea, useFormat, useText, Verbatim } from '@finharbor/ui';
import { type ReactElement, type ReactNode, useState } from 'react';
import { pilots } from '../api.ts';
import { useDoing } from '../doing.ts';

type CommentProps = {
  readonly comment: Comment;
  readonly isSecretary: boolean;
  /** What it is on, where that is not plain. */
  readonly about?: ReactNode;
};

const tones = { waiting: 'warn', shown: 'good', hidden: 'neutral' } as const;

/** A comment of somebody from the public, its answer, and for the secretary what to do with it. */
export function OneComment({ comment, isSecretary, about }: CommentProps): ReactElement {
  const text = useText('pilot');
  const { dateTime } = useFormat();
  const { body, atMs, state, answer } = comment;
  return (
    <Card>
      {about !== undefined && <p className="mb-1">{about}</p>}
      <p className="mb-1 text-sm">
        <Badge tone={tones[state]}>{text(`comments.${state}`)}</Badge>
        <span className="text-quiet">{dateTime(atMs)}</span>
      </p>
      <p className="mb-2 wrap-anywhere whitespace-pre-line">
        <Verbatim>{body}</Verbatim>
      </p>
      {answer !== null && (
        <p className="mb-2 border-accent border-s-3 ps-3">
          <span className="block text-quiet text-sm">{text('comments.answer')}</span>
          <Verbatim>{answer}</Verbatim>
        </p>
      )}
      {isSecretary && <Moderate key={state} comment={comment} />}
    </Card>
  );
}

function Moderate({ comment: { id, state, answer: before } }: Pick<CommentProps, 'comment'>): ReactElement {
  const text = useText('pilot');
  const [isOpen, setOpen] = useState(state === 'waiting');
  const [answer, setAnswer] = useState(before ?? '');
  const said = answer.trim();
  const see = useDoing<'shown' | 'hidden'>({
    run: (next) =>
      pilots.postModeration({
        params: { id },
        body: { state: next, ...(said === '' ? {} : { answer: said }) },
      }),
    done: text('comments.done'),
    onDone: () => setOpen(false),
    at: `comment-${id}`,
  });
  if (!isOpen)
    return (
      <Button variant="quiet" onPress={() => setOpen(true)}>
        {text('comments.again')}
      </Button>
    );
  return (
    <Form onSubmit={() => see.mutate('shown')} error={see.error}>
      <TextArea label={text('comments.answer')} name="answer" value={answer} onChange={setAnswer} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={see.isPending}>
          {text(said === '' ? 'comments.show' : 'comments.showAnswered')}
        </Button>
        <Button onPress={() => see.mutate('hidden')} isDisabled={see.isPending}>
          {text('comments.hide')}
        </Button>
      </div>
    </Form>
  );
}
