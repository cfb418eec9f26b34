import {
  Badge,
  Button,
  DataTable,
  EmptyState,
  PageHeader,
  Query,
  useBilingual,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { hub } from '../api.ts';
import { Firms } from '../verification/firms.tsx';
import { FingerprintDialog } from './fingerprint-dialog.tsx';

type Enrolment = Awaited<ReturnType<typeof hub.listEnrolments>>['body'][number];

/** The operator admits parties, each by the fingerprint it read out. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const enrolments = useQuery({
    queryKey: ['harbor', 'enrolments'],
    queryFn: async () => (await hub.listEnrolments({})).body,
    refetchInterval: 5000,
  });
  return (
    <>
      <PageHeader title={text('enrolments.title')} lead={text('enrolments.lead')} />
      <Query query={enrolments}>{(rows) => <Enrolments rows={rows} />}</Query>
      <Firms />
    </>
  );
}

function Enrolments({ rows }: { readonly rows: readonly Enrolment[] }): ReactElement {
  const [chosen, setChosen] = useState<Enrolment>();
  const text = useText('harbor');
  const say = useBilingual();
  const toast = useToast();
  const client = useQueryClient();
  const admit = useMutation({
    mutationFn: ({ fingerprint, registrar }: { readonly fingerprint: string; readonly registrar: boolean }) =>
      hub.postAdmission({ params: { party: chosen!.body.party }, body: { fingerprint, registrar } }),
    onSuccess: async () => {
      toast({ title: text('enrolments.done') });
      setChosen(undefined);
      await client.invalidateQueries({ queryKey: ['harbor'] });
    },
  });
  return (
    <>
      <DataTable
        caption={text('enrolments.title')}
        rows={rows}
        rowKey={({ body }) => body.party}
        empty={<EmptyState title={text('enrolments.none')} body={text('enrolments.noneHelp')} />}
        columns={[
          { id: 'name', header: text('party.name'), cell: ({ body }) => say(body.name) },
          { id: 'party', header: text('party.party'), cell: ({ body }) => <Verbatim>{body.party}</Verbatim> },
          {
            id: 'url',
            header: text('enrolments.address'),
            cell: ({ body }) => <Verbatim>{body.url}</Verbatim>,
          },
          {
            id: 'state',
            header: text('contract.state'),
            cell: (row) =>
              row.admitted ? (
                <Badge tone="good">{text('enrolments.admitted')}</Badge>
              ) : (
                <Button variant="primary" onPress={() => setChosen(row)}>
                  {text('enrolments.admit', { party: row.body.party })}
                </Button>
              ),
          },
        ]}
      />
      <FingerprintDialog
        key={chosen?.body.party}
        party={chosen?.body.party}
        title={text('enrolments.admit', { party: chosen?.body.party ?? '' })}
        isRegistrarAsked={chosen?.body.registrar ?? false}
        pending={admit.isPending}
        error={admit.error}
        onClose={() => setChosen(undefined)}
        onConfirm={(fingerprint, registrar) => admit.mutate({ fingerprint, registrar })}
      />
    </>
  );
}
