import { type Field, fields, keysOf, type MemberView } from '@finharbor/ethics/contract';
import {
  Button,
  type Column,
  DataTable,
  DateField,
  Dialog,
  EmptyState,
  Form,
  Query,
  Section,
  Select,
  useBilingual,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { ethics, ethicsRoutes } from '../api.ts';
import { useSend } from '../send.ts';
import { Appoint } from './appoint.tsx';

/** Offices of the committee. */
export const offices = ['member', 'deputy', 'chair'] as const;
type Office = (typeof offices)[number];

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
      cell: ({ terms }) =>
        terms.map(({ fromOn, untilOn, office }) => (
          <span key={fromOn} className="block">
            {text('term', { office: text(`office.${office}`), from: fromOn, until: untilOn })}
          </span>
        )),
    },
    ...(onTerm
      ? [
          {
            id: 'set',
            header: text('setTerm'),
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
      empty={<EmptyState title={text('noMembers')} />}
    />
  );
}

/** A further term, or another end of one that there is: a term that begins on the same day is the same. */
function TermDialog({
  of: { id, name, terms },
  onClose,
}: {
  readonly of: MemberView;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('ethicsOffice');
  const last = terms.at(-1);
  const [fromOn, setFrom] = useState<string | undefined>(last?.fromOn);
  const [untilOn, setUntil] = useState<string | undefined>(last?.untilOn);
  const [office, setOffice] = useState<Office>(last?.office ?? 'member');
  const set = useSend({
    route: ethicsRoutes.putTerm,
    body: () => ({ untilOn, office }),
    send: (body: Parameters<typeof ethics.putTerm>[0]['body']) =>
      ethics.putTerm({ params: { id, fromOn: fromOn! }, body }),
    onDone: onClose,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('setTerm')}
      actions={
        <Button
          variant="primary"
          pending={set.isPending}
          isDisabled={fromOn === undefined}
          onPress={() => set.mutate()}
        >
          {text('save')}
        </Button>
      }
    >
      <p className="mb-4">
        <Verbatim>{name}</Verbatim>
      </p>
      <Form onSubmit={() => set.mutate()} error={set.error}>
        <DateField
          label={text('from')}
          name="fromOn"
          value={fromOn}
          onChange={setFrom}
          description={text('fromHelp')}
          isRequired
        />
        <DateField
          label={text('until')}
          name="untilOn"
          value={untilOn}
          onChange={setUntil}
          description={text('untilHelp')}
          isRequired
        />
        <Select
          label={text('officeField')}
          name="office"
          options={offices.map((one) => ({ id: one, label: text(`office.${one}`) }))}
          selected={office}
          onChange={setOffice}
        />
      </Form>
    </Dialog>
  );
}
