import { fingerprintOf } from '@finharbor/access/browser';
import {
  Badge,
  Button,
  Card,
  Code,
  Disclosure,
  EmptyState,
  ErrorState,
  LinkButton,
  PageHeader,
  Query,
  type Stage,
  StageList,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { StillToDo } from '../verification/still-to-do.tsx';
import { ReadOut } from './fingerprint.tsx';
import { deviceOf, makeDevice, ownDocuments } from './own-key.ts';
import { sendRequest } from './request.ts';
import { Uscc } from './uscc.tsx';

type KeyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' | 'vouched'; readonly publicKey: string; readonly fingerprint: string };

/** The firm's first page: its key on this device, whether a registrar has vouched for it, and where to go from here. */
export function Screen(): ReactElement {
  const party = useWho()!.party;
  const text = useText('firm');
  const state = useQuery({
    queryKey: ['firm', 'key', party],
    queryFn: () => readState(party),
    refetchInterval: ({ state: { data } }) => (data?.kind === 'vouched' ? false : 3000),
  });
  return (
    <>
      <PageHeader title={text('key.title')} lead={<Uscc code={party.slice('firm:'.length)} />} />
      <StillToDo />
      <Query query={state}>
        {(found) => (
          <>
            <Steps kind={found.kind} />
            {found.kind === 'none' && <Make party={party} />}
            {found.kind === 'asking' && <Ask party={party} {...found} />}
            {found.kind === 'vouched' && <Ready fingerprint={found.fingerprint} />}
          </>
        )}
      </Query>
      <div className="mt-5">
        <Disclosure title={text('where.title')}>
          <p className="mb-2 max-w-prose">{text('where.key')}</p>
          <p className="max-w-prose">{text('where.lost')}</p>
        </Disclosure>
      </div>
    </>
  );
}

async function readState(party: string): Promise<KeyState> {
  const own = await deviceOf(party);
  if (!own) return { kind: 'none' };
  const { publicKey } = own.key;
  const [fingerprint, documents] = await Promise.all([fingerprintOf(publicKey), ownDocuments(own)]);
  return { kind: documents === undefined ? 'asking' : 'vouched', publicKey, fingerprint };
}

const steps = ['make', 'readOut', 'sign'] as const;

function Steps({ kind }: Pick<KeyState, 'kind'>): ReactElement {
  const text = useText('firm');
  const reached = { none: 0, asking: 1, vouched: steps.length }[kind];
  const stageAt = (at: number): Stage['state'] =>
    at < reached ? 'done' : at === reached ? 'running' : 'waiting';
  return (
    <StageList stages={steps.map((id, at) => ({ id, label: text(`steps.${id}`), state: stageAt(at) }))} />
  );
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

type Asked = { readonly party: string; readonly publicKey: string; readonly fingerprint: string };

function Ask({ party, publicKey, fingerprint }: Asked): ReactElement {
  const text = useText('firm');
  return (
    <Card title={text('key.waiting')}>
      <Sent party={party} publicKey={publicKey} />
      <p className="mb-2 max-w-prose">{text('key.waitingHelp')}</p>
      <p className="text-quiet">{text('key.fingerprint')}</p>
      <ReadOut fingerprint={fingerprint} />
      <p role="status" className="my-4">
        <Badge tone="warn">{text('key.notYet')}</Badge> {text('key.goesOn')}
      </p>
      <details>
        <summary className="min-h-7 cursor-pointer">{text('key.onPaper')}</summary>
        <p className="my-2 max-w-prose">{text('key.onPaperHelp')}</p>
        <p className="text-quiet">{text('key.publicKey')}</p>
        <Code copyable>{publicKey}</Code>
      </details>
    </Card>
  );
}

/** Sends the request by itself and says to whom it went. */
function Sent({ party, publicKey }: Pick<Asked, 'party' | 'publicKey'>): ReactElement {
  const text = useText('firm');
  const say = useBilingual();
  const { dateTime } = useFormat();
  const sent = useQuery({
    queryKey: ['firm', 'request', party, publicKey],
    queryFn: () => sendRequest(party),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state: { data } }) => (data?.requestedAtMs === undefined ? 10_000 : false),
  });
  return (
    <Query query={sent}>
      {({ registrars, requestedAtMs }) =>
        requestedAtMs === undefined ? (
          <EmptyState title={text('key.noRegistrar')} body={text('key.noRegistrarHelp')} />
        ) : (
          <p className="mb-3 max-w-prose">
            <Badge tone="good">✓</Badge>{' '}
            {text('key.sent', {
              names: registrars.map(({ name }) => say(name)).join(' · '),
              at: dateTime(requestedAtMs),
            })}
          </p>
        )
      }
    </Query>
  );
}

function Ready({ fingerprint }: { readonly fingerprint: string }): ReactElement {
  const text = useText('firm');
  return (
    <Card title={text('key.ready')}>
      <p className="mb-2">
        <Badge tone="good">{text('key.vouched')}</Badge> {text('key.readyHelp')}
      </p>
      <p className="mb-4 text-quiet text-sm">
        {text('key.fingerprintOf')} <Code>{fingerprint}</Code>
      </p>
      <div className="flex flex-wrap gap-2">
        <LinkButton href="/app/loans" variant="primary">
          {text('key.toLoans')}
        </LinkButton>
        <LinkButton href="/app/my-uses">{text('uses.title')}</LinkButton>
      </div>
    </Card>
  );
}
