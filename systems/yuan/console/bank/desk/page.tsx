import { PageHeader, Tabs, useText } from '@finharbor/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Day } from './day.tsx';
import { Exchanges } from './exchanges.tsx';
import { Messages } from './messages.tsx';

const tabs = [
  { id: 'day', content: <Day /> },
  { id: 'exchanges', content: <Exchanges /> },
  { id: 'messages', content: <Messages /> },
] as const;

type TabId = (typeof tabs)[number]['id'];

/** An operator's day: where the digital yuan is, whether it agrees with the bank, and what is under way. */
export function Screen(): ReactElement {
  const text = useText('yuanBank');
  const { tab = 'day' } = useSearch({ strict: false }) as { readonly tab?: TabId };
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title={text('desk.title')} lead={text('desk.lead')} />
      <Tabs
        label={text('desk.title')}
        selected={tabs.some(({ id }) => id === tab) ? tab : 'day'}
        onSelect={(chosen) => void navigate({ to: '.', search: { tab: chosen } as never, replace: true })}
        tabs={tabs.map(({ id, content }) => ({ id, label: text(`desk.${id}`), content }))}
      />
    </>
  );
}
