import type { SessionView } from '@finharbor/ethics/contract';
import {
  Badge,
  Button,
  type Column,
  ConfirmDialog,
  clock,
  DataTable,
  dayOf,
  EmptyState,
  Query,
  Section,
  useBilingual,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { ethics } from '../api.ts';
import { useDay } from '../days.ts';
import { CallSession } from './call-session.tsx';
import { KeepMinutes, ReadMinutes } from './minutes.tsx';

type Doing = { readonly what: 'minutes' | 'read' | 'cancel'; readonly session: SessionView };

/** Sessions of the committee; for the secretary: calling one, its minutes, cancelling it. */
export function Sessions({ mayCall }: { readonly mayCall: boolean }): ReactElement {
  const text = useText('ethicsOffice');
  const [doing, setDoing] = useState<Doing>();
  const query = useQuery({
    queryKey: ['ethics', 'sessions'],
    queryFn: async ({ signal }) => (await ethics.listSessions({ signal })).body.items,
  });
  const close = (): void => setDoing(undefined);
  return (
    <>
      <Query query={query} shape="table">
        {(rows) => <Table rows={rows} mayCall={mayCall} onDo={setDoing} />}
      </Query>
      {doing?.what === 'minutes' && <KeepMinutes of={doing.session} onClose={close} />}
      {doing?.what === 'read' && <ReadMinutes of={doing.session} onClose={close} />}
      {doing?.what === 'cancel' && <Cancel of={doing.session} onClose={close} />}
      {mayCall && (
        <Section title={text('callSession')}>
          <CallSession />
        </Section>
      )}
    </>
  );
}

type TableProps = {
  readonly rows: readonly SessionView[];
  readonly mayCall: boolean;
  readonly onDo: (doing: Doing) => void;
};

function Table({ rows, mayCall, onDo }: TableProps): ReactElement {
  const text = useText('ethicsOffice');
  const day = useDay();
  const say = useBilingual();
  const columns: readonly Column<SessionView>[] = [
    { id: 'day', header: text('day'), cell: ({ heldOn }) => day(heldOn), sortBy: ({ heldOn }) => heldOn },
    { id: 'place', header: text('place'), cell: ({ place }) => <Verbatim>{say(place)}</Verbatim> },
    {
      id: 'agenda',
      header: text('agenda'),
      cell: ({ agenda }) => <Verbatim>{agenda.map(say).join(' · ')}</Verbatim>,
    },
    { id: 'state', header: text('state'), cell: ({ state }) => <Badge>{text(`session.${state}`)}</Badge> },
    {
      id: 'do',
      header: text('do'),
      cell: (session) => (
        <>
          {session.state === 'planned' && mayCall && (
            <>
              {session.heldOn <= dayOf(clock.nowMs()) && (
                <Button onPress={() => onDo({ what: 'minutes', session })}>
                  {text('minutesOf', { day: day(session.heldOn) })}
                </Button>
              )}{' '}
              <Button variant="quiet" onPress={() => onDo({ what: 'cancel', session })}>
                {text('cancelOf', { day: day(session.heldOn) })}
              </Button>
            </>
          )}
          {session.state === 'held' && (
            <Button onPress={() => onDo({ what: 'read', session })}>
              {text('readMinutesOf', { day: day(session.heldOn) })}
            </Button>
          )}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={text('tab.sessions')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={columns}
      empty={<EmptyState title={text('noSessions')} />}
    />
  );
}

type OfSession = { readonly of: SessionView; readonly onClose: () => void };

function Cancel({ of: { id, heldOn }, onClose }: OfSession): ReactElement {
  const text = useText('ethicsOffice');
  const client = useQueryClient();
  const day = useDay();
  const cancel = useMutation({
    mutationFn: () => ethics.postSessionCancellation({ params: { id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['ethics'] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      danger
      onClose={onClose}
      title={text('cancelOf', { day: day(heldOn) })}
      body={text('cancelHelp')}
      confirmLabel={text('cancelSession')}
      pending={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate()}
    />
  );
}
