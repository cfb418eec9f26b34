import {
  Badge,
  Button,
  DataTable,
  Disclosure,
  EmptyState,
  PageHeader,
  Query,
  Section,
  useFormat,
  useText,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { ByHand } from './by-hand.tsx';
import { Uscc } from './uscc.tsx';
import { type KeyRequest, VouchDialog } from './vouch-dialog.tsx';
import { Vouched } from './vouched.tsx';

/** A registrar's steward vouches for firms' keys, having checked who each firm is and what fingerprint it read out. */
export function Screen(): ReactElement {
  const text = useText('firm');
  const { registrar } = usePlace();
  return (
    <>
      <PageHeader title={text('registrar.title')} lead={text('registrar.lead')} />
      {registrar ? (
        <>
          <Waiting />
          <div className="mb-8">
            <Disclosure title={text('registrar.byHand')}>
              <ByHand />
            </Disclosure>
          </div>
        </>
      ) : (
        <p className="mb-6 max-w-prose">{text('registrar.notHere')}</p>
      )}
      <Vouched />
    </>
  );
}

function Waiting(): ReactElement {
  const text = useText('firm');
  const requests = useQuery({
    queryKey: ['firm-keys', 'requests'],
    queryFn: async () => (await node.listKeyRequests({})).body,
    refetchInterval: 5000,
  });
  return (
    <Section title={text('registrar.waiting')}>
      <Query query={requests}>{(rows) => <Requests rows={rows} />}</Query>
    </Section>
  );
}

function Requests({ rows }: { readonly rows: readonly KeyRequest[] }): ReactElement {
  const [chosen, setChosen] = useState<KeyRequest>();
  const text = useText('firm');
  const { dateTime } = useFormat();
  return (
    <>
      <DataTable
        caption={text('registrar.waiting')}
        rows={rows}
        rowKey={(row) => row.uscc}
        empty={<EmptyState title={text('registrar.none')} body={text('registrar.noneHelp')} />}
        columns={[
          {
            id: 'firm',
            header: text('registrar.uscc'),
            cell: (row) => <Uscc code={row.uscc} />,
          },
          {
            id: 'at',
            header: text('registrar.asked'),
            cell: ({ requestedAt }) => dateTime(requestedAt),
            sortBy: ({ requestedAt }) => requestedAt,
          },
          {
            id: 'kind',
            header: text('registrar.kind'),
            cell: ({ replaces }) =>
              replaces ? (
                <Badge tone="warn">{text('registrar.replaces')}</Badge>
              ) : (
                <Badge>{text('registrar.first')}</Badge>
              ),
          },
          {
            id: 'open',
            header: text('registrar.step'),
            cell: (row) => (
              <Button
                variant="primary"
                aria-label={`${text('registrar.open')}: ${row.uscc}`}
                onPress={() => setChosen(row)}
              >
                {text('registrar.open')}
              </Button>
            ),
          },
        ]}
      />
      {chosen && <VouchDialog request={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}
