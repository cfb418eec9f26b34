import type { ContractView } from '@finharbor/harbor/contract';
import { Section, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { ProductLink } from '../catalogue/product-link.tsx';
import { usePlanText } from './plan-text.ts';

type Charges = NonNullable<ContractView['body']['charges']>;

/** What is paid for which product under a contract, as its sides have signed it. */
export function ContractCharges({ charges }: { readonly charges: Charges }): ReactElement {
  const text = useText('settlement');
  const planText = usePlanText();
  return (
    <Section title={text('plans.title')}>
      <ul className="grid gap-2">
        {charges.map(({ product, plan }) => (
          <li key={product}>
            <ProductLink id={product} /> {planText(plan)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
