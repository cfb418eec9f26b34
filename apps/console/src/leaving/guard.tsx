import { isAnythingUnsaved } from '@finharbor/ui';
import { useBlocker } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense } from 'react';

const AskBeforeLeaving = lazy(async () => ({ default: (await import('./ask.tsx')).AskBeforeLeaving }));

/** Asks before a screen is left on which something would be lost; another part of the same screen may be gone to. */
export function LeaveGuard(): ReactElement | null {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isAnythingUnsaved(),
    withResolver: true,
    // The browser's own question is asked by the form itself.
    enableBeforeUnload: false,
  });
  if (status !== 'blocked') return null;
  return (
    <Suspense>
      <AskBeforeLeaving onLeave={proceed} onStay={reset} />
    </Suspense>
  );
}
