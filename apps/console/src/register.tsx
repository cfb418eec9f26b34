import { postResident } from '@finharbor/access/contract';
import { typedClient } from '@finharbor/kernel/contract';
import { Button, Callout, Form, PageHeader, TextField, useText } from '@finharbor/ui';
import { homeFetch } from '@finharbor/ui/screens';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';

const residents = typedClient({ postResident }, location.origin, homeFetch);

/** A person makes an account of their own; a telephone number is all that is asked for. */
export function Screen(): ReactElement {
  const text = useText('shell');
  const navigate = useNavigate();
  const [given, setGiven] = useState(() => ({
    id: randomId(),
    login: '',
    phone: '',
    password: '',
  }));
  const set = (part: Partial<typeof given>): void => setGiven((before) => ({ ...before, ...part }));
  const making = useMutation({
    mutationFn: () => residents.postResident({ body: given }),
    onSuccess: () => navigate({ to: '/app/sign-in' }),
  });
  return (
    <>
      <PageHeader title={text('register.title')} lead={text('register.lead')} />
      <Form onSubmit={() => making.mutate()} error={making.error}>
        <TextField
          label={text('login')}
          value={given.login}
          onChange={(login) => set({ login })}
          isRequired
          autoComplete="username"
          name="login"
        />
        <TextField
          label={text('register.phone')}
          value={given.phone}
          onChange={(phone) => set({ phone })}
          isRequired
          type="tel"
          autoComplete="tel"
          name="phone"
        />
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
        <Button type="submit" variant="primary" pending={making.isPending}>
          {text('makeAccount')}
        </Button>
      </Form>
      <div className="mt-6">
        <Callout title={text('register.known')}>{text('register.knownBody')}</Callout>
      </div>
    </>
  );
}

/** A random UUID, also where the page came without TLS. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 15) | 64;
  bytes[8] = (bytes[8]! & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
