import type { Notice } from '@finharbor/desk';
import { type Change, concernedBy, type DocumentType, type Store, type Verified } from '@finharbor/harbor';
import type { Desk } from './open-desk.ts';

const titles: Readonly<Record<Change, Notice['title']>> = {
  price: { en: 'A product you follow has another price', zh: '您关注的产品价格有变' },
  version: { en: 'A product you follow has a new version', zh: '您关注的产品有新版本' },
  found: { en: 'A product fits a search you follow', zh: '有产品符合您关注的检索' },
};

/** Tells the accounts of this process that follow a product, or a search it has come to fit; each of one version once. */
export async function tellFollowers(
  { store, desk }: { readonly store: Store; readonly desk: Pick<Desk, 'notices'> },
  doc: Pick<Verified<DocumentType>, 'type'>,
): Promise<void> {
  if (doc.type !== 'product') return;
  const version = doc as Verified<'product'>;
  for (const { account, follow, change } of await concernedBy(store, version))
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
