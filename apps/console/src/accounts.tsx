import {
  Badge,
  Button,
  ConfirmDialog,
  DataTable,
  PageHeader,
  Query,
  Section,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { access } from './api.ts';
import { Invite } from './invite.tsx';
import { AccountActions } from './security/account-actions.tsx';

type Row = Awaited<ReturnType<typeof access.listAccounts>>['body'][number];

/** Who has an account here; invitations and the end of an account. */
export function Screen(): ReactElement {
  const text = useText('shell');
  const accounts = useQuery({
    queryKey: ['accounts'],
    queryFn: async () => (await access.listAccounts({})).body,
  });
  return (
    <>
      <PageHeader title={text('accounts.title')} lead={text('accounts.lead')} />
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
  const [ending, setEnding] = useState<Row>();
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
                  <Button variant="quiet" onPress={() => setEnding(row)}>
                    {text('accounts.end', { name: row.name })}
                  </Button>
                  <AccountActions person={row} />
                </>
              ),
          },
        ]}
      />
      <EndAccount row={ending} onClose={() => setEnding(undefined)} />
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
