import { ErrorState, Loading } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import { access } from './api.ts';
import { homeOf } from './home.ts';
import { becomes } from './session.ts';

/** One press on the demonstration's first page leads here: it opens the session and goes to the person's first screen, or to the one asked for. */
export function Screen(): ReactElement {
  const { login = '' } = useParams({ strict: false }) as { readonly login?: string };
  const { to } = useSearch({ strict: false }) as { readonly to?: string };
  const client = useQueryClient();
  const navigate = useNavigate();
  const { mutate, error } = useMutation({
    mutationFn: async () => (await access.postDemoSession({ body: { login } })).body.account,
    onSuccess: async (account) => {
      becomes(client, account);
      // Only a screen of this page: the router takes no address of anybody else's.
      await navigate({ to: to?.startsWith('/') ? `/app${to}` : homeOf(account), replace: true });
    },
  });
  useEffect(() => mutate(), [mutate]);
  return error ? <ErrorState error={error} onRetry={() => mutate()} /> : <Loading />;
}
