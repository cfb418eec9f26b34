import type { Constraint, ContractKind } from '@finharbor/harbor/contract';
import { useFormat, useText } from '@finharbor/ui';
import { usePartyName } from '../parties/names.ts';

/** A term of a contract of that kind as a sentence. */
export function useTerm(kind: ContractKind): (constraint: Pick<Constraint, 'name' | 'value'>) => string {
  const text = useText('harbor');
  const nameOf = usePartyName();
  const { number } = useFormat();
  return ({ name, value }) => {
    if (name === 'smallest_group' && kind === 'statistics') return text('term.smallest_exact', { value });
    if (name === 'learns') return text(value === 'both' ? 'term.learns_both' : 'term.learns_consumer');
    if (name === 'recipient') return text('term.recipient', { value: nameOf(String(value)) });
    if (name === 'privacy_epsilon') return text('term.privacy_epsilon', { value: Number(value) / 1_000_000 });
    if (name === 'fewest_rows' || name === 'most_rows')
      return text(`term.${name}`, { value: number(Number(value)) });
    return text(`term.${name}`, { value: String(value) });
  };
}
