import type { Notice } from '@finharbor/desk';
import {
  type Body,
  type Change,
  type Concerned,
  concernedBy,
  concernedByListing,
  concernedByReview,
  type DocumentType,
  type Store,
  type Verified,
} from '@finharbor/harbor';
import type { Desk } from './open-desk.ts';

const titles: Readonly<Record<Change, Notice['title']>> = {
  price: { en: 'A product you follow has another price', zh: '您关注的产品价格有变' },
  version: { en: 'A product you follow has a new version', zh: '您关注的产品有新版本' },
  found: { en: 'A product fits a search you follow', zh: '有产品符合您关注的检索' },
};

const listingTitles: Readonly<Record<Body<'listing_change'>['change'], Notice['title']>> = {
  suspended: { en: 'A product you follow is suspended', zh: '您关注的产品已暂停' },
  resumed: { en: 'A product you follow is offered again', zh: '您关注的产品已恢复' },
  withdrawn: { en: 'A product you follow is withdrawn', zh: '您关注的产品已撤下' },
};

type Told = {
  readonly store: Store;
  readonly desk: Pick<Desk, 'notices'>;
  /** The party that lists products. */
  readonly registry: string;
};

/** Tells the accounts of this process that follow a product, or a search it has come to fit, what has changed; each change once. */
export async function tellFollowers(told: Told, doc: Pick<Verified<DocumentType>, 'type'>): Promise<void> {
  if (doc.type === 'product') await tellOfVersion(told, doc as Verified<'product'>);
  if (doc.type === 'compliance_review') await tellOfReview(told, doc as Verified<'compliance_review'>);
  if (doc.type === 'listing_change') await tellOfListing(told, doc as Verified<'listing_change'>);
}

async function tellOfVersion({ store, desk }: Told, version: Verified<'product'>): Promise<void> {
  for (const concerned of await concernedBy(store, version)) await tell(desk, concerned, version);
}

async function tellOfReview({ store, desk }: Told, review: Verified<'compliance_review'>): Promise<void> {
  const concerned = await concernedByReview(store, review);
  for (const { account, id: follow } of concerned?.followers ?? [])
    await tell(desk, { account, follow, change: 'found' }, concerned!.version);
}

async function tell(
  desk: Told['desk'],
  { account, follow, change }: Concerned,
  version: Verified<'product'>,
): Promise<void> {
  await desk.notices.notify({
    // A search is told of a product once, not of each of its versions.
    key: `catalogue.${change} ${follow} ${change === 'found' ? `${version.issuer} ${version.body.product}` : version.id}`,
    kind: 'catalogue.changed',
    to: { account },
    title: titles[change],
    body: version.body.title,
    href: `/app/catalogue/${version.id}`,
  });
}

async function tellOfListing(
  { store, desk, registry }: Told,
  changed: Verified<'listing_change'>,
): Promise<void> {
  const { change } = changed.body;
  const concerned = await concernedByListing(store, changed, registry);
  for (const { account, id } of concerned?.followers ?? [])
    await desk.notices.notify({
      key: `catalogue.${change} ${id} ${changed.id}`,
      kind: 'catalogue.changed',
      to: { account },
      title: listingTitles[change],
      body: concerned!.version.body.title,
      href: `/app/catalogue/${concerned!.version.id}`,
    });
}
