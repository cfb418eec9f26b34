import { LinkButton, PageHeader, Tabs, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Accounts } from './accounts/list.tsx';
import { WithBook } from './book.tsx';
import { Live } from './live.tsx';
import { Transfers } from './transfers/list.tsx';
import { TrialBalance } from './trial-balance.tsx';

const tabs = [
  { id: 'accounts', content: <Accounts /> },
  { id: 'transfers', content: <Transfers /> },
  { id: 'trial', content: <TrialBalance /> },
  { id: 'live', content: <Live /> },
] as const;

type TabId = (typeof tabs)[number]['id'];

/** The ledger: its accounts, what moved between them, whether it balances, and how busy it is. */
export function Screen(): ReactElement {
  const text = useText('ledger');
  const { tab = 'accounts' } = useSearch({ strict: false }) as { readonly tab?: TabId };
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} actions={<Actions />} />
      <WithBook>
        <Tabs
          label={text('title')}
          selected={tabs.some(({ id }) => id === tab) ? tab : 'accounts'}
          onSelect={(chosen) => void navigate({ to: '.', search: { tab: chosen } as never, replace: true })}
          tabs={tabs.map(({ id, content }) => ({ id, label: text(`tab.${id}`), content }))}
        />
      </WithBook>
    </>
  );
}

function Actions(): ReactElement | null {
  const text = useText('ledger');
  if (!useWho()?.roles.includes('operator')) return null;
  return (
    <>
      <LinkButton href="/app/ledger/accounts/new">{text('open.title')}</LinkButton>
      <LinkButton href="/app/ledger/transfers/new" variant="primary">
        {text('make.title')}
      </LinkButton>
    </>
  );
}
