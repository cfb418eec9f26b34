import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';
import { inquiryScreens } from './inquiry/screens.ts';
import { monitorScreens } from './monitor/screens.ts';
import { peopleScreens } from './people/screens.ts';
import { walletScreens } from './wallets/screens.ts';

/** The screens of the digital yuan, by area. */
export const yuanScreens: readonly Screen[] = [
  ...walletScreens,
  ...peopleScreens,
  ...inquiryScreens,
  ...monitorScreens,
];

/** The texts of the screens of the digital yuan. */
export const yuanTexts: Readonly<Record<string, TextLoaders>> = {
  yuanWallets: { en: () => import('./wallets/texts/en.ts'), zh: () => import('./wallets/texts/zh.ts') },
  yuanPeople: { en: () => import('./people/texts/en.ts'), zh: () => import('./people/texts/zh.ts') },
  yuanInquiry: { en: () => import('./inquiry/texts/en.ts'), zh: () => import('./inquiry/texts/zh.ts') },
  yuanMonitor: { en: () => import('./monitor/texts/en.ts'), zh: () => import('./monitor/texts/zh.ts') },
};
