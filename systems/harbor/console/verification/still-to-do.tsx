import { Callout, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useEffect } from 'react';
import { Uscc } from '../firm/uscc.tsx';
import { organizations } from './api.ts';

/** What a firm has still to do before the harbor is open to it; goes away once somebody has vouched for the firm. */
export function StillToDo(): ReactElement | null {
  const who = useWho();
  return who?.unverified ? <Ways code={who.party.slice('firm:'.length)} /> : null;
}

function Ways({ code }: { readonly code: string }): ReactElement {
  const text = useText('verification');
  const client = useQueryClient();
  const own = useQuery({
    queryKey: ['organizations', 'own'],
    queryFn: async () => (await organizations.getOrganization({})).body,
    refetchInterval: 5000,
  });
  const isVerified = (own.data?.verified ?? null) !== null;
  useEffect(() => {
    if (isVerified) void client.invalidateQueries({ queryKey: ['who'] });
  }, [client, isVerified]);
  return (
    <Callout tone="warn" title={text('own.title')}>
      <p className="mb-2 max-w-prose">{text('own.lead')}</p>
      <ul className="mb-2 list-disc ps-5">
        <li>
          {text('own.operator')} <Uscc code={code} />
        </li>
        <li>{text('own.registrar')}</li>
      </ul>
      <p>{text('own.goesOn')}</p>
    </Callout>
  );
}
