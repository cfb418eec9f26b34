import { ErrorState } from '@finharbor/ui';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';

/** A screen that failed: what is the matter, and the way to try again. */
export function ScreenFault({ error, reset }: ErrorComponentProps): ReactElement {
  return <ErrorState error={error} onRetry={reset} />;
}
