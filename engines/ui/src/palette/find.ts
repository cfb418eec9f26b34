import type { PaletteItem } from './item.ts';

/** A text's pinyin, in full and by initials. */
export type Pinyin = (text: string) => { readonly full: string; readonly initials: string };

/**
 * The items that all words of a query are in, the best first: what begins with it, then what has it in its title, then what has it
 * elsewhere. Chinese is found by characters, by pinyin and by its initials. An empty query finds all, as they were.
 */
export function findItems(
  items: readonly PaletteItem[],
  query: string,
  pinyin: Pinyin | undefined,
): readonly PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items
    .map((item) => ({ item, rank: rankOf(item, words, pinyin) }))
    .filter(({ rank }) => rank < nowhere)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

const nowhere = 4;

function rankOf(item: PaletteItem, words: readonly string[], pinyin: Pinyin | undefined): number {
  const title = item.title.toLowerCase();
  const { full, initials } = pinyin?.(item.title) ?? { full: '', initials: '' };
  const more = `${item.detail ?? ''} ${item.keywords ?? ''}`.toLowerCase();
  return Math.max(
    ...words.map((word) => {
      if ([title, initials, full].some((text) => text.startsWith(word))) return 0;
      if (title.includes(word)) return 1;
      if (initials.includes(word) || full.includes(word)) return 2;
      return more.includes(word) ? 3 : nowhere;
    }),
  );
}
