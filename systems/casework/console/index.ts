import type { TextLoaders } from '@finharbor/ui';

export { caseworkScreens } from './screens.ts';

/** The texts of the screens of cases. */
export const caseworkTexts: Readonly<Record<string, TextLoaders>> = {
  cases: { en: () => import('./texts/en.ts'), zh: () => import('./texts/zh.ts') },
};
