import type { Bilingual } from '@finharbor/kernel/contract';

/** An article of the declaration, by its number. */
export type Article = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

/** The nine articles, by their numbers: what they say is in the version that was adopted. */
export const articles: { readonly [article in Article]: Bilingual } = {
  '1': { en: 'Article 1', zh: '第一条' },
  '2': { en: 'Article 2', zh: '第二条' },
  '3': { en: 'Article 3', zh: '第三条' },
  '4': { en: 'Article 4', zh: '第四条' },
  '5': { en: 'Article 5', zh: '第五条' },
  '6': { en: 'Article 6', zh: '第六条' },
  '7': { en: 'Article 7', zh: '第七条' },
  '8': { en: 'Article 8', zh: '第八条' },
  '9': { en: 'Article 9', zh: '第九条' },
};
