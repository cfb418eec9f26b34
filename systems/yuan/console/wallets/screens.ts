import type { Screen } from '@finharbor/ui/screens';

const title = (en: string, zh: string): Screen['title'] => ({ en, zh });
const keepers = { at: 'hub', roles: ['resident', 'owner', 'bureau', 'cashier'] } as const;
const holders = { at: 'hub', roles: ['resident', 'owner', 'bureau'] } as const;

/** Screens of those who hold wallets. */
export const walletScreens: readonly Screen[] = [
  {
    path: '/wallets',
    title: title('My wallets', '我的钱包'),
    ...keepers,
    nav: 3,
    group: 'money',
    load: () => import('./page.tsx'),
  },
  {
    path: '/wallets/$number',
    title: title('Wallet', '钱包'),
    ...keepers,
    load: () => import('./wallet.tsx'),
  },
  {
    path: '/wallets/$number/pay',
    title: title('Pay', '付款'),
    ...holders,
    load: () => import('./pay/page.tsx'),
  },
  {
    path: '/wallets/$number/receive',
    title: title('Receive', '收款'),
    ...keepers,
    load: () => import('./receive.tsx'),
  },
  {
    path: '/wallets/$number/entries/$movement',
    title: title('Movement', '交易详情'),
    ...keepers,
    load: () => import('./entry.tsx'),
  },
];
