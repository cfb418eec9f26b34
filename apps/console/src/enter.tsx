import type { Account } from '@finharbor/access/contract';
import { ErrorState, Loading } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import { access } from './api.ts';
import { homeOf } from './home.ts';
import { SecondStep } from './security/second-step.tsx';
import { becomes } from './session.ts';

/** One press on the demonstration's first page leads here: it opens the session and goes to the person's first screen, or to the one asked for. */
export function Screen(): ReactElement {
  const { login = '' } = useParams({ strict: false }) as { readonly login?: string };
  const { to } = useSearch({ strict: false }) as { readonly to?: string };
  const client = useQueryClient();
  const navigate = useNavigate();
  const enter = async (account: Account): Promise<void> => {
    becomes(client, account);
    // Only a screen of this page: the router takes no address of anybody else's.
    await navigate({ to: to?.startsWith('/') ? `/app${to}` : homeOf(account), replace: true });
  };
  const { mutate, error, data } = useMutation({
    mutationFn: async () => (await access.postDemoSession({ body: { login } })).body,
    onSuccess: (answer) => ('pending' in answer ? undefined : enter(answer.account)),
  });
  useEffect(() => mutate(), [mutate]);
  // Whoever tries a second factor out in the demonstration meets it here too.
  if (data && 'pending' in data) return <SecondStep awaited={data} onDone={enter} onBack={() => mutate()} />;
  return error ? <ErrorState error={error} onRetry={() => mutate()} /> : <Loading />;
}
