import type { OfferState } from '@finharbor/harbor/contract';
import { Badge, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

const tones = { listed: 'good', suspended: 'warn', withdrawn: 'bad', draft: 'neutral' } as const;

/** How a product is offered. */
export function OfferBadge({ state }: { readonly state: OfferState }): ReactElement {
  const text = useText('catalogue');
  return <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>;
}
