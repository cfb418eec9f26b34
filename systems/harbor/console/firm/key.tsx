import { fingerprintOf } from '@finharbor/access/browser';
import {
  Badge,
  Button,
  Card,
  Code,
  ErrorState,
  LinkButton,
  PageHeader,
  Query,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { deviceOf, makeDevice, ownDocuments } from './own-key.ts';

/** The firm's first page: its key on this device, whether a registrar has vouched for it, and where to go from here. */
export function Screen(): ReactElement {
  const party = useWho()!.party;
  const text = useText('firm');
  const { uscc } = useFormat();
  const state = useQuery({
    queryKey: ['firm', 'key', party],
    queryFn: () => readState(party),
    refetchInterval: ({ state: { data } }) => (data?.isVouched ? false : 3000),
  });
  return (
    <>
      <PageHeader
        title={text('key.title')}
        lead={<span translate="no">{uscc(party.slice('firm:'.length))}</span>}
      />
      <Query query={state}>
        {(found) => (found.publicKey === undefined ? <Make party={party} /> : <Key {...found} />)}
      </Query>
    </>
  );
}

async function readState(party: string) {
  const own = await deviceOf(party);
  if (!own) return { isVouched: false };
  const [fingerprint, documents] = await Promise.all([fingerprintOf(own.key.publicKey), ownDocuments(own)]);
  return { publicKey: own.key.publicKey, fingerprint, isVouched: documents !== undefined };
}

function Make({ party }: { readonly party: string }): ReactElement {
  const text = useText('firm');
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => makeDevice(party),
    onSuccess: () => client.invalidateQueries({ queryKey: ['firm'] }),
  });
  return (
    <Card title={text('key.none')}>
      <p className="mb-4 max-w-prose">{text('key.what')}</p>
      {make.error && <ErrorState error={make.error} />}
      <Button variant="primary" pending={make.isPending} onPress={() => make.mutate()}>
        {text('key.make')}
      </Button>
    </Card>
  );
}

type Found = { readonly publicKey?: string; readonly fingerprint?: string; readonly isVouched: boolean };

function Key({ publicKey = '', fingerprint = '', isVouched }: Found): ReactElement {
  const text = useText('firm');
  if (isVouched)
    return (
      <Card title={text('key.ready')}>
        <p className="mb-4">
          <Badge tone="good">{text('key.vouched')}</Badge> {text('key.readyHelp')}
        </p>
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/app/loans" variant="primary">
            {text('key.toLoans')}
          </LinkButton>
          <LinkButton href="/app/my-uses">{text('uses.title')}</LinkButton>
        </div>
      </Card>
    );
  return (
    <Card title={text('key.waiting')}>
      <p className="mb-4 max-w-prose">{text('key.waitingHelp')}</p>
      <p className="text-quiet">{text('key.fingerprint')}</p>
      <p className="mb-3">
        <Code>{fingerprint}</Code>
      </p>
      <p className="text-quiet">{text('key.publicKey')}</p>
      <Code copyable>{publicKey}</Code>
      <p role="status" className="mt-4">
        <Badge tone="warn">{text('key.notYet')}</Badge>
      </p>
    </Card>
  );
}
