import type { Bodies } from '@finharbor/harbor/contract';
import { Badge, EmptyState, LinkButton, PageHeader, Query, Section, useFormat, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { deviceOf, ownDocuments } from './own-key.ts';
import { UseList } from './use-list.tsx';
import { Withdraw } from './withdraw.tsx';

/** Who used the firm's data, when, for what, under which contract; and the way to end it. */
export function Screen(): ReactElement {
  const party = useWho()!.party;
  const text = useText('firm');
  const found = useQuery({
    queryKey: ['firm', 'uses', party],
    queryFn: () => readUses(party),
    refetchInterval: 10_000,
  });
  return (
    <>
      <PageHeader title={text('uses.title')} lead={text('uses.lead')} />
      <Query query={found}>
        {(read) =>
          read ? (
            <Uses {...read} party={party} />
          ) : (
            <EmptyState
              title={text('uses.noKey')}
              body={text('uses.noKeyHelp')}
              action={<LinkButton href="/app/firm">{text('key.title')}</LinkButton>}
            />
          )
        }
      </Query>
    </>
  );
}

async function readUses(party: string) {
  const own = await deviceOf(party);
  const documents = own && (await ownDocuments(own));
  if (!documents) return null;
  const uscc = party.slice('firm:'.length);
  const uses = documents
    .filter(({ type, body }) => type === 'use' && (body.uscc === uscc || body.uscc === null))
    .map(({ id, issuer, body }) => ({ id, issuer, ...(body as unknown as Bodies['use']) }));
  const withdrawnAtMs = documents.find(
    ({ type, issuer }) => type === 'withdrawal' && issuer === party,
  )?.issuedAtMs;
  return { uses, withdrawnAtMs };
}

type Read = NonNullable<Awaited<ReturnType<typeof readUses>>>;

function Uses({ uses, withdrawnAtMs, party }: Read & { readonly party: string }): ReactElement {
  const text = useText('firm');
  const { dateTime } = useFormat();
  return (
    <>
      <UseList uses={uses} />
      <Section title={text('withdraw.title')}>
        {withdrawnAtMs !== undefined && (
          <p className="mb-3">
            <Badge tone="warn">{text('withdraw.done', { at: dateTime(withdrawnAtMs) })}</Badge>
          </p>
        )}
        <p className="mb-3 max-w-prose">{text('withdraw.what')}</p>
        <Withdraw party={party} />
      </Section>
    </>
  );
}
