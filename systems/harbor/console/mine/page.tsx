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
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { usePartyOptions } from '../lists/options.ts';
import { useYuan } from '../settlement/amounts.ts';
import { UsesChart } from './chart.tsx';
import { useEarnings } from './earned.ts';
import { dimensions, groupsOf } from './groups.ts';
import { SingleUses } from './single.tsx';
import { UsesTable } from './table.tsx';

/** Who used this party's data, for what and how often, down to each job and its receipt. */
export function Screen(): ReactElement {
  const text = useText('mine');
  const uses = useQuery({
    queryKey: ['harbor', 'own-uses', 'by-month'],
    queryFn: async () => (await node.getUsesByMonth({})).body,
    refetchInterval: 10_000,
  });
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

function Uses({ rows }: { readonly rows: readonly UsesOfMonth[] }): ReactElement {
  const text = useText('mine');
  const fields = useFields(rows);
  const [values, apply] = useAddressFilters(fields);
  const by = dimensions.find((one) => one === values.by) ?? 'product';
  const kept = rows.filter((row) => fits(row, values));
  return (
    <>
      <FilterRow fields={fields} values={values} onApply={apply} />
      {kept.length === 0 ? (
        <EmptyState title={text('nothing')} body={text('nothingHelp')} />
      ) : (
        <>
          <Totals rows={kept} isNarrowed={kept.length < rows.length} />
          <Section title={text('chart')}>
            <UsesChart rows={kept} by={by} />
          </Section>
          <Section title={text(`counted.${by}`)}>
            <UsesTable rows={kept} by={by} isNarrowed={kept.length < rows.length} />
          </Section>
          <Section title={text('single')}>
            <SingleUses values={values} rows={rows} />
          </Section>
        </>
      )}
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
