import { canonicalJson, fail, type Json } from '@finharbor/kernel';
import type { NodeContext } from './context.ts';
import { demandDeliverable } from './delivery/may-deliver.ts';
import type { Delivery } from './delivery/ways.ts';
import type { Bilingual, Body, Field, Verified } from './documents.ts';
import { issueDocument } from './issue-document.ts';
import type { Derivation } from './life/lineage.ts';
import type { PricePlan } from './pricing/plan.ts';
import type { ProductClass } from './search/classed.ts';
import { type Offered, type OfferState, offerStates } from './search/query.ts';
import type { Store } from './store.ts';
import type { ProductView } from './views.ts';

/** Sizes in the catalogue are rounded down to multiples of this. */
const rowsStep = 50;

/** What an office offers to the catalogue. */
export type ProductDraft = {
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly fields: readonly Field[];
  readonly synthetic: boolean;
  readonly licence: string;
  readonly plans?: readonly PricePlan[];
  readonly changes?: Bilingual;
  readonly derivedFrom?: readonly Derivation[];
  readonly classed?: ProductClass;
  readonly deliveries?: readonly Delivery[];
};

/** The products that are offered in one of some ways, each in the version that is: those that may be contracted, unless others are asked for. */
export async function catalogue(
  store: Store,
  states: readonly OfferState[] = ['listed'],
): Promise<readonly ProductView[]> {
  return (await store.catalogue.offered(states)).map(offeredView);
}

/** The newest version of each product, whether it is offered or not, in the order the products first came. */
export async function newestProducts(store: Store): Promise<readonly ProductView[]> {
  const [versions, offers] = await Promise.all([
    store.documents.find('product'),
    store.catalogue.offered(offerStates),
  ]);
  const offered = new Map(offers.map((offer) => [keyOf(offer.version), offer]));
  return [...newest(versions).values()].map((version) =>
    productViewOf(version, { newest: version, offered: offered.get(keyOf(version)) }),
  );
}

/** One version of a product, whichever is offered: a contract names the version that its sides signed. Errors: `product.not_found`. */
export async function productVersion(store: Store, id: string): Promise<ProductView> {
  const [version] = await store.documents.find('product', { id });
  if (!version) fail('product.not_found', 'There is no such product in the catalogue.');
  const { issuer: holder, body } = version;
  const versions = await store.documents.find('product', { product: body.product, issuer: holder });
  return productViewOf(version, {
    newest: newest(versions).get(keyOf(version))!,
    offered: await store.catalogue.offer({ holder, product: body.product }),
  });
}

/**
 * Publishes an own data set as a product, or its next version. What stands there already in the same words is not signed again.
 * Errors: `product.empty`, `product.not_deliverable`, `document.malformed`.
 */
export async function publishProduct(
  ctx: NodeContext,
  product: string,
  draft: ProductDraft,
): Promise<{ readonly id: string }> {
  demandDeliverable(draft);
  const rows = await ctx.store.data.count(product);
  if (rows === 0) fail('product.empty', 'Load the rows of the product before publishing it.');
  const body = { product, ...draft, rowsAtLeast: Math.floor(rows / rowsStep) * rowsStep };
  const versions = await ctx.store.documents.find('product', { issuer: ctx.party });
  const last = newest(versions).get(keyOf({ issuer: ctx.party, body }));
  if (last && saysTheSame(last.body, body)) return last;
  const next = last ? { ...body, previous: last.id } : body;
  return issueDocument(ctx, { type: 'product', audience: ['*'], body: next });
}

/** What changed since the version before says nothing of a version itself. */
function saysTheSame(last: Body<'product'>, body: Body<'product'>): boolean {
  const said = ({ previous: _previous, changes: _changes, ...rest }: Body<'product'>): string =>
    canonicalJson(rest as unknown as Json);
  return said(last) === said(body);
}

/** By the issuer's own time, and of the same instant the later one: the hub, which delivers them, must not bring an old version back. */
function newest(versions: readonly Verified<'product'>[]): ReadonlyMap<string, Verified<'product'>> {
  const found = new Map<string, Verified<'product'>>();
  for (const version of versions) {
    const before = found.get(keyOf(version));
    if (!before || version.issuedAtMs >= before.issuedAtMs) found.set(keyOf(version), version);
  }
  return found;
}

/** Of all versions of the product that `version` is one of, the newest, and what was the newest before it; undefined where it is the first. */
export function newestBefore(
  versions: readonly Verified<'product'>[],
  version: Verified<'product'>,
): { readonly newest: Verified<'product'>; readonly before: Verified<'product'> | undefined } {
  const others = versions.filter(({ id }) => id !== version.id);
  return {
    newest: newest(versions).get(keyOf(version))!,
    before: newest(others).get(keyOf(version)),
  };
}

/** Two offices may have hit upon one id: a product is its issuer's. */
function keyOf({ issuer, body }: { readonly issuer: string; readonly body: Body<'product'> }): string {
  return `${issuer} ${body.product}`;
}

/** A product as it is offered. */
export function offeredView({ version, state }: Offered): ProductView {
  return productViewOf(version, { newest: version, offered: { version, state } });
}

/** A version of a product as it is shown: one that is newer than what is offered is not replaced by that, and waits for its own review. */
function productViewOf(
  { id, issuer, issuedAtMs, body }: Verified<'product'>,
  { newest: last, offered }: { readonly newest: Verified<'product'>; readonly offered: Offered | undefined },
): ProductView {
  const shown = offered ?? { version: last, state: 'draft' };
  const isAhead = id === last.id && id !== shown.version.id;
  return {
    id,
    party: issuer,
    publishedAtMs: issuedAtMs,
    newest: isAhead ? id : shown.version.id,
    state: isAhead ? 'draft' : shown.state,
    body,
  };
}
