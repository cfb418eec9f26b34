import type { TextLoaders } from '@finharbor/ui';

export { sandboxScreens } from './screens.ts';

/** The texts of the screens of the innovation pilot. */
export const sandboxTexts: Readonly<Record<string, TextLoaders>> = {
  pilot: { en: () => import('./texts/en.ts'), zh: () => import('./texts/zh.ts') },
};
