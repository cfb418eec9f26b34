import type { Account } from '@finharbor/access/contract';
import { rolesAt } from '@finharbor/access/contract';
import {
  Badge,
  type Bulk,
  Button,
  type Column,
  FilteredTable,
  type FilterField,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { usePlace, useWho } from '@finharbor/ui/screens';
import { type ReactElement, useState } from 'react';
import { access } from '../api.ts';
import { RolesDialog } from '../govern/roles-dialog.tsx';
import { AccountActions } from '../security/account-actions.tsx';
import { security } from '../security/api.ts';
import { EndAccount } from './end-account.tsx';
import { useEnded } from './ended.ts';
import { useRoleOptions } from './role-options.ts';

const staffRoles = {
  hub: ['operator', 'bureau'],
  node: ['admin', 'analyst', 'approver', 'steward'],
} as const;

/** Everybody who can sign in here, and what those who answer for accounts do about one of them or several. */
export function Accounts({ rows }: { readonly rows: readonly Account[] }): ReactElement {
  const text = useText('shell');
  const place = usePlace();
  const [ending, setEnding] = useState<Account>();
  const [changing, setChanging] = useState<Account>();
  return (
    <>
      <FilteredTable
        list="/accounts"
        exportName={text('accounts.title')}
        caption={text('accounts.title')}
        rows={rows}
        rowKey={({ id }) => id}
        fields={useFields()}
        columns={useColumns({ onEnd: setEnding, onChange: setChanging })}
        bulk={useBulk()}
        // Whoever looks has an account.
        empty={null}
      />
      <EndAccount person={ending} onClose={() => setEnding(undefined)} />
      {changing && (
        <RolesDialog
          person={changing}
          choice={choiceFor(changing.party, staffRoles[place.role])}
          onClose={() => setChanging(undefined)}
        />
      )}
    </>
  );
}

/** The roles that people of a party may have. */
function choiceFor(party: string, staff: readonly string[]): readonly string[] {
  if (party.startsWith('firm:')) return rolesAt.firm;
  return party.startsWith('person:') ? rolesAt.person : staff;
}

function useFields(): readonly FilterField<Account>[] {
  const text = useText('shell');
  const lists = useText('peopleLists');
  const options = useRoleOptions();
  const isHub = usePlace().role === 'hub';
  const everywhere: readonly FilterField<Account>[] = [
    {
      id: 'person',
      label: lists('person'),
      kind: 'text',
      of: ({ name, login }) => `${name} ${login}`,
    },
    { id: 'role', label: text('me.roles'), kind: 'choice', options, of: ({ roles }) => roles },
  ];
  // At a party's node everybody is of that party.
  if (!isHub) return everywhere;
  return [...everywhere, { id: 'party', label: text('me.party'), kind: 'text', of: ({ party }) => party }];
}

type Acts = {
  readonly onEnd: (person: Account) => void;
  readonly onChange: (person: Account) => void;
};

function useColumns({ onEnd, onChange }: Acts): readonly Column<Account>[] {
  const text = useText('shell');
  const govern = useText('govern');
  const who = useWho();
  return [
    {
      id: 'name',
      header: text('name'),
      cell: ({ name }) => <Verbatim>{name}</Verbatim>,
      sortBy: ({ name }) => name,
    },
    {
      id: 'login',
      header: text('login'),
      cell: ({ login }) => <Verbatim>{login}</Verbatim>,
      sortBy: ({ login }) => login,
    },
    {
      id: 'roles',
      header: text('me.roles'),
      cell: ({ roles }) => roles.map((role) => <Badge key={role}>{text(`role.${role}`)}</Badge>),
      text: ({ roles }) => roles.map((role) => text(`role.${role}`)).join(' · '),
    },
    {
      id: 'party',
      header: text('me.party'),
      cell: ({ party }) => <Verbatim>{party}</Verbatim>,
      sortBy: ({ party }) => party,
    },
    {
      id: 'end',
      header: text('accounts.actions'),
      isAct: true,
      cell: (row) =>
        row.id === who?.id ? (
          text('accounts.you')
        ) : (
          <>
            <Button variant="quiet" onPress={() => onChange(row)}>
              {govern('roles.change', { name: row.name })}
            </Button>
            <AccountActions person={row} />
            <Button variant="quiet" onPress={() => onEnd(row)}>
              {text('accounts.end', { name: row.name })}
            </Button>
          </>
        ),
    },
  ];
}

/** Nobody ends their own account, nor by a slip the session they do it in. */
function useBulk(): Bulk<Account> {
  const text = useText('peopleLists');
  const own = useWho()?.id;
  const onEnded = useEnded();
  const isFor = ({ id }: Account): boolean => id !== own;
  return {
    nameOf: ({ name }) => name,
    actions: [
      {
        id: 'sessions',
        label: text('accounts.signOut'),
        consequence: text('accounts.signOutAll'),
        isFor,
        run: ({ id }) => security.deleteAccountSessions({ params: { id } }),
      },
      {
        id: 'end',
        label: text('accounts.end'),
        consequence: text('accounts.endAll'),
        isDanger: true,
        isFor,
        run: ({ id }) => access.deleteAccount({ params: { id } }),
        onOver: onEnded,
      },
    ],
  };
}
