import type { Cursor } from '@finharbor/kernel/contract';
import { Button, EmptyState, Query, RadioGroup, TextLink, useText, Verbatim } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { pilots } from '../api.ts';
import { OneComment } from './one-comment.tsx';

const states = ['waiting', 'shown', 'hidden'] as const;
type State = (typeof states)[number];

/** Comments on all projects: those that wait are shown with an answer, or hidden. */
export function Comments(): ReactElement {
  const text = useText('pilot');
  const [state, setState] = useState<State>('waiting');
  return (
    <>
      <p className="mb-3">
        <TextLink href="/app/cases?queue=office&procedure=pilot-complaint">
          {text('comments.complaints')}
        </TextLink>
      </p>
      <RadioGroup
        label={text('comments.which')}
        name="state"
        options={states.map((id) => ({ id, label: text(`comments.${id}`) }))}
        selected={state}
        onChange={setState}
      />
      <Of key={state} state={state} />
    </>
  );
}

function Of({ state }: { readonly state: State }): ReactElement {
  const text = useText('pilot');
  const isSecretary = useWho()?.roles.includes('operator') ?? false;
  const query = useInfiniteQuery({
    queryKey: ['pilots', 'comments', state],
    queryFn: async ({ pageParam, signal }) =>
      (await pilots.listAllComments({ query: { state, cursor: pageParam }, signal })).body,
    initialPageParam: undefined as Cursor | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Query query={query}>
      {({ pages }) => {
        const all = pages.flatMap(({ items }) => items);
        return (
          <>
            {all.length === 0 && <EmptyState title={text(`comments.no.${state}`)} />}
            <ul className="grid gap-3">
              {all.map(({ number, title, ...comment }) => (
                <li key={comment.id} id={`comment-${comment.id}`}>
                  <OneComment
                    comment={comment}
                    isSecretary={isSecretary}
                    about={
                      <TextLink href={`/app/pilots/${number}`}>
                        <Verbatim>{title}</Verbatim>
                      </TextLink>
                    }
                  />
                </li>
              ))}
            </ul>
            {query.hasNextPage && (
              <Button onPress={() => void query.fetchNextPage()} pending={query.isFetchingNextPage}>
                {text('more')}
              </Button>
            )}
          </>
        );
      }}
    </Query>
  );
}
