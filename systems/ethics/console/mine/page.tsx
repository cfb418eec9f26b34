import { LinkButton, PageHeader, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { MyFirm } from './firm.tsx';
import { MyInterests } from './interests.tsx';

/** What somebody does before the committee: a firm's owner for the firm, a member for themselves; who is both, both. */
export function Screen(): ReactElement {
  const text = useText('ethicsOffice');
  const who = useWho();
  const firm = who?.roles.includes('owner') ? /^firm:(.+)$/.exec(who.party)?.[1] : undefined;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ethics', label: text('ethics') }]}
        title={text('mine')}
        lead={text(firm ? 'mineFirm' : 'mineLead')}
        actions={
          firm ? (
            <>
              <LinkButton href={`/app/ethics/firms/${firm}`}>{text('toFirm')}</LinkButton>
              <LinkButton href="/app/ethics/declaration">{text('toDeclaration')}</LinkButton>
            </>
          ) : (
            <LinkButton href="/app/cases">{text('toCases')}</LinkButton>
          )
        }
      />
      {firm && <MyFirm uscc={firm} />}
      <MyInterests isFirm={firm !== undefined} />
    </>
  );
}
