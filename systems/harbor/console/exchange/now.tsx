import { Grid, Stat, TextLink, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useYuan } from '../settlement/amounts.ts';
import type { OfExchange } from './read.ts';

/** The exchange in a few figures, each with the list behind it. */
export function Now({ exchange: { products, contracts, months, disputes } }: OfExchange): ReactElement {
  const text = useText('exchange');
  const { number, date } = useFormat();
  const yuan = useYuan();
  const month = months.at(-1)!;
  const all = products.state.reduce((sum, { count }) => sum + count, 0);
  const listed = products.state.find(({ value }) => value === 'listed')?.count ?? 0;
  return (
    <div className="mb-6">
      <Grid>
        <Stat
          label={text('now.listed')}
          value={<TextLink href="/app/catalogue">{number(listed)}</TextLink>}
          hint={text('now.listedHint', { n: number(all) })}
        />
        <Stat
          label={text('inForce')}
          value={
            <TextLink href="/app/oversight?tab=contracts&state=in_force">
              {number(contracts.in_force)}
            </TextLink>
          }
          hint={text('now.proposed', { n: number(contracts.proposed) })}
        />
        <Stat
          label={text('now.uses')}
          value={<TextLink href="/app/oversight?tab=jobs">{number(month.uses)}</TextLink>}
          hint={month.month}
        />
        <Stat
          label={text('now.charged')}
          value={<TextLink href="/app/settlements">{yuan(month.chargedMinor)}</TextLink>}
          hint={text('now.paid', { amount: yuan(month.paidMinor) })}
        />
        <Stat
          label={text('now.disputes')}
          value={<TextLink href="/app/arbitration">{number(disputes.open)}</TextLink>}
          hint={
            disputes.oldestFiledAtMs === null
              ? text('now.noDisputes')
              : text('now.oldest', { on: date(disputes.oldestFiledAtMs) })
          }
        />
      </Grid>
    </div>
  );
}
