import type { Account, PendingSignIn } from '@finharbor/access/contract';
import { Button, Form, Loading, PageHeader, TextField, TextLink, useText } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { access } from './api.ts';
import { homeOf } from './home.ts';
import { outside } from './outside/api.ts';
import { useOutcome } from './outside/outcome.ts';
import { Providers } from './outside/ways-in.tsx';
import { PasskeySignIn } from './security/passkey-sign-in.tsx';
import { PasswordField } from './security/proof-fields.tsx';
import { SecondStep } from './security/second-step.tsx';
import { becomes } from './session.ts';

/**
 * Sign-in with login and password, and a second factor where the account has one; with a passkey alone; or at a provider: who comes
 * back from one goes on to their first screen.
 */
export function Screen(): ReactElement {
  const text = useText('shell');
  const who = useWho();
  const { hubUrl } = usePlace();
  const outcome = useOutcome();
  const ways = useQuery({
    queryKey: ['ways-in'],
    queryFn: async () => (await outside.getWaysIn({})).body,
  });
  if (who && outcome && outcome.fault === undefined) return <Navigate to={homeOf(who)} replace />;
  // Without an answer to this, passwords are there all the same.
  const { passwords, registration, providers } = ways.data ?? {
    passwords: true,
    registration: false,
    providers: [],
  };
  return (
    <>
      <PageHeader title={text('signIn')} />
      {ways.isPending ? <Loading /> : passwords && <PasswordSignIn hasRegistration={registration} />}
      <Providers providers={providers} />
      <p className="mt-6">
        <a className="text-accent underline underline-offset-3" href={`${hubUrl ?? ''}/open`}>
          {text('publicSite')}
        </a>
      </p>
    </>
  );
}

function PasswordSignIn({ hasRegistration }: { readonly hasRegistration: boolean }): ReactElement {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const text = useText('shell');
  const security = useText('security');
  const [awaited, setAwaited] = useState<PendingSignIn>();
  const enter = async (account: Account): Promise<void> => {
    becomes(client, account);
    await navigate({ to: homeOf(account), replace: true });
  };
  const signIn = useMutation({
    mutationFn: async () => (await access.postSession({ body: { login, password } })).body,
    onSuccess: (answer) => ('pending' in answer ? setAwaited(answer) : enter(answer.account)),
  });
  if (awaited) return <SecondStep awaited={awaited} onDone={enter} onBack={() => setAwaited(undefined)} />;
  return (
    <>
      <Form onSubmit={() => signIn.mutate()} error={signIn.error}>
        <TextField
          label={text('login')}
          value={login}
          onChange={setLogin}
          isRequired
          autoComplete="username"
          name="login"
        />
        <PasswordField value={password} onChange={setPassword} />
        <Button type="submit" variant="primary" pending={signIn.isPending}>
          {text('signIn')}
        </Button>
      </Form>
      <PasskeySignIn onDone={enter} />
      {hasRegistration && (
        <p className="mt-6 mb-4">
          <TextLink href="/app/register">{text('register.link')}</TextLink>
        </p>
      )}
      <p className="mt-6 mb-8">
        <TextLink href="/app/join">{text('haveInvitation')}</TextLink>
      </p>
      <p className="mt-2">
        <TextLink href="/app/recover">{security('signIn.lostAll')}</TextLink>
      </p>
    </>
  );
}
