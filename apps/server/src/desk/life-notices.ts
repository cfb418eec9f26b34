import type { Body, DocumentType, HubContext, NodeContext, Verified } from '@finharbor/harbor';
import type { Desk } from './open-desk.ts';

type Doc = Pick<Verified<DocumentType>, 'id' | 'type' | 'body'>;

/** The operator hears of registrations and objections until they are answered. */
export async function tellRegistry(
  { ctx, desk }: { readonly ctx: HubContext; readonly desk: Desk },
  doc: Doc,
): Promise<void> {
  const { documents } = ctx.store;
  if (doc.type === 'rights_certificate')
    return desk.notices.settle(askedKey((doc.body as Body<'rights_certificate'>).registration));
  if (doc.type === 'objection_decision')
    return desk.notices.settle(askedKey((doc.body as Body<'objection_decision'>).objection));
  if (doc.type !== 'rights_registration') return;
  const { kind, product } = doc.body as Body<'rights_registration'>;
  // Found again at a start, it may have been answered long ago; a revocation is the registry's own.
  const answers = await documents.find('rights_certificate', { product });
  const decisions = await documents.find('objection_decision', { product });
  const isDone =
    answers.some(({ body }) => body.registration === doc.id) ||
    decisions.some(({ body }) => body.objection === doc.id);
  if (isDone || kind === 'revocation') return;
  const isObjection = kind === 'objection';
  await desk.notices.notify({
    key: askedKey(doc.id),
    kind: 'rights.asked',
    to: { party: ctx.party, role: 'operator' },
    title: isObjection
      ? { en: 'An objection waits to be decided', zh: '有登记异议待裁定' }
      : { en: 'A registration of rights waits for an answer', zh: '有产权登记待办理' },
    href: `/app/rights-queue/${doc.id}`,
  });
}

/** A holder's steward hears what was decided about its products. */
export async function tellHolder(
  { ctx, desk }: { readonly ctx: NodeContext; readonly desk: Desk },
  doc: Doc,
): Promise<void> {
  const title = await titleOf(ctx, doc);
  if (!title) return;
  const { product } = doc.body as { readonly product: string };
  await desk.notices.notify({
    key: `product.decided ${doc.id}`,
    kind: 'product.decided',
    to: { party: ctx.party, role: 'steward' },
    title,
    href: `/app/own-products/${product}`,
  });
}

type Title = { readonly en: string; readonly zh: string };

/** Undefined where the document is no decision on something of this party's. */
async function titleOf(ctx: NodeContext, { type, body }: Doc): Promise<Title | undefined> {
  if (type === 'rights_certificate') {
    const { decision, registration } = body as Body<'rights_certificate'>;
    const [asked] = await ctx.store.documents.find('rights_registration', { id: registration });
    if (asked?.issuer !== ctx.party) return undefined;
    return decision === 'accepted'
      ? { en: 'A registration of yours was certified', zh: '您的产权登记已获准' }
      : { en: 'A registration of yours was returned', zh: '您的产权登记被退回' };
  }
  if (type === 'compliance_review') {
    const { holder, decision } = body as Body<'compliance_review'>;
    if (holder !== ctx.party) return undefined;
    return decision === 'listed'
      ? { en: 'A product of yours was listed', zh: '您的产品已挂牌' }
      : { en: 'A product of yours was returned by the review', zh: '您的产品被审查退回' };
  }
  return undefined;
}

function askedKey(id: string): string {
  return `rights.asked ${id}`;
}
