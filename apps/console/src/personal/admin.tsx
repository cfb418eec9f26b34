import { PageHeader, Query, Section, Select, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { access } from '../api.ts';
import { personal } from './api.ts';
import { Erasures } from './erasures.tsx';
import { FindByDocument } from './find.tsx';
import { Keys } from './keys.tsx';
import { ProfileList } from './profile-list.tsx';

/** Other people's data, for who answers for them: look, find, erase, and the keys that seal it. */
export function Screen(): ReactElement {
  const text = useText('personal');
  return (
    <>
      <PageHeader title={text('admin.title')} lead={text('admin.lead')} />
      <Erasures />
      <Section title={text('admin.person')}>
        <SomebodysProfile />
      </Section>
      <Section title={text('admin.findTitle')}>
        <FindByDocument />
      </Section>
      <Section title={text('admin.keys')}>
        <Keys />
      </Section>
    </>
  );
}

function SomebodysProfile(): ReactElement {
  const text = useText('personal');
  const [id, setId] = useState<string>();
  const accounts = useQuery({
    queryKey: ['accounts'],
    queryFn: async () => (await access.listAccounts({})).body,
  });
  return (
    <Query query={accounts}>
      {(rows) => (
        <>
          <Select
            label={text('admin.account')}
            placeholder={text('admin.choose')}
            options={rows.map(({ id, name, login }) => ({ id, label: text('admin.one', { name, login }) }))}
            selected={id}
            onChange={setId}
          />
          {id !== undefined && <Profile key={id} id={id} />}
        </>
      )}
    </Query>
  );
}

function Profile({ id }: { readonly id: string }): ReactElement {
  const profile = useQuery({
    queryKey: ['profile', id],
    queryFn: async () => (await personal.getProfile({ params: { id } })).body,
  });
  return <Query query={profile}>{(data) => <ProfileList account={id} profile={data} />}</Query>;
}
