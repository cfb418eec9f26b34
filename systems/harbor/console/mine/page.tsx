import type { UsesOfMonth } from '@finharbor/harbor/contract';
import {
  type AskedField,
  EmptyState,
  FilterRow,
  type FilterValues,
  Grid,
  LinkButton,
  PageHeader,
  Query,
  Section,
  Stat,
  TextLink,
  useAddressFilters,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { usePartyOptions } from '../lists/options.ts';
import { useYuan } from '../settlement/amounts.ts';
import { UsesChart } from './chart.tsx';
import { type Days, daysIn } from './days.ts';
import { useEarnings } from './earned.ts';
import { dimensions, groupsOf } from './groups.ts';
import { SingleUses } from './single.tsx';
import { UsesTable } from './table.tsx';

/** Who used this party's data, for what and how often, down to each job and its receipt. */
export function Screen(): ReactElement {
  const text = useText('mine');
  const uses = useCounted({});
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Query query={uses} shape="table">
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState
              title={text('none')}
              body={text('noneHelp')}
              action={<LinkButton href="/app/contracts">{text('contracts')}</LinkButton>}
            />
          ) : (
            <Uses rows={rows} />
          )
        }
      </Query>
    </>
  );
}

function useCounted(days: Days): UseQueryResult<readonly UsesOfMonth[]> {
  return useQuery({
    queryKey: ['harbor', 'own-uses', 'by-month', days],
    queryFn: async () => (await node.getUsesByMonth({ query: days })).body,
    refetchInterval: 10_000,
  });
}

type Rows = { readonly rows: readonly UsesOfMonth[] };

function Uses({ rows }: Rows): ReactElement {
  const fields = useFields(rows);
  const [values, apply] = useAddressFilters(fields);
  return (
    <>
      <FilterRow fields={fields} values={values} onApply={apply} />
      <Query query={useCounted(daysIn(values))} shape="table">
        {(within) => <Found rows={rows} within={within} values={values} />}
      </Query>
    </>
  );
}

type FoundProps = Rows & { readonly within: readonly UsesOfMonth[]; readonly values: FilterValues };

function Found({ rows, within, values }: FoundProps): ReactElement {
  const text = useText('mine');
  const by = dimensions.find((one) => one === values.by) ?? 'product';
  const kept = within.filter((row) => fits(row, values));
  const { from, until } = daysIn(values);
  const isNarrowed = kept.length < rows.length || from !== undefined || until !== undefined;
  if (kept.length === 0) return <EmptyState title={text('nothing')} body={text('nothingHelp')} />;
  return (
    <>
      <Totals rows={kept} isNarrowed={isNarrowed} />
      <Section title={text('chart')}>
        <UsesChart rows={kept} by={by} />
      </Section>
      <Section title={text(`counted.${by}`)}>
        <UsesTable rows={kept} by={by} isNarrowed={isNarrowed} />
      </Section>
      <Section title={text('single')}>
        <SingleUses values={values} rows={rows} />
      </Section>
    </>
  );
}

function useFields(rows: readonly UsesOfMonth[]): readonly AskedField[] {
  const text = useText('mine');
  const say = useBilingual();
  const partiesOf = usePartyOptions();
  return [
    {
      id: 'by',
      label: text('by'),
      kind: 'choice',
      options: dimensions.map((id) => ({ id, label: text(`dimension.${id}`) })),
    },
    {
      id: 'product',
      label: text('dimension.product'),
      kind: 'choice',
      options: groupsOf(rows, 'product').map(({ key, like }) => ({ id: key, label: say(like.title) })),
    },
    {
      id: 'consumer',
      label: text('dimension.consumer'),
      kind: 'choice',
      options: partiesOf(rows.map(({ consumer }) => consumer)),
    },
    {
      id: 'contract',
      label: text('dimension.purpose'),
      kind: 'choice',
      options: groupsOf(rows, 'purpose').map(({ key, like }) => ({
        id: key,
        label: `${say(like.purpose)} (${key.slice(0, 8)})`,
      })),
    },
    {
      id: 'month',
      label: text('dimension.month'),
      kind: 'choice',
      options: groupsOf(rows, 'month').map(({ key }) => ({ id: key, label: key })),
    },
    { id: 'at', label: text('usedAt'), kind: 'days' },
  ];
}

function fits(row: UsesOfMonth, values: FilterValues): boolean {
  const asked = ['product', 'consumer', 'contract', 'month'] as const;
  return asked.every((name) => values[name] === undefined || values[name] === row[name]);
}

type TotalsProps = { readonly rows: readonly UsesOfMonth[]; readonly isNarrowed: boolean };

function Totals({ rows, isNarrowed }: TotalsProps): ReactElement {
  const text = useText('mine');
  const yuan = useYuan();
  const earnings = useEarnings();
  const { number, dateTime } = useFormat();
  const last = rows.reduce((latest, { lastAtMs }) => Math.max(latest, lastAtMs), 0);
  return (
    <div className="mb-6">
      <Grid>
        <Stat
          label={text('uses')}
          value={number(rows.reduce((sum, { uses }) => sum + uses, 0))}
          hint={text('last', { at: dateTime(last) })}
        />
        <Stat label={text('consumers')} value={number(groupsOf(rows, 'consumer').length)} />
        <Stat label={text('underContracts')} value={number(groupsOf(rows, 'purpose').length)} />
        {earnings && !isNarrowed && (
          <Stat
            label={text('earned')}
            value={yuan(earnings.totalMinor)}
            hint={<TextLink href="/app/earnings">{text('earnings')}</TextLink>}
          />
        )}
      </Grid>
    </div>
  );
}
