import { useBilingual, useFormat, useText } from '@finharbor/ui';
import type { Terms } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import { useFen } from './parts.tsx';

/** What a campaign gives and by which rule, in words. */
export function Rule({ terms }: { readonly terms: Terms }): ReactElement {
  const text = useText('yuanCampaigns');
  const fen = useFen();
  if (terms.kind === 'discount') {
    const { ownMinor, mostMinor } = terms;
    return <p className="mb-4">{text('ruleOf.discount', { own: fen(ownMinor), most: fen(mostMinor) })}</p>;
  }
  if (terms.kind === 'voucher')
    return <p className="mb-4">{text('ruleOf.voucher', { amount: fen(terms.amountMinor) })}</p>;
  if (terms.kind === 'subsidy')
    return (
      <ul className="mb-4 list-disc ps-5">
        {terms.bands.map(({ fromMinor, amountMinor }) => (
          <li key={String(fromMinor)}>
            {text('ruleOf.band', { from: fen(fromMinor), amount: fen(amountMinor) })}
          </li>
        ))}
      </ul>
    );
  return <Packets terms={terms} />;
}

function Packets({ terms }: { readonly terms: Extract<Terms, { readonly prizes: unknown }> }): ReactElement {
  const text = useText('yuanCampaigns');
  const say = useBilingual();
  const fen = useFen();
  const { number } = useFormat();
  const { prizes, quotas, purpose } = terms;
  return (
    <>
      <ul className="mb-2 list-disc ps-5">
        {prizes.map(({ amountMinor, count }) => (
          <li key={`${amountMinor} ${count}`}>
            {text('ruleOf.packets', { amount: fen(amountMinor), count: number(count) })}
          </li>
        ))}
      </ul>
      <p className="mb-2">
        {text('ruleOf.quotas')}{' '}
        {quotas.map(({ name, count }) => `${say(name)} ${number(count)}`).join(text('comma'))}
      </p>
      <p className="mb-4">{text(purpose === null ? 'ruleOf.toWallet' : 'ruleOf.purpose')}</p>
    </>
  );
}
