import type { Bodies } from '@finharbor/harbor/contract';
import {
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  Section,
  useFormat,
  useText,
  useToast,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { hub } from '../api.ts';
import { deviceOf, ownDocuments } from './own-key.ts';
import { UseList } from './use-list.tsx';

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

function Withdraw({ party }: { readonly party: string }): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const text = useText('firm');
  const toast = useToast();
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: async () => {
      const own = (await deviceOf(party))!;
      const [{ body: face }, nonce] = [await hub.getHarbor({}), freshNonce()];
      const audience = [...face.parties.map((one) => one.party), face.party, party];
      const body = { uscc: party.slice('firm:'.length), nonce };
      return hub.postDocument({ body: await own.sign('withdrawal', body, audience) });
    },
    onSuccess: async () => {
      setAsked(false);
      toast({ title: text('withdraw.toast') });
      await client.invalidateQueries({ queryKey: ['firm'] });
    },
  });
  return (
    <>
      <Button variant="danger" onPress={() => setAsked(true)}>
        {text('withdraw.button')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={text('withdraw.ask')}
        body={text('withdraw.consequence')}
        confirmLabel={text('withdraw.button')}
        danger
        pending={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate()}
      />
    </>
  );
}

function freshNonce(): string {
  return crypto.getRandomValues(new Uint8Array(16)).toBase64({ alphabet: 'base64url', omitPadding: true });
}
