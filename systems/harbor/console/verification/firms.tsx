import type { Organization } from '@finharbor/access/governance';
import {
  Badge,
  Button,
  DataTable,
  EmptyState,
  LinkButton,
  Query,
  Section,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { Uscc } from '../firm/uscc.tsx';
import { usePartyName } from '../parties/names.ts';
import { organizations } from './api.ts';
import { VerifyDialog } from './verify-dialog.tsx';

type Firm = Organization & { readonly uscc: string };

/** The firms that have accounts here, those first that nobody has verified. */
export function Firms(): ReactElement {
  const text = useText('verification');
  const firms = useQuery({
    queryKey: ['organizations', 'firms'],
    queryFn: async () =>
      (await organizations.listOrganizations({})).body.filter(isFirm).toSorted(waitingFirst),
    refetchInterval: 5000,
  });
  return (
    <Section title={text('firms.title')}>
      <p className="mb-4 max-w-prose text-quiet">{text('firms.lead')}</p>
      <Query query={firms} shape="table">
        {(rows) => <FirmTable rows={rows} />}
      </Query>
    </Section>
  );
}

function isFirm(one: Organization): one is Firm {
  return one.party.startsWith('firm:') && one.uscc !== null;
}

function waitingFirst(a: Firm, b: Firm): number {
  return Number(a.verified !== null) - Number(b.verified !== null);
}

function FirmTable({ rows }: { readonly rows: readonly Firm[] }): ReactElement {
  const text = useText('verification');
  const [chosen, setChosen] = useState<Firm>();
  return (
    <>
      <DataTable
        caption={text('firms.title')}
        rows={rows}
        rowKey={({ party }) => party}
        empty={
          <EmptyState
            title={text('firms.none')}
            body={text('firms.noneHelp')}
            action={<LinkButton href="/app/accounts">{text('firms.invite')}</LinkButton>}
          />
        }
        columns={[
          { id: 'uscc', header: text('firms.uscc'), cell: ({ uscc }) => <Uscc code={uscc} /> },
          { id: 'accounts', header: text('firms.accounts'), align: 'end', cell: ({ accounts }) => accounts },
          {
            id: 'state',
            header: text('firms.state'),
            cell: (row) => <State {...row} onVerify={() => setChosen(row)} />,
          },
        ]}
      />
      {chosen && <VerifyDialog firm={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function State({ uscc, verified, onVerify }: Firm & { readonly onVerify: () => void }): ReactElement {
  const text = useText('verification');
  const nameOf = usePartyName();
  const { dateTime } = useFormat();
  if (!verified)
    return (
      <Button variant="primary" aria-label={`${text('firms.verify')}: ${uscc}`} onPress={onVerify}>
        {text('firms.verify')}
      </Button>
    );
  const { how, by, atMs } = verified;
  return (
    <>
      <Badge tone="good">{text('firms.verified')}</Badge> {text(`firms.${how}`, { at: dateTime(atMs) })}{' '}
      <Verbatim>{how === 'operator' ? by : nameOf(by)}</Verbatim>
    </>
  );
}
