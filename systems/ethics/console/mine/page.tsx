import { LinkButton, PageHeader, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { MyFirm } from './firm.tsx';
import { MyInterests } from './interests.tsx';

/** What somebody does before the committee: a firm's owner for the firm, a member for themselves. */
export function Screen(): ReactElement {
  const text = useText('ethicsOffice');
  const who = useWho();
  const isFirm = who?.roles.includes('owner') && who.party.startsWith('firm:');
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ethics', label: text('ethics') }]}
        title={text('mine')}
        lead={text(isFirm ? 'mineFirm' : 'mineMember')}
        actions={isFirm && <LinkButton href="/app/ethics/declaration">{text('toDeclaration')}</LinkButton>}
      />
      {isFirm ? <MyFirm uscc={who.party.slice('firm:'.length)} /> : <MyInterests />}
    </>
  );
}
