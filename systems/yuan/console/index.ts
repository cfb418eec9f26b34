import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';
import { campaignScreens } from './campaign/screens.ts';
import { inquiryScreens } from './inquiry/screens.ts';
import { monitorScreens } from './monitor/screens.ts';
import { peopleScreens } from './people/screens.ts';
import { walletScreens } from './wallets/screens.ts';

/** The screens of the digital yuan, by area. */
export const yuanScreens: readonly Screen[] = [
  ...walletScreens,
  ...campaignScreens,
  ...peopleScreens,
  ...inquiryScreens,
  ...monitorScreens,
];

/** The texts of the screens of the digital yuan. */
export const yuanTexts: Readonly<Record<string, TextLoaders>> = {
  yuanCampaigns: {
    en: () => import('./campaign/texts/en.ts'),
    zh: () => import('./campaign/texts/zh.ts'),
  },
  yuanWallets: { en: () => import('./wallets/texts/en.ts'), zh: () => import('./wallets/texts/zh.ts') },
  yuanPeople: { en: () => import('./people/texts/en.ts'), zh: () => import('./people/texts/zh.ts') },
  yuanInquiry: { en: () => import('./inquiry/texts/en.ts'), zh: () => import('./inquiry/texts/zh.ts') },
  yuanMonitor: { en: () => import('./monitor/texts/en.ts'), zh: () => import('./monitor/texts/zh.ts') },
};
