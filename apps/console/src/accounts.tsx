import {
  Badge,
  Button,
  ConfirmDialog,
  DataTable,
  PageHeader,
  Query,
  Section,
  Tabs,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { access } from './api.ts';
import { AllDelegations } from './govern/delegations.tsx';
import { Emergencies } from './govern/emergency.tsx';
import { Organizations } from './govern/organizations.tsx';
import { RolesDialog } from './govern/roles-dialog.tsx';
import { Services } from './govern/services.tsx';
import { Invite } from './invite.tsx';
import { AccountActions } from './security/account-actions.tsx';

type Row = Awaited<ReturnType<typeof access.listAccounts>>['body'][number];

const staffRoles = {
  hub: ['operator', 'bureau'],
  node: ['admin', 'analyst', 'approver', 'steward'],
} as const;

type Tab = 'people' | 'delegations' | 'services' | 'organizations' | 'emergencies';

const contents: readonly (readonly [Tab, () => ReactElement])[] = [
  ['people', People],
  ['delegations', AllDelegations],
  ['services', Services],
  ['organizations', Organizations],
  ['emergencies', Emergencies],
];

/** Who and what has an account here, and what those who answer for accounts do about them. */
export function Screen(): ReactElement {
  const text = useText('shell');
  const govern = useText('govern');
  const navigate = useNavigate();
  const { tab } = useSearch({ strict: false }) as { readonly tab?: unknown };
  return (
    <>
      <PageHeader title={text('accounts.title')} lead={text('accounts.lead')} />
      <Tabs
        label={govern('tabs')}
        tabs={contents.map(([id, Content]) => ({ id, label: govern(`tab.${id}`), content: <Content /> }))}
        selected={contents.find(([id]) => id === tab)?.[0] ?? 'people'}
        onSelect={(id) => void navigate({ to: '.', search: { tab: id } as never, replace: true })}
      />
    </>
  );
}

/** Everybody's accounts, invitations, roles, and the end of an account. */
function People(): ReactElement {
  const text = useText('shell');
  const accounts = useQuery({
    queryKey: ['accounts'],
    queryFn: async () => (await access.listAccounts({})).body,
  });
  return (
    <>
      <Query query={accounts}>{(rows) => <Accounts rows={rows} />}</Query>
      <Section title={text('accounts.invite')}>
        <Invite />
      </Section>
    </>
  );
}

function Accounts({ rows }: { readonly rows: readonly Row[] }): ReactElement {
  const text = useText('shell');
  const who = useWho();
  const govern = useText('govern');
  const place = usePlace();
  const [ending, setEnding] = useState<Row>();
  const [changing, setChanging] = useState<Row>();
  return (
    <>
      <DataTable
        caption={text('accounts.title')}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { id: 'name', header: text('name'), cell: ({ name }) => <Verbatim>{name}</Verbatim> },
          { id: 'login', header: text('login'), cell: ({ login }) => <Verbatim>{login}</Verbatim> },
          {
            id: 'roles',
            header: text('me.roles'),
            cell: ({ roles }) => roles.map((role) => <Badge key={role}>{text(`role.${role}`)}</Badge>),
          },
          { id: 'party', header: text('me.party'), cell: ({ party }) => <Verbatim>{party}</Verbatim> },
          {
            id: 'end',
            header: text('accounts.actions'),
            cell: (row) =>
              row.id === who?.id ? (
                text('accounts.you')
              ) : (
                <>
                  <Button variant="quiet" onPress={() => setChanging(row)}>
                    {govern('roles.change', { name: row.name })}
                  </Button>
                  <AccountActions person={row} />
                  <Button variant="quiet" onPress={() => setEnding(row)}>
                    {text('accounts.end', { name: row.name })}
                  </Button>
                </>
              ),
          },
        ]}
      />
      <EndAccount row={ending} onClose={() => setEnding(undefined)} />
      {changing && (
        <RolesDialog
          person={changing}
          choice={changing.party.startsWith('firm:') ? ['owner'] : staffRoles[place.role]}
          onClose={() => setChanging(undefined)}
        />
      )}
    </>
  );
}

function EndAccount({
  row,
  onClose,
}: {
  readonly row: Row | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('shell');
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => access.deleteAccount({ params: { id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['accounts'] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen={row !== undefined}
      onClose={onClose}
      title={text('accounts.endTitle', { name: row?.name ?? '' })}
      body={text('accounts.endBody')}
      confirmLabel={text('accounts.endConfirm')}
      danger
      pending={end.isPending}
      error={end.error}
      onConfirm={() => row && end.mutate(row.id)}
    />
  );
}
