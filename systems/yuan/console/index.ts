import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';
import { bankScreens } from './bank/screens.ts';
import { campaignScreens } from './campaign/screens.ts';
import { walletScreens } from './wallets/screens.ts';

/** The screens of the digital yuan, by area. */
export const yuanScreens: readonly Screen[] = [...walletScreens, ...campaignScreens, ...bankScreens];

/** The texts of the screens of the digital yuan. */
export const yuanTexts: Readonly<Record<string, TextLoaders>> = {
  yuanBank: { en: () => import('./bank/texts/en.ts'), zh: () => import('./bank/texts/zh.ts') },
  yuanCampaigns: {
    en: () => import('./campaign/texts/en.ts'),
    zh: () => import('./campaign/texts/zh.ts'),
  },
  yuanWallets: { en: () => import('./wallets/texts/en.ts'), zh: () => import('./wallets/texts/zh.ts') },
};
