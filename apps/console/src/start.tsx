import { overviewScreen } from '@finharbor/harbor/console';
import { Loading } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { Navigate } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense } from 'react';
import { Welcome } from './welcome.tsx';

const Overview = lazy(async () => ({ default: (await overviewScreen.load()).Screen }));

/** The first page: in the demonstration everybody one can be, otherwise the overview, and where no account exists the way to make one. */
export function Start(): ReactElement {
  const place = usePlace();
  const who = useWho();
  if (place.demo && place.role === 'hub') return <Welcome />;
  if (!place.hasAccounts && !who) return <Navigate to="/app/set-up" />;
  if (!who && place.role === 'node') return <Navigate to="/app/sign-in" />;
  return (
    <Suspense fallback={<Loading />}>
      <Overview />
    </Suspense>
  );
}
