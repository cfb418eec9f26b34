import type { ConflictView } from '@finharbor/ethics/contract';
import {
  Badge,
  type Column,
  DataTable,
  EmptyState,
  Query,
  Section,
  Select,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { InterestForm } from '../interest-form.tsx';
import { useCommittee } from './members.tsx';

/** Interests of all members, and recording one that was found. */
export function Interests(): ReactElement {
  const text = useText('ethicsOffice');
  const committee = useCommittee();
  const query = useQuery({
    queryKey: ['ethics', 'conflicts'],
    queryFn: async ({ signal }) => (await ethics.listConflicts({ signal })).body.items,
  });
  const [member, setMember] = useState<string>();
  const members = committee.data ?? [];
  return (
    <>
      <Query query={query} shape="table">
        {(rows) => (
          <InterestTable rows={rows} nameOf={(id) => members.find((one) => one.id === id)?.name ?? ''} />
        )}
      </Query>
      <Section title={text('findInterest')}>
        <InterestForm
          route={ethicsRoutes.postConflict}
          more={{ member }}
          send={(body) =>
            ethics.postConflict({ body: body as Parameters<typeof ethics.postConflict>[0]['body'] })
          }
        >
          <Select
            label={text('member')}
            name="member"
            options={members.map(({ id, name }) => ({ id, label: name, isData: true }))}
            selected={member}
            onChange={setMember}
            isRequired
          />
        </InterestForm>
      </Section>
    </>
  );
}

/** Interests in a table; with whose they are where that is to be told. */
export function InterestTable({
  rows,
  nameOf,
}: {
  readonly rows: readonly ConflictView[];
  readonly nameOf?: (member: string) => string;
}): ReactElement {
  const text = useText('ethicsOffice');
  const columns: readonly Column<ConflictView>[] = [
    ...(nameOf
      ? [
          {
            id: 'member',
            header: text('member'),
            cell: ({ member }: ConflictView) => <Verbatim>{nameOf(member)}</Verbatim>,
            sortBy: ({ member }: ConflictView) => nameOf(member),
          },
        ]
      : []),
    {
      id: 'firm',
      header: text('uscc'),
      cell: ({ uscc }) => <Verbatim>{uscc}</Verbatim>,
      sortBy: ({ uscc }) => uscc,
    },
    { id: 'kind', header: text('kind'), cell: ({ kind }) => text(`interest.${kind}`) },
    { id: 'note', header: text('note'), cell: ({ note }) => <Verbatim>{note}</Verbatim> },
    {
      id: 'how',
      header: text('how'),
      cell: ({ isDeclared }) => <Badge>{text(isDeclared ? 'declared' : 'found')}</Badge>,
    },
  ];
  return (
    <DataTable
      caption={text('tab.interests')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={columns}
      empty={<EmptyState title={text('noInterests')} />}
    />
  );
}
