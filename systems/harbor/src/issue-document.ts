import { type SignedDocument, signDocument } from '@finharbor/access';
import type { Json } from '@finharbor/kernel';
import { checkedBody } from './admit-document.ts';
import type { NodeContext } from './context.ts';
import type { Bodies, DocumentType } from './documents.ts';

/** Signs a document with this party's key, keeps it and sends it on its way to the hub. Errors: `document.malformed`. */
export async function issueDocument<T extends DocumentType>(
  ctx: NodeContext,
  { type, audience, body }: { type: T; audience: readonly string[]; body: Bodies[T] },
): Promise<SignedDocument> {
  checkedBody(type, body);
  const doc = signDocument(ctx.key, {
    type,
    issuer: ctx.party,
    audience,
    body: body as unknown as { readonly [key: string]: Json },
    issuedAtMs: ctx.clock.nowMs(),
  });
  await ctx.issue(doc);
  return doc;
}
