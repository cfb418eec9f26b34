import { deliveriesOf, type ProductView, waysOf } from '@finharbor/harbor/contract';
import { Badge, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

type Body = Pick<ProductView['body'], 'deliveries'>;

/** How a product may be had, in words. */
export function useDeliveries(): (body: Body) => string {
  const text = useText('delivery');
  return (body) =>
    deliveriesOf(body)
      .map((way) => text(`way.${way}`))
      .join(' · ');
}

/** Marks a product whose rows may be had as a file. */
export function DeliveryBadges({ body }: { readonly body: Body }): ReactElement {
  const text = useText('delivery');
  return (
    <>
      {waysOf(body).map((way) => (
        <Badge key={way} tone="accent">
          {text(`short.${way}`)}
        </Badge>
      ))}
    </>
  );
}
