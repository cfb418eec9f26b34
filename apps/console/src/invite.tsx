import { rolesAt } from '@finharbor/access/contract';
import {
  Button,
  Card,
  CheckboxGroup,
  Code,
  Form,
  TextField,
  useFormat,
  useText,
  useUnsaved,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { access } from './api.ts';

/** Prepares an account; the code that comes back is for the person alone. */
export function Invite(): ReactElement {
  const place = usePlace();
  const text = useText('shell');
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [uscc, setUscc] = useState('');
  const client = useQueryClient();
  const isFirm = roles.some((role) => (rolesAt.firm as readonly string[]).includes(role));
  const invite = useMutation({
    mutationFn: async () => {
      const party = isFirm ? { party: `firm:${uscc.trim().toUpperCase()}` } : {};
      return (await access.postInvitation({ body: { login, name, roles: [...roles], ...party } })).body;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['invitations'] }),
  });
  useUnsaved(!invite.isSuccess && `${login}${name}${uscc}` !== '');
  return (
    <>
      <Form onSubmit={() => invite.mutate()} error={invite.error}>
        <TextField label={text('name')} value={name} onChange={setName} isRequired name="name" />
        <TextField label={text('login')} value={login} onChange={setLogin} isRequired name="login" />
        <CheckboxGroup
          label={text('me.roles')}
          options={(place.role === 'hub' ? [...rolesAt.hub, ...rolesAt.firm] : rolesAt.node).map((id) => ({
            id,
            label: text(`role.${id}`),
          }))}
          selected={roles}
          onChange={setRoles}
          name="roles"
        />
        {isFirm && (
          <TextField label={text('accounts.uscc')} value={uscc} onChange={setUscc} isRequired name="party" />
        )}
        <Button type="submit" variant="primary" pending={invite.isPending}>
          {text('accounts.invite')}
        </Button>
      </Form>
      {invite.data && <Invitation {...invite.data} />}
    </>
  );
}

function Invitation({
  code,
  expiresAtMs,
}: {
  readonly code: string;
  readonly expiresAtMs: number;
}): ReactElement {
  const text = useText('shell');
  const { dateTime } = useFormat();
  return (
    <Card title={text('accounts.codeTitle')}>
      <p>{text('accounts.codeBody', { until: dateTime(expiresAtMs) })}</p>
      <Code copyable>{code}</Code>
    </Card>
  );
}
