import type { Seal, TrailCheck } from '@finharbor/access/contract';
import { Button, Callout, DataTable, EmptyState, Query, saveFile, useFormat, useText } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { access } from '../api.ts';

/** The seals over the trail, each to be taken away as a receipt, and a check of everything under them. */
export function Seals(): ReactElement {
  const text = useText('audit');
  const seals = useQuery({
    queryKey: ['audit', 'seals'],
    queryFn: async () => (await access.listSeals({})).body,
  });
  const check = useMutation({ mutationFn: async () => (await access.getVerification({})).body });
  return (
    <>
      <p className="mb-3 max-w-prose">{text('seals.lead')}</p>
      <Button onPress={() => check.mutate()} pending={check.isPending}>
        {text(check.isPending ? 'seals.checking' : 'seals.check')}
      </Button>
      {check.data && <Found check={check.data} />}
      <Query query={seals}>{(rows) => <List rows={rows} />}</Query>
    </>
  );
}

function Found({ check }: { readonly check: TrailCheck }): ReactElement {
  const text = useText('audit');
  const { number } = useFormat();
  if (check.kind === 'broken')
    return <Callout tone="bad">{text('seals.broken', { seal: number(check.seal) })}</Callout>;
  const { rows, seals } = check;
  return <Callout tone="good">{text('seals.intact', { rows: number(rows), seals: number(seals) })}</Callout>;
}

function List({ rows }: { readonly rows: readonly Seal[] }): ReactElement {
  const text = useText('audit');
  const { party } = usePlace();
  const { dateTime, number } = useFormat();
  const save = ({ seal, body, salt, proof, logIndex }: Seal): void => {
    const receipt = JSON.stringify({ id: `audit-seal-${seal}`, party, body, salt, proof, logIndex }, null, 2);
    saveFile(`audit-seal-${seal}.json`, new Blob([receipt], { type: 'application/json' }));
  };
  return (
    <DataTable
      caption={text('seals.title')}
      rows={rows}
      rowKey={({ seal }) => String(seal)}
      empty={<EmptyState title={text('seals.none')} body={text('seals.noneHelp')} />}
      columns={[
        { id: 'seal', header: text('seals.seal'), cell: ({ seal }) => number(seal) },
        { id: 'at', header: text('seals.at'), cell: ({ atMs }) => dateTime(atMs) },
        { id: 'rows', header: text('seals.rows'), cell: (one) => number(one.rows), align: 'end' },
        {
          id: 'log',
          header: text('seals.log'),
          cell: (one) =>
            one.logIndex === null ? (
              text('seals.waiting')
            ) : (
              <Button variant="quiet" onPress={() => save(one)}>
                {text('seals.receipt', { n: number(one.seal) })}
              </Button>
            ),
        },
      ]}
    />
  );
}
