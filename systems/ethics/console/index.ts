import type { TextLoaders } from '@finharbor/ui';

export { ethicsScreens } from './screens.ts';

/** The texts of the screens of the ethics committee. */
export const ethicsTexts: Readonly<Record<string, TextLoaders>> = {
  ethics: { en: () => import('./texts/en.ts'), zh: () => import('./texts/zh.ts') },
  ethicsOffice: { en: () => import('./texts/office-en.ts'), zh: () => import('./texts/office-zh.ts') },
};
