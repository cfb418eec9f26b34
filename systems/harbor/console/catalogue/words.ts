import type { FacetId, ProductView } from '@finharbor/harbor/contract';
import { useText } from '@finharbor/ui';
import { usePartyName } from '../parties/names.ts';
import { useYuan } from '../settlement/amounts.ts';

/** What a value of a facet is called. */
export function useFacetWords(): (facet: FacetId, value: string) => string {
  const text = useText('catalogue');
  const life = useText('life');
  const nameOf = usePartyName();
  return (facet, value) => {
    switch (facet) {
      case 'state':
        return text(`state.${value}` as 'state.listed');
      case 'holder':
        return nameOf(value);
      case 'sector':
        return /^[A-T]$/.test(value) ? `${value} ${text(`sector.${value}` as 'sector.A')}` : value;
      case 'price':
        return text(`price.${value}` as 'price.free');
      case 'made':
        return text(`made.${value}` as 'made.real');
      case 'personal':
        return text(`personal.${value}` as 'personal.yes');
      case 'update':
        return text(`update.${value}` as 'update.once');
      case 'term':
        return text(`term.${value}` as 'term.uses');
      case 'right':
        return life(`right.${value}` as 'right.hold');
      case 'registration':
        return life(`kind.${value}` as 'kind.initial');
      case 'level':
        return life(`review.level.${value}` as 'review.level.general');
    }
  };
}

type Plans = NonNullable<ProductView['body']['plans']>;

/** What a product may be had for, the cheapest way of each kind as its holder lists them. */
export function usePriceWords(): (plans: Plans | undefined) => readonly string[] {
  const text = useText('catalogue');
  const yuan = useYuan();
  return (plans = [{ plan: '', kind: 'free' }]) =>
    plans.map((plan) =>
      plan.kind === 'free'
        ? text('price.free')
        : text(`costs.${plan.kind}`, { amount: yuan(plan.amountMinor) }),
    );
}
