import type { Delegation } from '@finharbor/access/governance';
import {
  Badge,
  Button,
  ConfirmDialog,
  clock,
  DataTable,
  EmptyState,
  type Tone,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { govern } from './api.ts';

type State = 'inForce' | 'toCome' | 'over' | 'revoked';
const tones: Readonly<Record<State, Tone>> = {
  inForce: 'good',
  toCome: 'accent',
  over: 'neutral',
  revoked: 'neutral',
};

/** Delegations, each with its state and the way to end it. */
export function DelegationTable({
  caption,
  rows,
  emptyHelp,
}: {
  readonly caption: string;
  readonly rows: readonly Delegation[];
  readonly emptyHelp: string;
}): ReactElement {
  const text = useText('govern');
  const shell = useText('shell');
  const { dateTime } = useFormat();
  const [ending, setEnding] = useState<Delegation>();
  return (
    <>
      <DataTable
        caption={caption}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState title={text('delegation.none')} body={emptyHelp} />}
        columns={[
          {
            id: 'from',
            header: text('delegation.from'),
            cell: ({ from }) => <Verbatim>{from.name}</Verbatim>,
          },
          { id: 'to', header: text('delegation.to'), cell: ({ to }) => <Verbatim>{to.name}</Verbatim> },
          {
            id: 'roles',
            header: text('delegation.roles'),
            cell: ({ roles }) => roles.map((role) => <Badge key={role}>{shell(`role.${role}`)}</Badge>),
          },
          { id: 'starts', header: text('delegation.starts'), cell: ({ startsAtMs }) => dateTime(startsAtMs) },
          { id: 'ends', header: text('delegation.ends'), cell: ({ endsAtMs }) => dateTime(endsAtMs) },
          { id: 'reason', header: text('reason'), cell: ({ reason }) => <Verbatim>{reason}</Verbatim> },
          {
            id: 'state',
            header: text('state'),
            cell: (row) => {
              const state = stateOf(row);
              return <Badge tone={tones[state]}>{text(`delegation.${state}`)}</Badge>;
            },
          },
          {
            id: 'end',
            header: text('actions'),
            cell: (row) =>
              ['inForce', 'toCome'].includes(stateOf(row)) && (
                <Button variant="quiet" onPress={() => setEnding(row)}>
                  {text('delegation.revoke', { name: row.to.name })}
                </Button>
              ),
          },
        ]}
      />
      <EndDelegation row={ending} onClose={() => setEnding(undefined)} />
    </>
  );
}

function EndDelegation({
  row,
  onClose,
}: {
  readonly row: Delegation | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('govern');
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => govern.deleteDelegation({ params: { id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['delegations'] });
      await client.invalidateQueries({ queryKey: ['who'] });
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
