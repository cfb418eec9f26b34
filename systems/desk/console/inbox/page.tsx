import { PageHeader, Tabs, useText } from '@finharbor/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Notices } from './notices.tsx';
import { Settings } from './settings.tsx';

type Tab = 'notices' | 'settings';

/** What a person is told, and how; which of both is in the address. */
export function Screen(): ReactElement {
  const text = useText('inbox');
  const { tab } = useSearch({ strict: false }) as { readonly tab?: string };
  const navigate = useNavigate();
  const choose = (chosen: Tab): void =>
    void navigate({
      to: '.',
      search: (chosen === 'settings' ? { tab: chosen } : {}) as never,
      replace: true,
    });
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Tabs<Tab>
        label={text('title')}
        selected={tab === 'settings' ? 'settings' : 'notices'}
        onSelect={choose}
        tabs={[
          { id: 'notices', label: text('tab.notices'), content: <Notices /> },
          { id: 'settings', label: text('tab.settings'), content: <Settings /> },
        ]}
      />
    </>
  );
}
