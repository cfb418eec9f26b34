import type { Screen } from '@finharbor/ui/screens';

/** Screens of those who hold wallets. */
export const walletScreens: readonly Screen[] = [
  {
    path: '/wallets',
    title: { en: 'My wallets', zh: '我的钱包' },
    at: 'hub',
    roles: ['resident', 'owner', 'bureau', 'cashier'],
    nav: 3,
    group: 'money',
    load: () => import('./page.tsx'),
  },
];
