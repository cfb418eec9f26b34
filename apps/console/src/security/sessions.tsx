import type { ListedSession } from '@finharbor/access/contract';
import {
  Badge,
  Button,
  ConfirmDialog,
  DataTable,
  Query,
  useFormat,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { security } from './api.ts';
import { browserWords } from './browser-words.ts';

const queryKey = ['sessions'];

/** Where the person is signed in, and the end of it. */
export function Sessions(): ReactElement {
  const sessions = useQuery({ queryKey, queryFn: async () => (await security.listSessions({})).body });
  return (
    <Query query={sessions} shape="table">
      {(rows) => (
        <>
          <List rows={rows} />
          {rows.length > 1 && <EndOthers />}
        </>
      )}
    </Query>
  );
}

function List({ rows }: { readonly rows: readonly ListedSession[] }): ReactElement {
  const text = useText('security');
  const { dateTime } = useFormat();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => security.deleteListedSession({ params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  const deviceOf = ({ userAgent }: ListedSession): string => {
    const words = browserWords(userAgent);
    return words ? text('sessions.browser', words) : text('sessions.program');
  };
  return (
    <DataTable
      caption={text('sessions.title')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          id: 'device',
          header: text('sessions.device'),
          cell: (row) => (
            <>
              {deviceOf(row)} {row.isCurrent && <Badge tone="good">{text('sessions.here')}</Badge>}
            </>
          ),
        },
        {
          id: 'address',
          header: text('sessions.address'),
          cell: ({ address }) => <Verbatim>{address}</Verbatim>,
        },
        { id: 'opened', header: text('sessions.opened'), cell: ({ openedAtMs }) => dateTime(openedAtMs) },
        { id: 'used', header: text('sessions.used'), cell: ({ usedAtMs }) => dateTime(usedAtMs) },
        {
          id: 'end',
          header: text('sessions.actions'),
          cell: (row) =>
            row.isCurrent ? null : (
              <Button
                variant="quiet"
                aria-label={text('sessions.endOf', { device: deviceOf(row) })}
                pending={end.isPending && end.variables === row.id}
                onPress={() => end.mutate(row.id)}
              >
                {text('sessions.end')}
              </Button>
            ),
        },
      ]}
    />
  );
}

function EndOthers(): ReactElement {
  const text = useText('security');
  const toast = useToast();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => security.deleteOtherSessions({}),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey });
      setAsking(false);
      toast({ tone: 'good', title: text('sessions.ended') });
    },
  });
  return (
    <>
      <Button onPress={() => setAsking(true)}>{text('sessions.others')}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={text('sessions.others')}
        body={text('sessions.othersBody')}
        confirmLabel={text('sessions.others')}
        danger
        pending={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate()}
      />
    </>
  );
}
