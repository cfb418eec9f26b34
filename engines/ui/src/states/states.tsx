import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useSyncExternalStore } from 'react';
import { Button } from '../forms/button.tsx';
import { useText } from '../i18n/hooks.ts';
import { useProblem } from './problem.ts';

/** Something is on its way. */
export function Loading(): ReactElement {
  return (
    <div role="status" aria-busy="true" className="grid gap-3 py-4" aria-label="…">
      <div className="h-5 w-2/3 animate-pulse rounded bg-line" />
      <div className="h-5 w-1/2 animate-pulse rounded bg-line" />
      <div className="h-5 w-3/5 animate-pulse rounded bg-line" />
    </div>
  );
}

/** There is nothing yet, and what to do about it. */
export function EmptyState({
  title,
  body,
  action,
}: {
  readonly title: string;
  readonly body?: ReactNode;
  readonly action?: ReactNode;
}): ReactElement {
  return (
    <div className="my-4 rounded-lg border border-line border-dashed p-8 text-center">
      <p className="font-medium text-lg">{title}</p>
      {body !== undefined && <p className="mx-auto mb-4 max-w-prose text-quiet">{body}</p>}
      {action}
    </div>
  );
}

/** Something failed: what, and what to do. */
export function ErrorState({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}): ReactElement {
  const problem = useProblem(error);
  const text = useText('ui');
  return (
    <div role="alert" className="my-4 rounded-lg border border-bad bg-bad-soft p-5">
      <p className="font-semibold">{problem?.title}</p>
      {problem && problem.detail !== '' && problem.detail !== problem.title && <p>{problem.detail}</p>}
      <p className="mb-3 text-quiet text-sm">
        {text('problem.code', { code: problem?.code ?? '' })}
        {problem?.instance !== undefined && ` · ${problem.instance}`}
      </p>
      {onRetry && <Button onPress={onRetry}>{text('retry')}</Button>}
    </div>
  );
}

/** What a query has come to: loading, failed with a way to try again, or its data, which stay in sight while a newer answer fails. */
export function Query<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}): ReactElement {
  if (query.data !== undefined)
    return (
      <>
        {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {children(query.data)}
      </>
    );
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading />;
}

/** Says that the browser has no network. */
export function OfflineNotice(): ReactElement | null {
  const isOnline = useSyncExternalStore(
    (tell) => {
      addEventListener('online', tell);
      addEventListener('offline', tell);
      return () => {
        removeEventListener('online', tell);
        removeEventListener('offline', tell);
      };
    },
    () => navigator.onLine,
  );
  const text = useText('ui');
  return isOnline ? null : (
    <p role="status" className="mb-4 rounded-md border border-warn bg-warn-soft px-4 py-2">
      {text('offline')}
    </p>
  );
}
