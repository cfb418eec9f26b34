import { PageHeader, Tabs, useText } from '@finharbor/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Freezes } from '../inquiry/freezes.tsx';
import { Inquiries } from '../inquiry/inquiries.tsx';
import { Applications } from './applications.tsx';
import { Customers } from './customers.tsx';

const tabs = [
  { id: 'customers', content: <Customers /> },
  { id: 'applications', content: <Applications /> },
  { id: 'requests', content: <Inquiries /> },
  { id: 'freezes', content: <Freezes /> },
] as const;
type TabId = (typeof tabs)[number]['id'];

/** A bank's customers as it may see them, and what they and authorities ask of it. */
export function Screen(): ReactElement {
  const text = useText('yuanPeople');
  const { tab = 'customers' } = useSearch({ strict: false }) as { readonly tab?: TabId };
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title={text('bank.title')} lead={text('bank.lead')} />
      <Tabs
        label={text('bank.title')}
        selected={tabs.some(({ id }) => id === tab) ? tab : 'customers'}
        onSelect={(chosen) => void navigate({ to: '.', search: { tab: chosen } as never, replace: true })}
        tabs={tabs.map(({ id, content }) => ({ id, label: text(`bank.${id}`), content }))}
      />
    </>
  );
}
