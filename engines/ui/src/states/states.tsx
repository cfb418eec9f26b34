import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { Button } from '../forms/button.tsx';
import { useText } from '../i18n/hooks.ts';
import { Loading, type LoadingShape } from './loading.tsx';
import { useProblem } from './problem.ts';

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
    <div className="my-4 rounded-lg border border-edge/50 border-dashed px-4 py-8 text-center">
      <p className="font-semibold">{title}</p>
      {body !== undefined && <p className="mx-auto mt-1 mb-4 max-w-prose text-quiet">{body}</p>}
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
    <div role="alert" className="my-4 rounded-lg border border-bad/50 bg-bad-soft p-5">
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
  shape = 'text',
}: {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error'> & { readonly refetch: () => unknown };
  /** What stands in while nothing is there yet. */
  readonly shape?: LoadingShape;
  readonly children: (data: T) => ReactNode;
}): ReactElement {
  if (query.data !== undefined)
    return (
      <>
        {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {/* What it is shown with may still be on its way; the rest of the screen does not wait for that. */}
        <Suspense fallback={<Loading shape={shape} />}>{children(query.data)}</Suspense>
      </>
    );
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading shape={shape} />;
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
