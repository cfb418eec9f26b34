import { canonicalJson, type Json } from '@finharbor/kernel';
import { newestBefore } from '../catalogue.ts';
import type { Verified } from '../documents.ts';
import type { Store } from '../store.ts';
import type { Follower } from './follows.ts';

/** What is new for a follower: another price, another version, or a product that comes to fit a search. */
export type Change = 'price' | 'version' | 'found';

/** Who followed a product before its listing was changed, and its newest version. What neither holder nor registry has signed changes none. */
export async function concernedByListing(
  { documents, follows }: Pick<Store, 'documents' | 'follows'>,
  { issuer, issuedAtMs: beforeMs, body: { holder, product } }: Verified<'listing_change'>,
  registry: string,
): Promise<{ readonly followers: readonly Follower[]; readonly version: Verified<'product'> } | undefined> {
  if (issuer !== holder && issuer !== registry) return undefined;
  const followers = await follows.ofProduct({ holder, product, beforeMs });
  if (followers.length === 0) return undefined;
  const all = await documents.find('product', { issuer: holder });
  const one = all.find(({ body }) => body.product === product);
  return one && { followers, version: newestBefore(all, one).newest };
}

/** Whom a version of a product concerns, and why; `follow` names what they follow. */
export type Concerned = { readonly account: string; readonly follow: string; readonly change: Change };

/**
 * Whom to tell of a version that has come in: who follows the product hears of what changed, who follows a search that it fits hears of
 * the product. Versions that were signed before somebody followed, or that arrive behind a newer one, are no news.
 */
export async function concernedBy(
  { documents, catalogue, follows }: Pick<Store, 'documents' | 'catalogue' | 'follows'>,
  version: Verified<'product'>,
): Promise<readonly Concerned[]> {
  const { issuer: holder, issuedAtMs: beforeMs, body } = version;
  const { product } = body;
  const versions = await documents.find('product', { issuer: holder });
  const { newest, before } = newestBefore(versions, version);
  if (newest.id !== version.id) return [];
  const change = before && pricesOf(before) !== pricesOf(version) ? 'price' : 'version';
  const followers = before ? await follows.ofProduct({ holder, product, beforeMs }) : [];
  const told = followers.map(({ id, account }) => ({ account, follow: id, change }) as const);
  const found = await Promise.all(
    (await follows.searches(beforeMs)).map(async ({ id, account, search }): Promise<readonly Concerned[]> => {
      const fits = await catalogue.fits(search, { holder, product });
      return fits ? [{ account, follow: id, change: 'found' }] : [];
    }),
  );
  return [...told, ...found.flat()];
}

/** Whom to tell of a product that fits a search once a review has listed its version. */
export async function concernedByReview(
  { documents, catalogue, follows }: Pick<Store, 'documents' | 'catalogue' | 'follows'>,
  { issuedAtMs: beforeMs, body }: Verified<'compliance_review'>,
): Promise<{ readonly followers: readonly Follower[]; readonly version: Verified<'product'> } | undefined> {
  const [version] = await documents.find('product', { id: body.version });
  const one = { holder: body.holder, product: body.product };
  if (!version || (await catalogue.offer(one))?.version.id !== version.id) return undefined;
  const searches = await follows.searches(beforeMs);
  const fits = await Promise.all(searches.map(({ search }) => catalogue.fits(search, one)));
  return { followers: searches.filter((_, at) => fits[at]), version };
}

function pricesOf({ body: { plans = [] } }: Verified<'product'>): string {
  return canonicalJson(plans as unknown as Json);
}
