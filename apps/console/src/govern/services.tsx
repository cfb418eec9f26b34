import type { Service, ServiceKey } from '@finharbor/access/governance';
import {
  Badge,
  Button,
  Card,
  CheckboxGroup,
  Code,
  type Column,
  ConfirmDialog,
  EmptyState,
  FilteredTable,
  type FilterField,
  Form,
  NumberField,
  Query,
  Section,
  TextField,
  useFormat,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useRoleOptions } from '../lists/role-options.ts';
import { govern } from './api.ts';

const rolesAt = { hub: ['bureau'], node: ['analyst', 'approver', 'steward'] } as const;
const usualDays = 90;
const queryKey = ['services'];

/** Accounts of machines and their keys. */
export function Services(): ReactElement {
  const text = useText('govern');
  const services = useQuery({ queryKey, queryFn: async () => (await govern.listServices({})).body });
  return (
    <>
      <p className="mb-4 max-w-prose text-quiet">{text('service.lead')}</p>
      <Query query={services} shape="table">
        {(rows) => (
          <>
            <ServiceTable rows={rows} />
            {rows.map((row) => (
              <Section key={row.id} title={text('service.issue', { name: row.name })}>
                <IssueKey service={row} />
              </Section>
            ))}
          </>
        )}
      </Query>
      <Section title={text('service.make')}>
        <MakeService />
      </Section>
    </>
  );
}

type Ending = { readonly service: Service; readonly ended?: ServiceKey };

function ServiceTable({ rows }: { readonly rows: readonly Service[] }): ReactElement {
  const text = useText('govern');
  const [ending, setEnding] = useState<Ending>();
  return (
    <>
      <FilteredTable
        list="/accounts/services"
        exportName={text('tab.services')}
        caption={text('tab.services')}
        rows={rows}
        rowKey={({ id }) => id}
        fields={useFields()}
        columns={useColumns(setEnding)}
        empty={<EmptyState title={text('service.none')} body={text('service.noneHelp')} />}
      />
      {ending && <End {...ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}

function useFields(): readonly FilterField<Service>[] {
  const text = useText('govern');
  const lists = useText('peopleLists');
  return [
    {
      id: 'machine',
      label: lists('services.name'),
      kind: 'text',
      of: ({ name, keys }) => [name, ...keys.map(({ prefix }) => prefix)].join(' '),
    },
    {
      id: 'role',
      label: text('delegation.roles'),
      kind: 'choice',
      options: useRoleOptions(),
      of: ({ roles }) => roles,
    },
    {
      id: 'keys',
      label: lists('services.keys'),
      kind: 'choice',
      options: (['yes', 'no'] as const).map((id) => ({ id, label: lists(`services.${id}`) })),
      of: ({ keys }) => (keys.length > 0 ? 'yes' : 'no'),
    },
  ];
}

function useColumns(onEnd: (ending: Ending) => void): readonly Column<Service>[] {
  const text = useText('govern');
  const shell = useText('shell');
  const { dateTime } = useFormat();
  return [
    {
      id: 'name',
      header: text('service.name'),
      cell: ({ name }) => <Verbatim>{name}</Verbatim>,
      sortBy: ({ name }) => name,
    },
    {
      id: 'roles',
      header: text('delegation.roles'),
      cell: ({ roles }) => roles.map((role) => <Badge key={role}>{shell(`role.${role}`)}</Badge>),
      text: ({ roles }) => roles.map((role) => shell(`role.${role}`)).join(' · '),
    },
    {
      id: 'keys',
      header: text('service.keys'),
      cell: (service) => <Keys service={service} onEnd={(ended) => onEnd({ service, ended })} />,
      text: ({ keys }) =>
        keys
          .map((key) => `${key.prefix}… ${text('service.until', { until: dateTime(key.expiresAtMs) })}`)
          .join(' · '),
    },
    {
      id: 'end',
      header: text('actions'),
      isAct: true,
      cell: (service) => (
        <Button variant="quiet" onPress={() => onEnd({ service })}>
          {text('service.end', { name: service.name })}
        </Button>
      ),
    },
  ];
}

function Keys({
  service,
  onEnd,
}: {
  readonly service: Service;
  readonly onEnd: (key: ServiceKey) => void;
}): ReactElement {
  const text = useText('govern');
  const { dateTime } = useFormat();
  if (service.keys.length === 0) return <>{text('service.noKeys')}</>;
  return (
    <ul>
      {service.keys.map((key) => (
        <li key={key.id}>
          <Verbatim>{key.prefix}…</Verbatim>, {text('service.until', { until: dateTime(key.expiresAtMs) })},{' '}
          {key.lastUsedAtMs === null
            ? text('service.unused')
            : text('service.used', { at: dateTime(key.lastUsedAtMs) })}{' '}
          <Button variant="quiet" onPress={() => onEnd(key)}>
            {text('service.revoke', { prefix: key.prefix })}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function End({ service, ended, onClose }: Ending & { readonly onClose: () => void }): ReactElement {
  const text = useText('govern');
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: async () => {
      if (ended) await govern.deleteServiceKey({ params: { id: service.id, key: ended.id } });
      else await govern.deleteService({ params: { id: service.id } });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey });
      onClose();
    },
  });
  const what = ended ? 'revoke' : 'end';
  const values = { name: service.name, prefix: ended?.prefix ?? '' };
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={text(`service.${what}Title`, values)}
      body={text(`service.${what}Body`)}
      confirmLabel={text(`service.${what}Confirm`)}
      danger
      pending={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
    />
  );
}

function IssueKey({ service }: { readonly service: Service }): ReactElement {
  const text = useText('govern');
  const client = useQueryClient();
  const { dateTime } = useFormat();
  const [days, setDays] = useState<number | undefined>(usualDays);
  const issue = useMutation({
    mutationFn: async () =>
      (await govern.postServiceKey({ params: { id: service.id }, body: { validDays: days ?? usualDays } }))
        .body,
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
  return (
    <>
      <Form onSubmit={() => issue.mutate()} error={issue.error}>
        <NumberField
          label={text('service.days')}
          value={days}
          onChange={setDays}
          minValue={1}
          maxValue={366}
          isRequired
          name="validDays"
        />
        <Button type="submit" pending={issue.isPending}>
          {text('service.issue', { name: service.name })}
        </Button>
      </Form>
      {issue.data && (
        <Card title={text('service.keyTitle')}>
          <p>{text('service.keyBody', { until: dateTime(issue.data.expiresAtMs) })}</p>
          <Code copyable>{issue.data.key}</Code>
        </Card>
      )}
    </>
  );
}

function MakeService(): ReactElement {
  const text = useText('govern');
  const shell = useText('shell');
  const place = usePlace();
  const toast = useToast();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly string[]>([]);
  const make = useMutation({
    mutationFn: () => govern.postService({ body: { name, roles: [...roles] } }),
    onSuccess: async () => {
      toast({ tone: 'good', title: text('service.made') });
      setName('');
      await client.invalidateQueries({ queryKey });
    },
  });
  return (
    <Form onSubmit={() => make.mutate()} error={make.error}>
      <TextField label={text('service.name')} value={name} onChange={setName} isRequired name="name" />
      <CheckboxGroup
        label={text('delegation.roles')}
        options={rolesAt[place.role].map((id) => ({ id, label: shell(`role.${id}`) }))}
        selected={roles}
        onChange={setRoles}
        name="roles"
      />
      <Button type="submit" variant="primary" pending={make.isPending}>
        {text('service.make')}
      </Button>
    </Form>
  );
}
