import { type Field, fields, keysOf, type MemberView } from '@finharbor/ethics/contract';
import {
  Badge,
  Button,
  type Column,
  DataTable,
  EmptyState,
  Query,
  Section,
  useBilingual,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { ethics } from '../api.ts';
import { Terms } from '../terms.tsx';
import { Appoint } from './appoint.tsx';
import { TermDialog } from './term-dialog.tsx';

/** Everybody on the committee, as the office works with them. */
export function useCommittee() {
  return useQuery({
    queryKey: ['ethics', 'committee'],
    queryFn: async ({ signal }) => (await ethics.getCommittee({ signal })).body.items,
  });
}

/** Members with their terms; for the bureau: appointing, and setting terms. */
export function Members({ mayAppoint }: { readonly mayAppoint: boolean }): ReactElement {
  const text = useText('ethicsOffice');
  const [of, setOf] = useState<MemberView>();
  const query = useCommittee();
  return (
    <>
      <Query query={query} shape="table">
        {(rows) => <Table rows={rows} {...(mayAppoint && { onTerm: setOf })} />}
      </Query>
      {of && <TermDialog of={of} onClose={() => setOf(undefined)} />}
      {mayAppoint && (
        <Section title={text('appoint')}>
          <Appoint />
        </Section>
      )}
    </>
  );
}

type TableProps = {
  readonly rows: readonly MemberView[];
  readonly onTerm?: (member: MemberView) => void;
};

function Table({ rows, onTerm }: TableProps): ReactElement {
  const text = useText('ethicsOffice');
  const say = useBilingual();
  const columns: readonly Column<MemberView>[] = [
    {
      id: 'name',
      header: text('name'),
      cell: ({ name }) => <Verbatim>{name}</Verbatim>,
      sortBy: ({ name }) => name,
    },
    {
      id: 'field',
      header: text('field'),
      cell: ({ field }: { readonly field: Field }) => say(fields[field]),
      sortBy: ({ field }) => keysOf(fields).indexOf(field),
    },
    {
      id: 'terms',
      header: text('terms'),
      cell: ({ terms, isSitting }) => (
        <>
          <Terms terms={terms} />
          {!isSitting && <Badge>{text('notSitting')}</Badge>}
        </>
      ),
    },
    ...(onTerm
      ? [
          {
            id: 'set',
            header: text('do'),
            cell: (one: MemberView) => (
              <Button onPress={() => onTerm(one)}>
                {text('setTermOf')} <Verbatim>{one.name}</Verbatim>
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={text('tab.members')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={columns}
      empty={<EmptyState title={text('noMembers')} body={text('noMembersHelp')} />}
    />
  );
}
