import { PageHeader, Query, Section, Tabs, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { access } from './api.ts';
import { AllDelegations } from './govern/delegations.tsx';
import { Emergencies } from './govern/emergency.tsx';
import { Organizations } from './govern/organizations.tsx';
import { Services } from './govern/services.tsx';
import { Invite } from './invite.tsx';
import { Accounts } from './lists/accounts.tsx';
import { Invitations } from './lists/invitations.tsx';

type Tab = 'people' | 'invitations' | 'delegations' | 'services' | 'organizations' | 'emergencies';

const contents: readonly (readonly [Tab, () => ReactElement])[] = [
  ['people', People],
  ['invitations', Invitations],
  ['delegations', AllDelegations],
  ['services', Services],
  ['organizations', Organizations],
  ['emergencies', Emergencies],
];

/** Who and what has an account here, and what those who answer for accounts do about them. */
export function Screen(): ReactElement {
  const text = useText('shell');
  const govern = useText('govern');
  const navigate = useNavigate();
  const { tab } = useSearch({ strict: false }) as { readonly tab?: unknown };
  return (
    <>
      <PageHeader title={text('accounts.title')} lead={text('accounts.lead')} />
      <Tabs
        label={govern('tabs')}
        tabs={contents.map(([id, Content]) => ({ id, label: govern(`tab.${id}`), content: <Content /> }))}
        selected={contents.find(([id]) => id === tab)?.[0] ?? 'people'}
        onSelect={(id) => void navigate({ to: '.', search: { tab: id } as never, replace: true })}
      />
    </>
  );
}

/** Everybody's accounts, and a form to invite more. */
function People(): ReactElement {
  const text = useText('shell');
  const accounts = useQuery({
    queryKey: ['accounts'],
    queryFn: async () => (await access.listAccounts({})).body,
  });
  return (
    <>
      <Query query={accounts}>{(rows) => <Accounts rows={rows} />}</Query>
      <Section title={text('accounts.invite')}>
        <Invite />
      </Section>
    </>
  );
}
