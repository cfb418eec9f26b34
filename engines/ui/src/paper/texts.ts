import type { TextLoaders } from '../i18n/i18n.ts';

/** What saving a document as a PDF says, namespace `paper`. */
export const paperTexts: TextLoaders = {
  en: () => import('./texts-en.ts'),
  zh: () => import('./texts-zh.ts'),
};
