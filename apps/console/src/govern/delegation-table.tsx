import type { Delegation } from '@finharbor/access/governance';
import {
  Badge,
  type Bulk,
  Button,
  type Column,
  ConfirmDialog,
  clock,
  DataTable,
  EmptyState,
  FilteredTable,
  type FilterField,
  type Tone,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useRoleOptions } from '../lists/role-options.ts';
import { govern } from './api.ts';

type State = 'inForce' | 'toCome' | 'over' | 'revoked';
const tones: Readonly<Record<State, Tone>> = {
  inForce: 'good',
  toCome: 'accent',
  over: 'neutral',
  revoked: 'neutral',
};

const canEnd = (row: Delegation): boolean => ['inForce', 'toCome'].includes(stateOf(row));

type TableProps = {
  readonly caption: string;
  readonly rows: readonly Delegation[];
  readonly emptyHelp: string;
};

/** Somebody's own delegations, each with its state and the way to end it. */
export function OwnDelegationTable({ emptyHelp, ...table }: TableProps): ReactElement {
  const text = useText('govern');
  const [ending, setEnding] = useState<Delegation>();
  return (
    <>
      <DataTable
        {...table}
        rowKey={idOf}
        columns={useColumns(setEnding)}
        empty={<EmptyState title={text('delegation.none')} body={emptyHelp} />}
      />
      <EndDelegation row={ending} onClose={() => setEnding(undefined)} />
    </>
  );
}

/** Everybody's: filtered, and ended several at a time. */
export function DelegationTable({ emptyHelp, ...table }: TableProps): ReactElement {
  const text = useText('govern');
  const [ending, setEnding] = useState<Delegation>();
  return (
    <>
      <FilteredTable
        {...table}
        list="/accounts/delegations"
        exportName={table.caption}
        rowKey={idOf}
        fields={useFields()}
        columns={useColumns(setEnding)}
        bulk={useBulk()}
        empty={<EmptyState title={text('delegation.none')} body={emptyHelp} />}
      />
      <EndDelegation row={ending} onClose={() => setEnding(undefined)} />
    </>
  );
}

function useFields(): readonly FilterField<Delegation>[] {
  const text = useText('govern');
  const lists = useText('peopleLists');
  const roles = useRoleOptions();
  return [
    {
      id: 'person',
      label: lists('delegations.person'),
      kind: 'text',
      of: ({ from, to, reason }) => [from.name, from.login, to.name, to.login, reason].join(' '),
    },
    {
      id: 'role',
      label: text('delegation.roles'),
      kind: 'choice',
      options: roles,
      of: (row) => row.roles,
    },
    {
      id: 'state',
      label: text('state'),
      kind: 'choice',
      options: Object.keys(tones).map((id) => ({ id, label: text(`delegation.${id}`) })),
      of: stateOf,
    },
    { id: 'ends', label: text('delegation.ends'), kind: 'days', of: ({ endsAtMs }) => endsAtMs },
  ];
}

function useColumns(onEnd: (row: Delegation) => void): readonly Column<Delegation>[] {
  const text = useText('govern');
  const shell = useText('shell');
  const { dateTime } = useFormat();
  const stateText = (row: Delegation): string => text(`delegation.${stateOf(row)}`);
  return [
    {
      id: 'from',
      header: text('delegation.from'),
      cell: ({ from }) => <Verbatim>{from.name}</Verbatim>,
      sortBy: ({ from }) => from.name,
    },
    {
      id: 'to',
      header: text('delegation.to'),
      cell: ({ to }) => <Verbatim>{to.name}</Verbatim>,
      sortBy: ({ to }) => to.name,
    },
    {
      id: 'roles',
      header: text('delegation.roles'),
      cell: ({ roles }) => roles.map((role) => <Badge key={role}>{shell(`role.${role}`)}</Badge>),
      text: ({ roles }) => roles.map((role) => shell(`role.${role}`)).join(' · '),
    },
    {
      id: 'starts',
      header: text('delegation.starts'),
      cell: ({ startsAtMs }) => dateTime(startsAtMs),
      sortBy: ({ startsAtMs }) => startsAtMs,
      text: ({ startsAtMs }) => dateTime(startsAtMs),
    },
    {
      id: 'ends',
      header: text('delegation.ends'),
      cell: ({ endsAtMs }) => dateTime(endsAtMs),
      sortBy: ({ endsAtMs }) => endsAtMs,
      text: ({ endsAtMs }) => dateTime(endsAtMs),
    },
    {
      id: 'reason',
      header: text('reason'),
      cell: ({ reason }) => <Verbatim>{reason}</Verbatim>,
      text: ({ reason }) => reason,
    },
    {
      id: 'state',
      header: text('state'),
      cell: (row) => <Badge tone={tones[stateOf(row)]}>{stateText(row)}</Badge>,
      text: stateText,
    },
    {
      id: 'end',
      header: text('actions'),
      isAct: true,
      cell: (row) =>
        canEnd(row) && (
          <Button variant="quiet" onPress={() => onEnd(row)}>
            {text('delegation.revoke', { name: row.to.name })}
          </Button>
        ),
    },
  ];
}

function useBulk(): Bulk<Delegation> {
  const text = useText('peopleLists');
  const onEnded = useReadAnew();
  return {
    nameOf: ({ from, to }) => `${from.name} → ${to.name}`,
    actions: [
      {
        id: 'end',
        label: text('delegations.end'),
        consequence: text('delegations.endAll'),
        isDanger: true,
        isFor: canEnd,
        run: ({ id }) => govern.deleteDelegation({ params: { id } }),
        onOver: onEnded,
      },
    ],
  };
}

/** A delegation that has ended may have been one's own. */
function useReadAnew(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ['delegations'] });
    await client.invalidateQueries({ queryKey: ['who'] });
  };
}

function EndDelegation({
  row,
  onClose,
}: {
  readonly row: Delegation | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('govern');
  const readAnew = useReadAnew();
  const end = useMutation({
    mutationFn: (id: string) => govern.deleteDelegation({ params: { id } }),
    onSuccess: async () => {
      await readAnew();
      onClose();
    },
  });
  const name = row?.to.name ?? '';
  return (
    <ConfirmDialog
      isOpen={row !== undefined}
      onClose={onClose}
      title={text('delegation.revokeTitle', { name })}
      body={text('delegation.revokeBody')}
      confirmLabel={text('delegation.revokeConfirm')}
      danger
      pending={end.isPending}
      error={end.error}
      onConfirm={() => row && end.mutate(row.id)}
    />
  );
}

function stateOf({ startsAtMs, endsAtMs, revokedAtMs }: Delegation): State {
  if (revokedAtMs !== null) return 'revoked';
  const nowMs = clock.nowMs();
  if (endsAtMs <= nowMs) return 'over';
  return startsAtMs > nowMs ? 'toCome' : 'inForce';
}

function idOf({ id }: Delegation): string {
  return id;
}
