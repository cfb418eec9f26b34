import {
  Badge,
  Button,
  Code,
  DataTable,
  EmptyState,
  Form,
  PageHeader,
  Query,
  Section,
  TextField,
  useBilingual,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { FingerprintDialog } from './fingerprint-dialog.tsx';
import { Refused } from './refused.tsx';

/** The parties whose keys this node trusts, pinned by its own approver, and what it refused. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  const peers = useQuery({
    queryKey: ['harbor', 'peers'],
    queryFn: async () => {
      const [pinned, refused] = await Promise.all([node.listPeers({}), node.listRefusals({})]);
      return { pinned: pinned.body, refused: refused.body };
    },
  });
  return (
    <>
      <PageHeader title={text('peers.title')} lead={text('peers.lead')} />
      <Query query={peers}>
        {({ pinned, refused }) => (
          <>
            <Pinned rows={pinned} />
            {isApprover && <Pin />}
            <Refused rows={refused} />
          </>
        )}
      </Query>
    </>
  );
}

function Pinned({
  rows,
}: {
  readonly rows: Awaited<ReturnType<typeof node.listPeers>>['body'];
}): ReactElement {
  const text = useText('harbor');
  const say = useBilingual();
  return (
    <DataTable
      caption={text('peers.title')}
      rows={rows}
      rowKey={({ party }) => party}
      empty={<EmptyState title={text('peers.none')} body={text('peers.lead')} />}
      columns={[
        { id: 'name', header: text('party.name'), cell: ({ name }) => say(name) },
        { id: 'party', header: text('party.party'), cell: ({ party }) => <Verbatim>{party}</Verbatim> },
        {
          id: 'role',
          header: text('party.role'),
          cell: ({ registrar }) => (registrar ? <Badge tone="accent">{text('party.registrar')}</Badge> : '—'),
        },
        {
          id: 'key',
          header: text('party.fingerprint'),
          cell: ({ fingerprint }) => <Code>{fingerprint}</Code>,
        },
      ]}
    />
  );
}

function Pin(): ReactElement {
  const [party, setParty] = useState('');
  const [isAsked, setAsked] = useState(false);
  const text = useText('harbor');
  const toast = useToast();
  const client = useQueryClient();
  const pin = useMutation({
    mutationFn: ({ fingerprint, registrar }: { readonly fingerprint: string; readonly registrar: boolean }) =>
      node.postPeer({ body: { party, fingerprint, registrar } }),
    onSuccess: async () => {
      toast({ title: text('peers.done') });
      setAsked(false);
      await client.invalidateQueries({ queryKey: ['harbor'] });
    },
  });
  return (
    <Section title={text('peers.pin')}>
      <Form onSubmit={() => setAsked(true)}>
        <TextField label={text('party.party')} value={party} onChange={setParty} isRequired name="party" />
        <Button type="submit" isDisabled={party.trim() === ''}>
          {text('peers.pin')}
        </Button>
      </Form>
      <FingerprintDialog
        party={isAsked ? party : undefined}
        title={text('peers.pinTitle', { party })}
        isRegistrarAsked={false}
        pending={pin.isPending}
        error={pin.error}
        onClose={() => setAsked(false)}
        onConfirm={(fingerprint, registrar) => pin.mutate({ fingerprint, registrar })}
      />
    </Section>
  );
}
