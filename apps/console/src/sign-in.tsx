import { Button, Form, PageHeader, TextField, TextLink, useText } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { access } from './api.ts';
import { homeOf } from './home.ts';
import { becomes } from './session.ts';

/** Sign-in with login and password. */
export function Screen(): ReactElement {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const text = useText('shell');
  const signIn = useMutation({
    mutationFn: async () => (await access.postSession({ body: { login, password } })).body.account,
    onSuccess: async (account) => {
      becomes(client, account);
      await navigate({ to: homeOf(account), replace: true });
    },
  });
  return (
    <>
      <PageHeader title={text('signIn')} />
      <Form onSubmit={() => signIn.mutate()} error={signIn.error}>
        <TextField
          label={text('login')}
          value={login}
          onChange={setLogin}
          isRequired
          autoComplete="username"
          name="login"
        />
        <TextField
          label={text('password')}
          value={password}
          onChange={setPassword}
          isRequired
          type="password"
          autoComplete="current-password"
          name="password"
        />
        <Button type="submit" variant="primary" pending={signIn.isPending}>
          {text('signIn')}
        </Button>
      </Form>
      <p className="mt-6">
        <TextLink href="/app/join">{text('haveInvitation')}</TextLink>
      </p>
    </>
  );
}
