import { usePlace, useWho } from '@finharbor/ui/screens';
import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react';
import { isFirstRun, tourIsOver, tourRole, whenAsked } from './begin.ts';

const RoleTour = lazy(async () => ({ default: (await import('./role-tour.tsx')).RoleTour }));

/** Begins the tour of a person's role the first time, and whenever it is asked for. */
export function FirstRun(): ReactElement | null {
  const place = usePlace();
  const who = useWho();
  const role = who && tourRole(place, who);
  const [running, run] = useState<'by itself' | 'asked for'>();
  useEffect(() => {
    if (role !== undefined && isFirstRun(role)) run('by itself');
    return whenAsked(() => run('asked for'));
  }, [role]);
  if (!running) return null;
  return (
    <Suspense>
      <RoleTour
        role={role ?? 'anybody'}
        takesFocus={running === 'asked for'}
        onEnd={() => {
          if (role !== undefined) tourIsOver(role);
          run(undefined);
        }}
      />
    </Suspense>
  );
}
