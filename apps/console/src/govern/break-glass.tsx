import { Button, Form, PageHeader, TextField, useText } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { homeOf } from '../home.ts';
import { becomes } from '../session.ts';
import { govern } from './api.ts';

/** Opens the sealed emergency account with a code from the machine. */
export function Screen(): ReactElement {
  const text = useText('govern');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const open = useMutation({
    mutationFn: async () => (await govern.postBreakGlass({ body: { code } })).body.account,
    onSuccess: async (account) => {
      becomes(client, account);
      await navigate({ to: homeOf(account), replace: true });
    },
  });
  return (
    <>
      <PageHeader title={text('emergency.title')} lead={text('emergency.lead')} />
      <Form onSubmit={() => open.mutate()} error={open.error}>
        <TextField
          label={text('emergency.code')}
          value={code}
          onChange={setCode}
          isRequired
          autoComplete="off"
          name="code"
        />
        <Button type="submit" variant="danger" pending={open.isPending}>
          {text('emergency.open')}
        </Button>
      </Form>
    </>
  );
}
