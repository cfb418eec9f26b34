import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';
import { campaignScreens } from './campaign/screens.ts';
import { prepaidScreens } from './prepaid/screens.ts';
import { walletScreens } from './wallets/screens.ts';

/** The screens of the digital yuan, by area. */
export const yuanScreens: readonly Screen[] = [...walletScreens, ...campaignScreens, ...prepaidScreens];

/** The texts of the screens of the digital yuan. */
export const yuanTexts: Readonly<Record<string, TextLoaders>> = {
  yuanCampaigns: {
    en: () => import('./campaign/texts/en.ts'),
    zh: () => import('./campaign/texts/zh.ts'),
  },
  yuanPrepaid: { en: () => import('./prepaid/texts/en.ts'), zh: () => import('./prepaid/texts/zh.ts') },
  yuanWallets: { en: () => import('./wallets/texts/en.ts'), zh: () => import('./wallets/texts/zh.ts') },
};
