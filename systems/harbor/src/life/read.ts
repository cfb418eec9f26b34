import { fail } from '@finharbor/kernel';
import type { DocumentType, Verified } from '../documents.ts';
import type { Store } from '../store.ts';
import { type LifeFile, type LifeRefusal, mayBeUsed, productLife } from './listing.ts';
import type { RightsFile, RightsTerms } from './rights/register.ts';

type Documents = { readonly store: Pick<Store, 'documents'> };

/** Everything verified about one holder's product. */
export async function lifeFileOf(
  { store: { documents } }: Documents,
  { holder, product }: { readonly holder: string; readonly product: string },
): Promise<LifeFile> {
  const [rights, reviews, changes, rules] = await Promise.all([
    rightsFileOf({ store: { documents } }, product),
    documents.find('compliance_review', { product }),
    documents.find('listing_change', { product }),
    documents.find('listing_rules'),
  ]);
  return { ...rights, holder, product, reviews, changes, rules };
}

/** Everything verified about the rights in products of one number. */
export async function rightsFileOf(
  { store: { documents } }: Documents,
  product: string,
): Promise<RightsFile> {
  const [registrations, certificates, records, decisions] = await Promise.all([
    documents.find('rights_registration', { product }),
    documents.find('rights_certificate', { product }),
    documents.find('objection_record', { product }),
    documents.find('objection_decision', { product }),
  ]);
  return { registrations, certificates, records, decisions };
}

/** Files of many products at once: each type of document is read once, however many products there are. */
export async function lifeFiles({ store: { documents } }: Documents): Promise<(of: LifeOf) => LifeFile> {
  const grouped = async <T extends ProductDocument>(type: T): Promise<(product: string) => Verified<T>[]> => {
    const all = Map.groupBy(await documents.find(type), ({ body }) => body.product);
    return (product) => all.get(product) ?? [];
  };
  const [registrations, certificates, records, decisions, reviews, changes, rules] = await Promise.all([
    grouped('rights_registration'),
    grouped('rights_certificate'),
    grouped('objection_record'),
    grouped('objection_decision'),
    grouped('compliance_review'),
    grouped('listing_change'),
    documents.find('listing_rules'),
  ]);
  return ({ holder, product }) => ({
    holder,
    product,
    registrations: registrations(product),
    certificates: certificates(product),
    records: records(product),
    decisions: decisions(product),
    reviews: reviews(product),
    changes: changes(product),
    rules,
  });
}
type LifeOf = { readonly holder: string; readonly product: string };
type ProductDocument = Extract<
  DocumentType,
  | 'rights_registration'
  | 'rights_certificate'
  | 'objection_record'
  | 'objection_decision'
  | 'compliance_review'
  | 'listing_change'
>;

/** The newest version of a holder's product. Errors: `product.not_found`. */
export async function newestVersion(
  ctx: Documents,
  { holder, product }: LifeOf,
): Promise<Verified<'product'>> {
  const versions = await ctx.store.documents.find('product', { product, issuer: holder });
  return newestOf(versions) ?? fail('product.not_found', 'This product has not been published yet.');
}

/** By the issuer's own time, and of the same instant the later one, as the catalogue goes by it. */
export function newestOf<T extends { readonly issuedAtMs: number }>(documents: readonly T[]): T | undefined {
  return documents.reduce<T | undefined>(
    (newest, one) => (newest && newest.issuedAtMs > one.issuedAtMs ? newest : one),
    undefined,
  );
}

/** What stops a use of these versions of products, if anything does. */
export async function stoppedUse(
  ctx: Documents,
  products: readonly Verified<'product'>[],
  terms: RightsTerms,
): Promise<LifeRefusal | undefined> {
  for (const { id, issuer: holder, body } of products) {
    const file = await lifeFileOf(ctx, { holder, product: body.product });
    const refusal = mayBeUsed(productLife(file, id, terms), holder);
    if (refusal) return refusal;
  }
  return undefined;
}
