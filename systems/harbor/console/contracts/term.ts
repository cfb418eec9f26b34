import type { Constraint, ContractKind } from '@finharbor/harbor/contract';
import { useFormat, useText } from '@finharbor/ui';
import { usePartyName } from '../parties/names.ts';

/** A term of a contract of that kind as a sentence. */
export function useTerm(kind: ContractKind): (constraint: Pick<Constraint, 'name' | 'value'>) => string {
  const text = useText('harbor');
  const own = useText('proposals');
  const figures = useText('figures');
  const training = useText('training');
  const delivery = useText('delivery');
  const nameOf = usePartyName();
  const { number } = useFormat();
  return ({ name, value }) => {
    if (name === 'smallest_group' && kind === 'statistics') return own('term.smallest_exact', { value });
    if (name === 'smallest_group' && kind === 'intersect') return figures('term.smallest', { value });
    if (kind === 'deliver' && isDelivered(name))
      return delivery(`term.${name}`, { value: name === 'recipient' ? nameOf(String(value)) : value });
    if (name === 'most_learned') return figures(value === 'figures' ? 'term.most_figures' : 'term.most_rows');
    if (name === 'learns') return own(value === 'both' ? 'term.learns_both' : 'term.learns_consumer');
    if (name === 'points_opened') return training(`term.opened.${value}`);
    if (name === 'recipient') return text('term.recipient', { value: nameOf(String(value)) });
    if (name === 'privacy_epsilon') return own('term.privacy_epsilon', { value: Number(value) / 1_000_000 });
    if (name === 'fewest_rows' || name === 'most_rows')
      return own(`term.${name}`, { value: number(Number(value)) });
    if (name === 'privacy_delta' || name === 'plan_approval')
      return own(`term.${name}`, { value: String(value) });
    return text(`term.${name}`, { value: String(value) });
  };
}

const deliveredTerms = ['withdrawn_firms', 'recipient', 'onward_transfer', 'retention_days'] as const;

/** Terms that say of rows what they say of results elsewhere. */
function isDelivered(name: Constraint['name']): name is (typeof deliveredTerms)[number] {
  return deliveredTerms.some((one) => one === name);
}
