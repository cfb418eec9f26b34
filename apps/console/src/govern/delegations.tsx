import { instantMs, instantText } from '@finharbor/kernel/contract';
import {
  Button,
  CheckboxGroup,
  clock,
  DateField,
  Form,
  Query,
  Section,
  Select,
  TextField,
  useText,
  useToast,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { govern } from './api.ts';
import { DelegationTable, OwnDelegationTable } from './delegation-table.tsx';

const dayMs = 86_400_000;
// The city's days: everybody who lends works there.
const zoneMs = 8 * 3_600_000;

/** Everybody's delegations, for who answers for accounts. */
export function AllDelegations(): ReactElement {
  const text = useText('govern');
  const all = useQuery({
    queryKey: ['delegations', 'all'],
    queryFn: async () => (await govern.listAllDelegations({})).body,
  });
  return (
    <>
      <p className="mb-4 text-quiet">{text('delegation.allLead')}</p>
      <Query query={all} shape="table">
        {(rows) => (
          <DelegationTable
            caption={text('tab.delegations')}
            rows={rows}
            emptyHelp={text('delegation.noneAll')}
          />
        )}
      </Query>
    </>
  );
}

/** What I lend and borrow, and a form to lend more. */
export function MyDelegations(): ReactElement {
  const text = useText('govern');
  const own = useQuery({
    queryKey: ['delegations', 'own'],
    queryFn: async () => (await govern.listDelegations({})).body,
  });
  return (
    <Section title={text('delegation.mine')}>
      <p className="mb-4 max-w-prose text-quiet">{text('delegation.lead')}</p>
      <Query query={own} shape="table">
        {(rows) => (
          <OwnDelegationTable
            caption={text('delegation.mine')}
            rows={rows}
            emptyHelp={text('delegation.noneMine')}
          />
        )}
      </Query>
      <Lend />
    </Section>
  );
}

function Lend(): ReactElement {
  const text = useText('govern');
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: async () => (await govern.listColleagues({})).body,
  });
  return (
    <Query query={colleagues}>
      {(people) =>
        people.length === 0 ? (
          <p className="text-quiet">{text('delegation.noColleague')}</p>
        ) : (
          <LendForm
            options={people.map(({ id, name, login }) => ({
              id,
              label: text('delegation.person', { name, login }),
            }))}
          />
        )
      }
    </Query>
  );
}

function LendForm({
  options,
}: {
  readonly options: readonly { readonly id: string; readonly label: string }[];
}): ReactElement {
  const text = useText('govern');
  const shell = useText('shell');
  const who = useWho()!;
  const [to, setTo] = useState<string>();
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const [first, setFirst] = useState<string | undefined>(dayOf(clock.nowMs()));
  const [last, setLast] = useState<string | undefined>(dayOf(clock.nowMs() + 7 * dayMs));
  const lend = useLending({ to, roles, reason, first, last }, () => setReason(''));
  return (
    <Form onSubmit={() => lend.mutate()} error={lend.error}>
      <Select
        label={text('delegation.to')}
        options={options}
        selected={to}
        onChange={setTo}
        isRequired
        name="to"
      />
      <CheckboxGroup
        label={text('delegation.roles')}
        options={who.roles.map((id) => ({ id, label: shell(`role.${id}`) }))}
        selected={roles}
        onChange={setRoles}
        name="roles"
      />
      <DateField
        label={text('delegation.startDay')}
        value={first}
        onChange={setFirst}
        isRequired
        name="startsAtMs"
      />
      <DateField
        label={text('delegation.endDay')}
        value={last}
        onChange={setLast}
        isRequired
        name="endsAtMs"
      />
      <TextField label={text('reason')} value={reason} onChange={setReason} isRequired name="reason" />
      <Button
        type="submit"
        variant="primary"
        pending={lend.isPending}
        isDisabled={to === undefined || roles.length === 0}
      >
        {text('delegation.lend')}
      </Button>
    </Form>
  );
}

type Wish = {
  readonly to: string | undefined;
  readonly roles: readonly string[];
  readonly reason: string;
  readonly first: string | undefined;
  readonly last: string | undefined;
};

function useLending({ to, roles, reason, first, last }: Wish, onLent: () => void) {
  const text = useText('govern');
  const toast = useToast();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      govern.postDelegation({
        body: {
          to: to!,
          roles: [...roles],
          reason,
          startsAtMs: first === undefined ? 0 : startOf(first),
          endsAtMs: last === undefined ? 0 : startOf(last) + dayMs,
        },
      }),
    onSuccess: async () => {
      toast({ tone: 'good', title: text('delegation.lent') });
      onLent();
      await client.invalidateQueries({ queryKey: ['delegations'] });
    },
  });
}

function dayOf(atMs: number): string {
  return instantText(atMs + zoneMs).slice(0, 10);
}

/** The first moment of a day; it has begun where it is today's. */
function startOf(day: string): number {
  return instantMs(`${day}T00:00:00.000Z`) - zoneMs;
}
