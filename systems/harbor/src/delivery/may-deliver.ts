import { demandsFusion, operands } from '@finharbor/dataspace/policy';
import { fail } from '@finharbor/kernel';
import type { Bilingual, Body, Verified } from '../documents.ts';
import type { Store } from '../store.ts';
import { policyOf } from '../usage/policy-of.ts';
import { termForms } from '../usage/term-table.ts';
import { usageOf } from '../usage/usage.ts';
import type { DeliveryPlan } from './plan.ts';
import { deliveriesOf, waysOf } from './ways.ts';

/** Why rows may not be delivered: a stable code, and what it means. */
export type DeliveryRefusal = { readonly code: string; readonly reason: Bilingual };

const needsComputation: DeliveryRefusal = {
  code: 'contract.needs_computation',
  reason: {
    en: 'The contract has terms that only a computation can enforce; rows that were delivered are out of their reach. Ask for a computation instead.',
    zh: '合同含有仅隐私计算方可落实的条款，原始数据交付后无法保证，请改用计算方式。',
  },
};
const needsConsent: DeliveryRefusal = {
  code: 'contract.needs_computation',
  reason: {
    en: 'The contract asks for each firm’s consent to each use, which a delivery of all rows cannot show.',
    zh: '合同要求逐户、逐次取得企业授权，整表交付无法满足。',
  },
};

/** Which term of a contract keeps its rows from being delivered; undefined where none does. */
export function undeliverableTerms(
  contract: Body<'contract'>,
  provider: string,
): DeliveryRefusal | undefined {
  const usage = usageOf(contract, provider);
  if (demandsFusion(policyOf(usage))) return needsComputation;
  return usage.constraints.some(({ name }) => name === 'consent') ? needsConsent : undefined;
}

/** Terms of a contract that bind what a computation opens, by their name. */
const computedTerms: ReadonlySet<string> = new Set(
  termForms
    .filter(({ leftOperand }) => operands.find(({ iri }) => iri === leftOperand)?.demandsFusion)
    .map(({ name }) => name),
);

/**
 * Refuses to offer rows that tell of natural persons, and those of a product whose holder asks for terms that only a computation can
 * enforce. Errors: `product.not_deliverable`.
 */
export function demandDeliverable(product: Pick<Body<'product'>, 'deliveries' | 'classed'>): void {
  if (waysOf(product).length === 0) return;
  const { personal = false, terms = [] } = product.classed ?? {};
  if (personal)
    fail(
      'product.not_deliverable',
      'Rows that may tell of natural persons are computed with and not delivered.',
    );
  if (terms.some((name) => name === 'consent' || computedTerms.has(name)))
    fail(
      'product.not_deliverable',
      'The product asks for terms that only a computation can enforce: its rows cannot be delivered under them.',
    );
}

/**
 * Demands that products are offered for this kind of contract, and that a delivery is of one: each of its jobs is one transfer of one file.
 * Errors: `product.not_delivered`, `product.not_computed`, `contract.one_product`.
 */
export function demandOfferedFor(
  kind: Body<'contract'>['kind'],
  products: readonly Pick<Verified<'product'>, 'body'>[],
): void {
  const refused = products.find(({ body }) => !isOfferedFor(kind, body));
  if (refused && kind === 'deliver')
    fail('product.not_delivered', `The rows of “${refused.body.title.en}” stay with their holder.`);
  if (refused) fail('product.not_computed', `“${refused.body.title.en}” is delivered and not computed with.`);
  if (kind === 'deliver' && products.length > 1)
    fail(
      'contract.one_product',
      'A contract on a delivery is about one product; ask for another contract for each.',
    );
}

/** Demands that the product of a contract is delivered in a way. Errors: `product.not_delivered`. */
export async function demandWay(
  { documents }: Pick<Store, 'documents'>,
  { body }: Verified<'contract'>,
  { way }: DeliveryPlan,
): Promise<void> {
  const [product] = await documents.find('product', { id: body.products[0]! });
  if (!product || !waysOf(product.body).includes(way))
    fail('product.not_delivered', 'The rows of this product are not delivered in this way.');
}

function isOfferedFor(kind: Body<'contract'>['kind'], product: Body<'product'>): boolean {
  return kind === 'deliver' ? waysOf(product).length > 0 : deliveriesOf(product).includes('computation');
}
