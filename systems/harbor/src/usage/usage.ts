import type { Body, Constraint } from '../documents.ts';
import type { PricePlan } from '../pricing/plan.ts';

type Named<P> = P extends PricePlan ? Omit<P, 'plan'> : never;
/** A price without the name its plan has in a catalogue; what is free has none. */
export type Price = Exclude<Named<PricePlan>, { readonly kind: 'free' }>;

/** Under which terms data is used: what a contract says of it, as a policy says it too. */
export type Usage = {
  readonly constraints: readonly Constraint[];
  /** Purposes of the taxonomy; any purpose where there are none. */
  readonly purposes: readonly string[];
  readonly validFrom: string;
  readonly validUntil: string;
  readonly prices: readonly Price[];
};

const enforced = 'enforced' as const;

/**
 * The terms of a contract as its provider holds to them. What a contract of its kind says by saying nothing is said: a training opens its
 * model to nobody, and no firm is scored without its consent.
 */
export function usageOf(contract: Body<'contract'>, provider: string): Usage {
  const { kind, constraints, purposes = [], validFrom, validUntil, charges = [] } = contract;
  const unsaid: readonly Constraint[] = [
    ...(kind === 'train'
      ? [{ name: 'points_opened', operator: 'eq', value: 'nobody', enforcement: enforced } as const]
      : []),
    ...(kind === 'score'
      ? [{ name: 'consent', operator: 'eq', value: 'required', enforcement: enforced } as const]
      : []),
  ];
  const isSaid = (name: string): boolean => constraints.some((one) => one.name === name);
  return {
    constraints: [...constraints, ...unsaid.filter(({ name }) => !isSaid(name))],
    purposes,
    validFrom,
    validUntil,
    prices: charges.flatMap((charge) => (charge.provider === provider ? pricesOf(charge.plan) : [])),
  };
}

/** What a plan asks for; nothing where it is free. */
export function pricesOf(plan: PricePlan): readonly Price[] {
  if (plan.kind === 'free') return [];
  const { plan: _name, ...price } = plan;
  return [price];
}
