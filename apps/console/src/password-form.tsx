import { Button, Form, TextField, useText } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';

/** What the one-time forms have in common: a code, perhaps a login, and the new password. */
export type OneTime = { readonly code: string; readonly login: string; readonly password: string };

/** A form that uses a one-time code up and leads to sign-in. */
export function OneTimeForm({
  hasLogin,
  submit,
  send,
}: {
  readonly hasLogin: boolean;
  readonly submit: string;
  readonly send: (given: OneTime) => Promise<unknown>;
}): ReactElement {
  const [given, setGiven] = useState<OneTime>({ code: '', login: '', password: '' });
  const set = (part: Partial<OneTime>): void => setGiven((before) => ({ ...before, ...part }));
  const text = useText('shell');
  const client = useQueryClient();
  const navigate = useNavigate();
  const sending = useMutation({
    mutationFn: () => send(given),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['place'] });
      await navigate({ to: '/app/sign-in' });
    },
  });
  return (
    <Form onSubmit={() => sending.mutate()} error={sending.error}>
      <TextField
        label={text('code')}
        value={given.code}
        onChange={(code) => set({ code })}
        isRequired
        name="code"
      />
      {hasLogin && (
        <TextField
          label={text('login')}
          value={given.login}
          onChange={(login) => set({ login })}
          isRequired
          autoComplete="username"
          name="login"
        />
      )}
      <TextField
        label={text('newPassword')}
        description={text('passwordRule')}
        value={given.password}
        onChange={(password) => set({ password })}
        isRequired
        type="password"
        autoComplete="new-password"
        name="password"
      />
      <Button type="submit" variant="primary" pending={sending.isPending}>
        {submit}
      </Button>
    </Form>
  );
}
