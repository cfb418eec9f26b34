import { canonicalJson, fail } from '@finharbor/kernel';
import type { Body, Verified } from '../documents.ts';
import type { Charge } from './plan.ts';

/**
 * What is paid for each product of a contract: the plan its consumer has picked, by name, or the product's first. A product without plans is free and
 * has no charge. Errors: `plan.not_offered`.
 */
export function chargesOf(
  products: readonly Verified<'product'>[],
  picked: Readonly<Record<string, string>>,
): readonly Charge[] {
  return products.flatMap(({ id, issuer, body: { plans = [] } }) => {
    const name = picked[id] ?? plans[0]?.plan;
    const plan = plans.find((one) => one.plan === name);
    if (name !== undefined && !plan)
      fail('plan.not_offered', `The product is not offered under the plan "${name}".`);
    return plan ? [{ provider: issuer, product: id, plan }] : [];
  });
}

/** Demands that a contract pays for a provider's products what that provider has offered. Errors: `plan.not_offered`. */
export function demandOffered(contract: Body<'contract'>, own: readonly Verified<'product'>[]): void {
  for (const { id, body } of own) {
    const { plans = [] } = body;
    const charges = (contract.charges ?? []).filter(({ product }) => product === id);
    const offered = new Set(plans.map((plan) => canonicalJson(plan)));
    const isOffered = charges.every(({ plan }) => offered.has(canonicalJson(plan)));
    if (!isOffered || charges.length !== Math.min(plans.length, 1))
      fail('plan.not_offered', 'The contract does not pay for this product what it is offered for.');
  }
}
