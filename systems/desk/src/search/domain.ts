import type { Bilingual } from '@finharbor/kernel/contract';
import { type SearchTerms, searchTerms } from '@finharbor/kernel/words';

/** Something that can be found. */
export type SearchItem = {
  readonly kind: string;
  /** Found by its beginning too. */
  readonly id: string;
  readonly title: Bilingual;
  readonly detail?: Bilingual;
  /** What else it is found by the beginning of: a code, a name. */
  readonly keywords: readonly string[];
  /** The screen it leads to: a path below `/app`. */
  readonly href: string;
  /** Who may find it; nobody named: any account. */
  readonly roles: readonly string[];
  /** Only accounts of this party may. */
  readonly party?: string;
  /** It is another party's: that it was found is written in the audit trail. */
  readonly others?: true;
};

/** What is found of an item. */
export type Found = Pick<SearchItem, 'kind' | 'title' | 'detail' | 'href'>;

/** What an item is found by. */
export function termsOf({ title, keywords, id }: SearchItem): SearchTerms {
  return searchTerms([title.zh, title.en, ...keywords, id]);
}

/** The audience an item is kept with: `party/role`, each `*` where any will do. */
export function audienceOf({ roles, party = '*' }: SearchItem): readonly string[] {
  return roles.length === 0 ? [`${party}/*`] : roles.map((role) => `${party}/${role}`);
}

/** The audiences somebody belongs to. */
export function audiencesOf({
  party,
  roles,
}: {
  readonly party: string;
  readonly roles: readonly string[];
}): readonly string[] {
  return ['*', party].flatMap((of) => ['*', ...roles].map((role) => `${of}/${role}`));
}
