import { codeOf } from '@finharbor/kernel/contract';
import { Button, Card, Form, TextField, useText } from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { access } from '../api.ts';

/** True where the server asks for a fresh proof of who somebody is. */
export function asksForProof(error: unknown): boolean {
  return error !== null && codeOf(error) === 'access.step_up_required';
}

/** Lets the person prove who they are by a new session, then goes on with what they were about to do. */
export function FreshProof({ onProven }: { readonly onProven: () => void }): ReactElement {
  const who = useWho()!;
  const { demo } = usePlace();
  const text = useText('personal');
  const [password, setPassword] = useState('');
  const prove = useMutation({
    mutationFn: async () => {
      const { login } = who;
      await (demo
        ? access.postDemoSession({ body: { login } })
        : access.postSession({ body: { login, password } }));
    },
    onSuccess: onProven,
  });
  return (
    <div className="my-3 max-w-xl">
      <Card title={text('proof.title')}>
        <p className="mb-3">{text('proof.body')}</p>
        <Form onSubmit={() => prove.mutate()} error={prove.error}>
          {demo ? (
            <p className="mb-3 text-quiet">{text('proof.demo')}</p>
          ) : (
            <TextField
              label={text('proof.password')}
              value={password}
              onChange={setPassword}
              isRequired
              type="password"
              autoComplete="current-password"
              name="password"
            />
          )}
          <Button type="submit" variant="primary" pending={prove.isPending}>
            {text('proof.confirm')}
          </Button>
        </Form>
      </Card>
    </div>
  );
}
