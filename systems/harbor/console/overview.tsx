import {
  Badge,
  Code,
  DataTable,
  Grid,
  LinkButton,
  PageHeader,
  Query,
  Section,
  Stat,
  useBilingual,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { hub, node } from './api.ts';
import { WaitingForMe } from './waiting.tsx';

/** Who is here under which keys, what is offered; at a node also what waits for the person. */
export function Screen(): ReactElement {
  const place = usePlace();
  const who = useWho();
  const text = useText('harbor');
  const say = useBilingual();
  return (
    <>
      <PageHeader title={say(place.name)} lead={text('overview.lead')} />
      <p className="mb-6">
        <a className="text-accent underline underline-offset-3" href={`${place.hubUrl ?? ''}/open`}>
          {text('overview.public')}
        </a>
      </p>
      {place.role === 'node' && who && <WaitingForMe />}
      {place.role === 'hub' ? <HubParties /> : who && <NodeParties />}
      <Section title={text('overview.key')}>
        <p className="mb-1 text-quiet">{text('overview.keyHelp')}</p>
        <Code copyable>{place.fingerprint}</Code>
      </Section>
    </>
  );
}

type Party = Awaited<ReturnType<typeof node.listPeers>>['body'][number];

function HubParties(): ReactElement {
  const text = useText('harbor');
  const harbor = useQuery({
    queryKey: ['harbor', 'harbor'],
    queryFn: async () => {
      const [{ body: face }, { body: products }] = await Promise.all([
        hub.getHarbor({}),
        hub.getCatalogue({}),
      ]);
      return { face, products };
    },
  });
  return (
    <Query query={harbor}>
      {({ face, products }) => {
        const parties = face.parties.filter(({ party }) => party !== face.party);
        return (
          <>
            <Grid>
              <Stat label={text('overview.parties')} value={parties.length} />
              <Stat label={text('overview.products')} value={products.length} />
            </Grid>
            <div className="mt-6">
              <Parties parties={parties} />
            </div>
            <LinkButton href="/app/catalogue">{text('overview.toCatalogue')}</LinkButton>
          </>
        );
      }}
    </Query>
  );
}

function NodeParties(): ReactElement {
  const peers = useQuery({
    queryKey: ['harbor', 'peers'],
    queryFn: async () => (await node.listPeers({})).body,
  });
  return <Query query={peers}>{(parties) => <Parties parties={parties} />}</Query>;
}

function Parties({ parties }: { readonly parties: readonly Party[] }): ReactElement {
  const text = useText('harbor');
  const say = useBilingual();
  return (
    <Section title={text('overview.partiesTitle')}>
      <DataTable
        caption={text('overview.partiesTitle')}
        rows={parties}
        rowKey={({ party }) => party}
        columns={[
          {
            id: 'name',
            header: text('party.name'),
            cell: ({ name }) => say(name),
            sortBy: ({ name }) => say(name),
          },
          { id: 'party', header: text('party.party'), cell: ({ party }) => <Verbatim>{party}</Verbatim> },
          {
            id: 'role',
            header: text('party.role'),
            cell: ({ registrar }) =>
              registrar ? <Badge tone="accent">{text('party.registrar')}</Badge> : '—',
          },
          {
            id: 'key',
            header: text('party.fingerprint'),
            cell: ({ fingerprint }) => <Code>{fingerprint}</Code>,
          },
        ]}
      />
    </Section>
  );
}
