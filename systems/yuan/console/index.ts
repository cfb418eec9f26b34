import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';
import { bankScreens } from './bank/screens.ts';
import { billScreens } from './bills/screens.ts';
import { campaignScreens } from './campaign/screens.ts';
import { chainScreens } from './chain/screens.ts';
import { fundScreens } from './funds/screens.ts';
import { inquiryScreens } from './inquiry/screens.ts';
import { monitorScreens } from './monitor/screens.ts';
import { peopleScreens } from './people/screens.ts';
import { prepaidScreens } from './prepaid/screens.ts';
import { tillScreens } from './till/screens.ts';
import { walletScreens } from './wallets/screens.ts';

/** The screens of the digital yuan, by area. */
export const yuanScreens: readonly Screen[] = [
  ...walletScreens,
  ...tillScreens,
  ...campaignScreens,
  ...peopleScreens,
  ...inquiryScreens,
  ...monitorScreens,
  ...fundScreens,
  ...billScreens,
  ...chainScreens,
  ...prepaidScreens,
  ...bankScreens,
];

/** The texts of the screens of the digital yuan. */
export const yuanTexts: Readonly<Record<string, TextLoaders>> = {
  yuanBank: { en: () => import('./bank/texts/en.ts'), zh: () => import('./bank/texts/zh.ts') },
  yuanCampaigns: {
    en: () => import('./campaign/texts/en.ts'),
    zh: () => import('./campaign/texts/zh.ts'),
  },
  yuanParts: { en: () => import('./parts/texts/en.ts'), zh: () => import('./parts/texts/zh.ts') },
  yuanTill: { en: () => import('./till/texts/en.ts'), zh: () => import('./till/texts/zh.ts') },
  yuanPrepaid: { en: () => import('./prepaid/texts/en.ts'), zh: () => import('./prepaid/texts/zh.ts') },
  yuanWallets: { en: () => import('./wallets/texts/en.ts'), zh: () => import('./wallets/texts/zh.ts') },
  yuanPeople: { en: () => import('./people/texts/en.ts'), zh: () => import('./people/texts/zh.ts') },
  yuanInquiry: { en: () => import('./inquiry/texts/en.ts'), zh: () => import('./inquiry/texts/zh.ts') },
  yuanMonitor: { en: () => import('./monitor/texts/en.ts'), zh: () => import('./monitor/texts/zh.ts') },
  yuanFunds: { en: () => import('./funds/texts/en.ts'), zh: () => import('./funds/texts/zh.ts') },
  yuanBills: { en: () => import('./bills/texts/en.ts'), zh: () => import('./bills/texts/zh.ts') },
  yuanChain: { en: () => import('./chain/texts/en.ts'), zh: () => import('./chain/texts/zh.ts') },
};
