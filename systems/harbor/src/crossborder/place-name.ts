import type { Bilingual } from '../documents.ts';

// What the platform's lists of countries would leave to chance.
const named: Readonly<Record<string, Bilingual>> = {
  HK: { en: 'Hong Kong, China', zh: '中国香港' },
  MO: { en: 'Macao, China', zh: '中国澳门' },
  TW: { en: 'Taiwan, China', zh: '中国台湾' },
};

/** What a place is called in both languages; its code where nobody knows it. */
export function placeName(place: string): Bilingual {
  const nameIn = (language: string): string =>
    new Intl.DisplayNames([language], { type: 'region' }).of(place) ?? place;
  return named[place] ?? { en: nameIn('en'), zh: nameIn('zh-CN') };
}
