import { LinkButton, PageHeader, Tabs, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { useTab } from '../tab.ts';
import { Conditions } from './conditions.tsx';
import { Interests } from './interests.tsx';
import { Members } from './members.tsx';
import { Sessions } from './sessions.tsx';
import { Texts } from './texts.tsx';

const tabs = ['members', 'interests', 'sessions', 'conditions', 'texts'] as const;

/** What the committee's secretary and the bureau keep: members and terms, interests, sessions, conditions, the texts that were adopted. */
export function Screen(): ReactElement {
  const text = useText('ethicsOffice');
  const roles = useWho()?.roles ?? [];
  const [tab, setTab] = useTab(tabs);
  const [isBureau, isSecretary] = [roles.includes('bureau'), roles.includes('operator')];
  const content = {
    members: <Members mayAppoint={isBureau} />,
    interests: <Interests />,
    sessions: <Sessions mayCall={isSecretary} />,
    conditions: <Conditions mayCheck={isSecretary} />,
    texts: <Texts mayAdopt={isBureau} />,
  };
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ethics', label: text('ethics') }]}
        title={text('title')}
        lead={text('lead')}
        actions={<LinkButton href="/app/ethics/board">{text('board')}</LinkButton>}
      />
      <Tabs
        label={text('title')}
        selected={tab}
        onSelect={setTab}
        tabs={tabs.map((id) => ({ id, label: text(`tab.${id}`), content: content[id] }))}
      />
    </>
  );
}
