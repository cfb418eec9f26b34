import type { Organization } from '@finharbor/access/governance';
import {
  Badge,
  Button,
  type Column,
  DescriptionList,
  Dialog,
  EmptyState,
  ErrorSummary,
  FilteredTable,
  type FilterField,
  Query,
  Section,
  TextField,
  TextLink,
  useFormat,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { govern } from './api.ts';

/** Whose people have accounts here: codes, and who has vouched for each. */
export function Organizations(): ReactElement {
  const text = useText('govern');
  const organizations = useQuery({
    queryKey: ['organizations'],
    queryFn: async () => (await govern.listOrganizations({})).body,
  });
  return (
    <>
      <p className="mb-4 max-w-prose text-quiet">{text('organization.lead')}</p>
      <Query query={organizations} shape="table">
        {(rows) => <OrganizationTable rows={rows} />}
      </Query>
    </>
  );
}

/** Whether one's own organisation is verified, and what to do where it is not. */
export function OwnOrganization(): ReactElement {
  const text = useText('govern');
  const own = useQuery({
    queryKey: ['organizations', 'own'],
    queryFn: async () => (await govern.getOrganization({})).body,
  });
  return (
    <Section title={text('organization.own')}>
      <Query query={own}>
        {(organization) => (
          <>
            <DescriptionList
              items={[
                { term: text('organization.uscc'), value: <Uscc {...organization} /> },
                { term: text('organization.verified'), value: <Verification {...organization} /> },
              ]}
            />
            {!organization.verified && organization.party.startsWith('firm:') && (
              <p>
                <TextLink href="/app/firm">{text('organization.ownUnverified')}</TextLink>
              </p>
            )}
          </>
        )}
      </Query>
    </Section>
  );
}

function OrganizationTable({ rows }: { readonly rows: readonly Organization[] }): ReactElement {
  const text = useText('govern');
  const [stating, setStating] = useState<Organization>();
  return (
    <>
      <FilteredTable
        list="/accounts/organizations"
        exportName={text('tab.organizations')}
        caption={text('tab.organizations')}
        rows={rows}
        rowKey={({ party }) => party}
        fields={useFields()}
        columns={useColumns(setStating)}
        empty={<EmptyState title={text('organization.missing')} />}
      />
      {stating && <StateCode organization={stating} onClose={() => setStating(undefined)} />}
    </>
  );
}

function useFields(): readonly FilterField<Organization>[] {
  const text = useText('govern');
  const lists = useText('peopleLists');
  return [
    {
      id: 'party',
      label: lists('organizations.party'),
      kind: 'text',
      of: ({ party, uscc }) => `${party} ${uscc ?? ''}`,
    },
    {
      id: 'verified',
      label: text('organization.verified'),
      kind: 'choice',
      options: (['yes', 'no'] as const).map((id) => ({ id, label: lists(`organizations.${id}`) })),
      of: ({ verified }) => (verified ? 'yes' : 'no'),
    },
    { id: 'accounts', label: text('organization.accounts'), kind: 'numbers', of: ({ accounts }) => accounts },
  ];
}

function useColumns(onState: (organization: Organization) => void): readonly Column<Organization>[] {
  const text = useText('govern');
  const verificationText = useVerificationText();
  return [
    {
      id: 'party',
      header: text('organization.party'),
      cell: ({ party }) => <Verbatim>{party}</Verbatim>,
      sortBy: ({ party }) => party,
    },
    {
      id: 'uscc',
      header: text('organization.uscc'),
      cell: (row) => <Uscc {...row} />,
      text: ({ uscc }) => uscc ?? '',
    },
    {
      id: 'accounts',
      header: text('organization.accounts'),
      align: 'end',
      cell: ({ accounts }) => accounts,
      sortBy: ({ accounts }) => accounts,
    },
    {
      id: 'verified',
      header: text('organization.verified'),
      cell: ({ verified }) => <Verification verified={verified} />,
      text: ({ verified }) => (verified ? verificationText(verified) : text('organization.unverified')),
    },
    {
      id: 'state',
      header: text('actions'),
      isAct: true,
      cell: (row) =>
        row.party.startsWith('firm:') ? (
          !row.verified && <TextLink href="/app/enrolments">{text('organization.verify')}</TextLink>
        ) : (
          <Button variant="quiet" onPress={() => onState(row)}>
            {text('organization.state', { party: row.party })}
          </Button>
        ),
    },
  ];
}

function Uscc({ uscc, synthetic }: Organization): ReactElement {
  const text = useText('govern');
  if (uscc === null) return <>{text('organization.missing')}</>;
  return (
    <>
      <Verbatim>{uscc}</Verbatim> {synthetic && <Badge>{text('organization.synthetic')}</Badge>}
    </>
  );
}

/** Who has vouched for an organisation, when and how; or that nobody has. */
function Verification({ verified }: Pick<Organization, 'verified'>): ReactElement {
  const text = useText('govern');
  const verificationText = useVerificationText();
  if (!verified) return <Badge tone="warn">{text('organization.unverified')}</Badge>;
  return (
    <>
      <Badge tone="good">{text('organization.verified')}</Badge> {verificationText(verified)}
    </>
  );
}

function useVerificationText(): (verified: NonNullable<Organization['verified']>) => string {
  const text = useText('govern');
  const { dateTime } = useFormat();
  return ({ how, by, atMs }) => text(`organization.${how}`, { by, at: dateTime(atMs) });
}

function StateCode({
  organization,
  onClose,
}: {
  readonly organization: Organization;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('govern');
  const toast = useToast();
  const client = useQueryClient();
  const { party } = organization;
  const [uscc, setUscc] = useState(organization.uscc ?? '');
  const state = useMutation({
    mutationFn: () => govern.putOrganization({ body: { party, uscc } }),
    onSuccess: async () => {
      toast({ tone: 'good', title: text('organization.saved') });
      await client.invalidateQueries({ queryKey: ['organizations'] });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('organization.state', { party })}
      actions={
        <Button variant="primary" pending={state.isPending} onPress={() => state.mutate()}>
          {text('organization.save')}
        </Button>
      }
    >
      <ErrorSummary error={state.error} />
      <TextField label={text('organization.uscc')} value={uscc} onChange={setUscc} isRequired name="uscc" />
    </Dialog>
  );
}
