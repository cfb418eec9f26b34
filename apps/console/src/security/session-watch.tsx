import { Button, clock, Dialog, useText } from '@finharbor/ui';
import { lastUsedAtMs, useWho } from '@finharbor/ui/screens';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useRouterState } from '@tanstack/react-router';
import { type ReactElement, useEffect, useState } from 'react';
import { whoQuery } from '../place.ts';
import { forgetUnseen } from '../session.ts';
import { security } from './api.ts';

const warnBeforeMs = 120_000;
/** The server writes down the last use by the minute. */
const marginMs = 60_000;
const lookEveryMs = 5_000;
const sharedKey = 'finharbor.used';

/**
 * Tells in time that the session is about to end for want of use, leads who has still to add a second factor there, and forgets what
 * was somebody's once they are gone, however their session ended.
 */
export function SessionWatch(): ReactElement | null {
  const who = useWho();
  const client = useQueryClient();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever somebody else, or nobody, is in their place
  useEffect(() => {
    // Only once the screens that showed it are gone.
    return () => void setTimeout(() => forgetUnseen(client));
  }, [client, who?.id]);
  const state = useQuery({
    queryKey: ['session state', who?.id],
    queryFn: async () => (await security.getSessionState({})).body,
    staleTime: 60_000,
  });
  if (!state.data) return null;
  if (state.data.mustEnrol && path !== '/app/me') return <Navigate to="/app/me" replace />;
  return <IdleWarning idleMs={state.data.idleMs} />;
}

function IdleWarning({ idleMs }: { readonly idleMs: number }): ReactElement | null {
  const text = useText('security');
  const client = useQueryClient();
  const [leftMs, setLeftMs] = useState(idleMs);
  const [putAwayAtMs, setPutAwayAtMs] = useState(0);
  useEffect(() => {
    const look = (): void => setLeftMs(usedAtMs() + idleMs - clock.nowMs());
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [idleMs]);
  const isOver = leftMs < -lookEveryMs;
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: whoQuery.queryKey });
  }, [isOver, client]);
  const stay = async (): Promise<void> => {
    await client.refetchQueries({ queryKey: ['session state'] });
    setLeftMs(idleMs);
  };
  const isSoon = leftMs < warnBeforeMs + marginMs && putAwayAtMs < usedAtMs();
  return (
    <Dialog
      isOpen={isSoon && !isOver}
      onClose={() => setPutAwayAtMs(clock.nowMs())}
      title={text('idle.title')}
      actions={
        <Button variant="primary" onPress={() => void stay()}>
          {text('idle.stay')}
        </Button>
      }
    >
      <p>{text('idle.body', { minutes: Math.round(idleMs / 60_000) })}</p>
    </Dialog>
  );
}

/** The last use of the session in any tab of this browser. */
function usedAtMs(): number {
  const here = lastUsedAtMs();
  const anywhere = Math.max(here, Number(localStorage.getItem(sharedKey)));
  if (here === anywhere) localStorage.setItem(sharedKey, String(here));
  return anywhere;
}
