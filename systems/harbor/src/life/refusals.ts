import { fail } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import type { Bilingual, Verified } from '../documents.ts';
import { type LifeRefusal, mayBeContracted, productLife } from './listing.ts';
import { lifeFileOf } from './read.ts';

/** What a refusal tells the person whom it meets. */
export const lifeReasons: Readonly<Record<LifeRefusal, Bilingual>> = {
  'product.not_listed': {
    en: 'This version of the product has not been reviewed and listed yet.',
    zh: '该产品版本尚未通过合规审查并挂牌。',
  },
  'product.suspended': {
    en: 'The product is suspended; its holder or the operator says when it may be used again.',
    zh: '该产品已暂停流通，恢复时间由持有方或运营方公布。',
  },
  'product.withdrawn': {
    en: 'The product has been withdrawn and may not be used any more.',
    zh: '该产品已下架，不得再使用。',
  },
  'product.right_ended': {
    en: 'Its holder’s right to operate the product has ended.',
    zh: '持有方对该产品的经营权已终止。',
  },
};

/** Refuses a contract on products that may not be newly contracted. Errors: those of `mayBeContracted`, each with its reason. */
export async function demandContractable(
  ctx: NodeContext,
  products: readonly Verified<'product'>[],
): Promise<void> {
  const terms = { registry: ctx.hubParty, nowMs: ctx.clock.nowMs() };
  for (const { id, issuer: holder, body } of products) {
    const file = await lifeFileOf(ctx, { holder, product: body.product });
    const refusal = mayBeContracted(productLife(file, id, terms));
    if (refusal) fail(refusal, lifeReasons[refusal].en);
  }
}
