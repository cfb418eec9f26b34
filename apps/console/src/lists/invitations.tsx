import type { OpenInvitation } from '@finharbor/access/contract';
import {
  Badge,
  Button,
  type Column,
  ConfirmDialog,
  EmptyState,
  FilteredTable,
  type FilterField,
  LinkButton,
  Query,
  useFormat,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { security } from '../security/api.ts';
import { useRoleOptions } from './role-options.ts';

const queryKey = ['invitations'];

/** Accounts that wait for their people, and the way to take one back or several. */
export function Invitations(): ReactElement {
  const text = useText('peopleLists');
  const invitations = useQuery({
    queryKey,
    queryFn: async () => (await security.listInvitations({})).body,
  });
  return (
    <>
      <p className="mb-4 max-w-prose text-quiet">{text('invitations.lead')}</p>
      <Query query={invitations} shape="table">
        {(rows) => <InvitationTable rows={rows} />}
      </Query>
    </>
  );
}

function InvitationTable({ rows }: { readonly rows: readonly OpenInvitation[] }): ReactElement {
  const text = useText('peopleLists');
  const client = useQueryClient();
  const [takingBack, setTakingBack] = useState<OpenInvitation>();
  return (
    <>
      <FilteredTable
        list="/accounts/invitations"
        exportName={text('invitations.title')}
        caption={text('invitations.title')}
        rows={rows}
        rowKey={({ id }) => id}
        fields={useFields()}
        columns={useColumns(setTakingBack)}
        bulk={{
          nameOf: ({ name }) => name,
          actions: [
            {
              id: 'takeBack',
              label: text('invitations.takeBack'),
              consequence: text('invitations.takeBackAll'),
              isDanger: true,
              run: ({ id }) => security.deleteInvitation({ params: { id } }),
              onOver: () => client.invalidateQueries({ queryKey }),
            },
          ],
        }}
        empty={
          <EmptyState
            title={text('invitations.none')}
            body={text('invitations.noneHelp')}
            action={<LinkButton href="/app/accounts">{text('invitations.toInvite')}</LinkButton>}
          />
        }
      />
      <TakeBack invitation={takingBack} onClose={() => setTakingBack(undefined)} />
    </>
  );
}

function useFields(): readonly FilterField<OpenInvitation>[] {
  const text = useText('peopleLists');
  const shell = useText('shell');
  const options = useRoleOptions();
  return [
    {
      id: 'person',
      label: text('person'),
      kind: 'text',
      of: ({ name, login, invitedBy }) => `${name} ${login} ${invitedBy}`,
    },
    { id: 'role', label: shell('me.roles'), kind: 'choice', options, of: ({ roles }) => roles },
    { id: 'expires', label: text('invitations.expires'), kind: 'days', of: ({ expiresAtMs }) => expiresAtMs },
  ];
}

function useColumns(onTakeBack: (one: OpenInvitation) => void): readonly Column<OpenInvitation>[] {
  const text = useText('peopleLists');
  const shell = useText('shell');
  const { dateTime } = useFormat();
  return [
    {
      id: 'name',
      header: shell('name'),
      cell: ({ name }) => <Verbatim>{name}</Verbatim>,
      sortBy: ({ name }) => name,
    },
    {
      id: 'login',
      header: shell('login'),
      cell: ({ login }) => <Verbatim>{login}</Verbatim>,
      sortBy: ({ login }) => login,
    },
    {
      id: 'roles',
      header: shell('me.roles'),
      cell: ({ roles }) => roles.map((role) => <Badge key={role}>{shell(`role.${role}`)}</Badge>),
      text: ({ roles }) => roles.map((role) => shell(`role.${role}`)).join(' · '),
    },
    {
      id: 'party',
      header: shell('me.party'),
      cell: ({ party }) => <Verbatim>{party}</Verbatim>,
      sortBy: ({ party }) => party,
    },
    {
      id: 'by',
      header: text('invitations.by'),
      cell: ({ invitedBy }) => <Verbatim>{invitedBy}</Verbatim>,
      sortBy: ({ invitedBy }) => invitedBy,
    },
    {
      id: 'at',
      header: text('invitations.at'),
      cell: ({ invitedAtMs }) => dateTime(invitedAtMs),
      sortBy: ({ invitedAtMs }) => invitedAtMs,
      text: ({ invitedAtMs }) => dateTime(invitedAtMs),
    },
    {
      id: 'expires',
      header: text('invitations.expires'),
      cell: ({ expiresAtMs }) => dateTime(expiresAtMs),
      sortBy: ({ expiresAtMs }) => expiresAtMs,
      text: ({ expiresAtMs }) => dateTime(expiresAtMs),
    },
    {
      id: 'act',
      header: shell('accounts.actions'),
      isAct: true,
      cell: (row) => (
        <Button variant="quiet" onPress={() => onTakeBack(row)}>
          {text('invitations.takeBackOf', { name: row.name })}
        </Button>
      ),
    },
  ];
}

function TakeBack({
  invitation,
  onClose,
}: {
  readonly invitation: OpenInvitation | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('peopleLists');
  const toast = useToast();
  const client = useQueryClient();
  const name = invitation?.name ?? '';
  const takeBack = useMutation({
    mutationFn: (id: string) => security.deleteInvitation({ params: { id } }),
    onSuccess: () => {
      onClose();
      toast({ tone: 'good', title: text('invitations.takenBack', { name }) });
    },
    // Where it was taken up meanwhile, the list says so.
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  return (
    <ConfirmDialog
      isOpen={invitation !== undefined}
      onClose={onClose}
      title={text('invitations.takeBackTitle', { name })}
      body={text('invitations.takeBackBody')}
      confirmLabel={text('invitations.takeBack')}
      danger
      pending={takeBack.isPending}
      error={takeBack.error}
      onConfirm={() => invitation && takeBack.mutate(invitation.id)}
    />
  );
}
