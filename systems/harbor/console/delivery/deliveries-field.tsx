import { type Delivery, deliveries } from '@finharbor/harbor/contract';
import { CheckboxGroup, Section, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** In which ways a holder lets its product be had. */
export function DeliveriesField({
  selected,
  onChange,
}: {
  readonly selected: readonly Delivery[];
  readonly onChange: (selected: readonly Delivery[]) => void;
}): ReactElement {
  const text = useText('delivery');
  return (
    <Section title={text('title')}>
      <CheckboxGroup
        label={text('field')}
        description={text('fieldHelp')}
        name="deliveries"
        isRequired
        selected={selected}
        onChange={(chosen) => onChange(deliveries.filter((way) => chosen.includes(way)))}
        options={deliveries.map((id) => ({
          id,
          label: text(`way.${id}`),
          description: text(`wayHelp.${id}`),
        }))}
      />
    </Section>
  );
}
