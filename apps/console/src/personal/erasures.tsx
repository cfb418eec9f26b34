import type { ErasureEntry } from '@finharbor/access/personal-contract';
import {
  Button,
  type Column,
  ConfirmDialog,
  EmptyState,
  FilteredTable,
  type FilterField,
  LinkButton,
  Query,
  SavePdf,
  Section,
  saveFile,
  useFormat,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { papers } from '../paper/api.ts';
import { personal } from './api.ts';

const queryKey = ['erasures'];

/** Who asks to be erased, and the certificates of who was. */
export function Erasures(): ReactElement {
  const text = useText('personal');
  const erasures = useQuery({
    queryKey,
    queryFn: async () => (await personal.listErasureRequests({})).body,
  });
  const [erasing, setErasing] = useState<ErasureEntry>();
  return (
    <Section title={text('admin.erasures')}>
      <Query query={erasures} shape="table">
        {(rows) => <Table rows={rows} onErase={setErasing} />}
      </Query>
      <Erase entry={erasing} onClose={() => setErasing(undefined)} />
    </Section>
  );
}

function Table({
  rows,
  onErase,
}: {
  readonly rows: readonly ErasureEntry[];
  readonly onErase: (entry: ErasureEntry) => void;
}): ReactElement {
  const text = useText('personal');
  return (
    <FilteredTable
      list="/personal-data"
      exportName={text('admin.erasures')}
      caption={text('admin.erasures')}
      rows={rows}
      rowKey={({ id }) => id}
      fields={useFields()}
      columns={useColumns(onErase)}
      empty={
        <EmptyState
          title={text('admin.nobody')}
          body={text('admin.nobodyBody')}
          action={<LinkButton href="/app/me">{text('admin.own')}</LinkButton>}
        />
      }
    />
  );
}

function useFields(): readonly FilterField<ErasureEntry>[] {
  const text = useText('personal');
  const lists = useText('peopleLists');
  return [
    { id: 'person', label: lists('person'), kind: 'text', of: ({ name }) => name },
    {
      id: 'state',
      label: text('admin.state'),
      kind: 'choice',
      options: (['open', 'done'] as const).map((id) => ({ id, label: lists(`erasures.${id}`) })),
      of: ({ certificate }) => (certificate ? 'done' : 'open'),
    },
    { id: 'asked', label: text('admin.askedAt'), kind: 'days', of: ({ requestedAtMs }) => requestedAtMs },
  ];
}

function useColumns(onErase: (entry: ErasureEntry) => void): readonly Column<ErasureEntry>[] {
  const text = useText('personal');
  const { dateTime } = useFormat();
  const state = ({ certificate }: ErasureEntry): string =>
    certificate ? text('admin.done', { at: dateTime(certificate.body.erasedAtMs) }) : text('admin.open');
  return [
    {
      id: 'name',
      header: text('admin.name'),
      cell: ({ name }) => <Verbatim>{name}</Verbatim>,
      sortBy: ({ name }) => name,
    },
    {
      id: 'asked',
      header: text('admin.askedAt'),
      cell: ({ requestedAtMs }) => dateTime(requestedAtMs),
      sortBy: ({ requestedAtMs }) => requestedAtMs,
      text: ({ requestedAtMs }) => dateTime(requestedAtMs),
    },
    { id: 'state', header: text('admin.state'), cell: state },
    {
      id: 'act',
      header: text('admin.act'),
      isAct: true,
      cell: (entry) => <Act entry={entry} onErase={onErase} />,
    },
  ];
}

function Act({
  entry,
  onErase,
}: {
  readonly entry: ErasureEntry;
  readonly onErase: (entry: ErasureEntry) => void;
}): ReactElement {
  const text = useText('personal');
  const paper = useText('paper');
  const { id, name, certificate } = entry;
  if (!certificate)
    return (
      <Button variant="danger" onPress={() => onErase(entry)}>
        {text('admin.erase', { name })}
      </Button>
    );
  const content = new Blob([JSON.stringify(certificate, null, 2)], { type: 'application/json' });
  return (
    <span className="flex flex-wrap gap-2">
      <Button variant="quiet" onPress={() => saveFile(`erasure-${id}.json`, content)}>
        {text('admin.certificate', { name })}
      </Button>
      <SavePdf
        name={`erasure-${id}`}
        label={paper('saveNamed', { name })}
        read={(ask) => papers.getErasurePaper({ params: { id }, ...ask })}
      />
    </span>
  );
}

function Erase({
  entry,
  onClose,
}: {
  readonly entry: ErasureEntry | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('personal');
  const client = useQueryClient();
  const toast = useToast();
  const erase = useMutation({
    mutationFn: (id: string) => personal.postErasureConfirmation({ params: { id } }),
    onSuccess: async () => {
      onClose();
      toast({ tone: 'good', title: text('admin.erased') });
      await Promise.all([queryKey, ['accounts']].map((key) => client.invalidateQueries({ queryKey: key })));
    },
  });
  return (
    <ConfirmDialog
      isOpen={entry !== undefined}
      onClose={onClose}
      title={text('admin.eraseTitle', { name: entry?.name ?? '' })}
      body={text('admin.eraseBody')}
      confirmLabel={text('admin.eraseConfirm')}
      danger
      pending={erase.isPending}
      error={erase.error}
      onConfirm={() => entry && erase.mutate(entry.id)}
    />
  );
}
