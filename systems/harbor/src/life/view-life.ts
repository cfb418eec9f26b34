import { fail } from '@finharbor/kernel';
import type { Verified } from '../documents.ts';
import type { Store } from '../store.ts';
import { mayBeContracted, productLife } from './listing.ts';
import { lifeFileOf, lifeFiles, newestOf, rightsFileOf } from './read.ts';
import { type Entry, type RightsTerms, rightsRegister } from './rights/register.ts';
import {
  type CertificateView,
  entryOf,
  type LifeView,
  type LineageView,
  type OwnProduct,
  type Waiting,
} from './views.ts';

/** Where a life is read, and by whose word. */
export type Reading = { readonly store: Pick<Store, 'documents'>; readonly terms: RightsTerms };

/** A version's life. Errors: `product.not_found`. */
export async function viewLife({ store, terms }: Reading, version: string): Promise<LifeView> {
  const { documents } = store;
  const [found] = await documents.find('product', { id: version });
  if (!found) fail('product.not_found', 'There is no such product in the catalogue.');
  const { issuer: holder, body } = found;
  const own = { product: body.product, issuer: holder };
  const [file, versions, samples, reports, valuations, lineage] = await Promise.all([
    lifeFileOf({ store }, { holder, product: body.product }),
    documents.find('product', own),
    documents.find('product_sample', own),
    documents.find('quality_report', own),
    documents.find('valuation', own),
    lineageOf(store, found),
  ]);
  const { register, review, ...life } = productLife(file, version, terms);
  const ofVersion = <T extends { readonly body: { readonly version: string } }>(all: readonly T[]) =>
    all.filter((one) => one.body.version === version);
  return {
    ...life,
    version,
    holder,
    product: body.product,
    register: register.map(entryOf),
    review: review ?? null,
    refusal: mayBeContracted({ ...life, register, review }) ?? null,
    versions: versions
      .toSorted((a, b) => b.issuedAtMs - a.issuedAtMs)
      .map((one) => ({ id: one.id, publishedAtMs: one.issuedAtMs, changes: one.body.changes ?? null })),
    sample: newestOf(ofVersion(samples)) ?? null,
    quality: newestOf(ofVersion(reports)) ?? null,
    valuation: newestOf(ofVersion(valuations)) ?? null,
    lineage,
  };
}

const deepest = 6;

/** What a version was made from, and what that was made from, a few steps back; and what was made from it. */
async function lineageOf(
  { documents }: Reading['store'],
  version: Verified<'product'>,
): Promise<LineageView> {
  const products = new Map([[version.id, version]]);
  const edges: LineageView['edges'][number][] = [];
  let latest: readonly Verified<'product'>[] = [version];
  for (let depth = 0; depth < deepest && latest.length > 0; depth += 1) {
    const next: Verified<'product'>[] = [];
    for (const { id: to, body } of latest)
      for (const { product: from, how } of body.derivedFrom ?? []) {
        const [source] = await documents.find('product', { id: from });
        if (!source) continue;
        edges.push({ from, to, how });
        if (!products.has(from)) next.push(source);
        products.set(from, source);
      }
    latest = next;
  }
  for (const made of await documents.find('product', { madeFrom: version.id })) {
    const { how } = made.body.derivedFrom!.find(({ product }) => product === version.id)!;
    products.set(made.id, made);
    edges.push({ from: version.id, to: made.id, how });
  }
  return {
    products: [...products.values()].map(({ id, issuer, body }) => ({
      id,
      title: body.title,
      party: issuer,
    })),
    edges,
  };
}

/** A party's own products with their states, and its data sets that are none yet. */
export async function ownProducts(
  { store, terms }: { readonly store: Store; readonly terms: RightsTerms },
  party: string,
): Promise<readonly OwnProduct[]> {
  const [sets, versions, fileOf] = await Promise.all([
    store.data.list(0),
    store.documents.find('product', { issuer: party }),
    lifeFiles({ store }),
  ]);
  const published = Map.groupBy(versions, ({ body }) => body.product);
  const numbers = new Set([...sets.map(({ product }) => product), ...published.keys()]);
  return [...numbers].map((product) => {
    const newest = newestOf(published.get(product) ?? []);
    const set = sets.find((one) => one.product === product);
    return {
      product,
      name: set?.name ?? null,
      title: newest?.body.title ?? null,
      version: newest?.id ?? null,
      state: newest ? productLife(fileOf({ holder: party, product }), newest.id, terms).state : 'draft',
      rows: set?.rows ?? 0,
    };
  });
}

/** What waits for an answer: registrations, objections, and the newest versions of products whose rights are in force; the oldest first. */
export async function waitingAt({ store, terms }: Reading): Promise<readonly Waiting[]> {
  const [versions, registrations, fileOf] = await Promise.all([
    store.documents.find('product'),
    store.documents.find('rights_registration'),
    lifeFiles({ store }),
  ]);
  const byNumber = Map.groupBy(versions, ({ body }) => body.product);
  const numbers = new Set(registrations.map(({ body }) => body.product));
  const asked = [...numbers].flatMap((product) => {
    const version = newestOf(byNumber.get(product) ?? []);
    const about = { version: version?.id ?? null, title: version?.body.title ?? null };
    return rightsRegister(fileOf({ holder: '', product }), terms).flatMap((entry) => waitingIn(entry, about));
  });
  const reviews = [
    ...Map.groupBy(versions, ({ issuer, body }) => `${issuer} ${body.product}`).values(),
  ].flatMap((all): readonly Waiting[] => {
    const { id, issuer, body, issuedAtMs } = newestOf(all)!;
    const { state, review } = productLife(fileOf({ holder: issuer, product: body.product }), id, terms);
    if (state !== 'review' || review) return [];
    return [
      { kind: 'review', id, version: id, title: body.title, by: issuer, atMs: issuedAtMs, entry: null },
    ];
  });
  return [...asked, ...reviews].toSorted((a, b) => a.atMs - b.atMs);
}

function waitingIn(entry: Entry, about: Pick<Waiting, 'version' | 'title'>): readonly Waiting[] {
  const { registration, objections, state } = entry;
  const shared = { ...about, entry: entryOf(entry) };
  const open = objections
    .filter(({ decision }) => !decision)
    .map(({ objection: { id, issuer }, recordedMs }) => ({
      ...shared,
      kind: 'objection' as const,
      id,
      by: issuer,
      atMs: recordedMs,
    }));
  const { id, issuer, issuedAtMs } = registration;
  return state === 'submitted'
    ? [{ ...shared, kind: 'registration', id, by: issuer, atMs: issuedAtMs }, ...open]
    : open;
}

/** A certificate as it stands now. Errors: `rights.not_found`. */
export async function viewCertificate({ store, terms }: Reading, id: string): Promise<CertificateView> {
  const [certificate] = await store.documents.find('rights_certificate', { id });
  const product = certificate?.body.product;
  const register = product ? rightsRegister(await rightsFileOf({ store }, product), terms) : [];
  const entry = register.find(({ answer }) => answer?.id === id);
  if (!entry) fail('rights.not_found', 'There is no such certificate.');
  const versions = await store.documents.find('product', { product: product!, issuer: entry.entitled });
  return { entry: entryOf(entry), title: newestOf(versions)?.body.title ?? null, atMs: terms.nowMs };
}
