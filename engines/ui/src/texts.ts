import type { TextLoaders } from './i18n/i18n.ts';

/** The components' own texts, namespace `ui`. */
export const uiTexts: TextLoaders = {
  en: () => import('./texts/en.ts'),
  zh: () => import('./texts/zh.ts'),
};
