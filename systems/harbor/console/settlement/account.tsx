import type { AccountView } from '@finharbor/harbor/contract';
import { Grid, Stat, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useYuan } from './amounts.ts';

/** What a party has with the platform now. */
export function Account({ account }: { readonly account: AccountView }): ReactElement {
  const text = useText('settlement');
  const yuan = useYuan();
  const { rate } = useFormat();
  return (
    <div className="mb-6">
      <Grid>
        <Stat label={text('prepaid')} value={yuan(account.prepaidMinor)} hint={text('prepaidHint')} />
        <Stat label={text('owed')} value={yuan(account.owedMinor)} hint={text('owedHint')} />
        <Stat
          label={text('payable')}
          value={yuan(account.payableMinor)}
          hint={text('payableHint', { rate: rate(account.feeBp) })}
        />
        <Stat
          label={text('outstanding')}
          value={yuan(account.outstandingMinor)}
          hint={text('setAside', { amount: yuan(account.setAsideMinor) })}
        />
      </Grid>
    </div>
  );
}
