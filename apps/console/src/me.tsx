import {
  Button,
  DescriptionList,
  Form,
  PageHeader,
  Section,
  TextField,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { access } from './api.ts';
import { MyDelegations } from './govern/delegations.tsx';
import { OwnOrganization } from './govern/organizations.tsx';
import { MyProviders } from './outside/my-providers.tsx';
import { MyData } from './personal/my-data.tsx';
import { MyProfile } from './personal/my-profile.tsx';
import { Factors } from './security/factors.tsx';
import { PasswordField } from './security/proof-fields.tsx';
import { Sessions } from './security/sessions.tsx';

/** Who I am here, my password, my second factors and where I am signed in. */
export function Screen(): ReactElement {
  const who = useWho()!;
  const place = usePlace();
  const text = useText('shell');
  const security = useText('security');
  return (
    <>
      <PageHeader title={text('me.title')} />
      <DescriptionList
        items={[
          { term: text('login'), value: <Verbatim>{who.login}</Verbatim> },
          { term: text('me.party'), value: <Verbatim>{who.party}</Verbatim> },
          { term: text('me.roles'), value: who.roles.map((role) => text(`role.${role}`)).join(' · ') },
        ]}
      />
      <MyProfile />
      {place.role === 'hub' && <OwnOrganization />}
      {!who.unverified && <MyDelegations />}
      <Section title={security('factors.title')} id="factors">
        <Factors />
      </Section>
      <Section title={security('sessions.title')} id="sessions">
        <Sessions />
      </Section>
      <Section title={text('me.change')} id="password">
        <ChangePassword />
      </Section>
      <MyProviders />
      <MyData />
    </>
  );
}

function ChangePassword(): ReactElement {
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const text = useText('shell');
  const toast = useToast();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => access.putPassword({ body: { old, password } }),
    onSuccess: async () => {
      toast({ tone: 'good', title: text('me.changed') });
      await client.invalidateQueries({ queryKey: ['who'] });
    },
  });
  return (
    <Form onSubmit={() => change.mutate()} error={change.error}>
      <PasswordField label={text('me.old')} value={old} onChange={setOld} name="old" />
      <TextField
        label={text('newPassword')}
        description={text('passwordRule')}
        value={password}
        onChange={setPassword}
        isRequired
        type="password"
        autoComplete="new-password"
        name="password"
      />
      <Button type="submit" variant="primary" pending={change.isPending}>
        {text('me.change')}
      </Button>
    </Form>
  );
}
