import { Button, useFormat, useText } from '@finharbor/ui';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactElement } from 'react';

/** Says how many of a list are there, where there are more, and fetches further ones. */
export function Older({
  list,
}: {
  readonly list: UseInfiniteQueryResult<readonly unknown[]>;
}): ReactElement | null {
  const text = useText('lists');
  const { number } = useFormat();
  if (!list.hasNextPage) return null;
  return (
    <p className="mb-3 flex flex-wrap items-center gap-3">
      {text('older', { n: number(list.data?.length ?? 0) })}
      <Button pending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
        {text('loadOlder')}
      </Button>
    </p>
  );
}
