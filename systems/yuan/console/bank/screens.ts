import type { Screen } from '@finharbor/ui/screens';

const title = (en: string, zh: string): Screen['title'] => ({ en, zh });
const holders = { at: 'hub', roles: ['resident', 'owner', 'bureau'] } as const;
const tellers = { at: 'hub', roles: ['teller'] } as const;

/** Screens of what goes between wallets and bank accounts. */
export const bankScreens: readonly Screen[] = [
  {
    path: '/wallets/$number/top-up',
    title: title('Top up', '充值'),
    ...holders,
    load: () => import('./top-up.tsx'),
  },
  {
    path: '/wallets/$number/redeem',
    title: title('Redeem', '提现'),
    ...holders,
    load: () => import('./redeem.tsx'),
  },
  {
    path: '/wallets/$number/accounts',
    title: title('Bank accounts', '银行账户'),
    ...holders,
    load: () => import('./accounts.tsx'),
  },
  {
    path: '/wallet-bank',
    title: title('Wallet bank', '运营机构'),
    ...tellers,
    nav: 3,
    group: 'money',
    load: () => import('./desk/page.tsx'),
  },
  {
    path: '/wallet-bank/messages/$no',
    title: title('Message with the bank', '银行报文'),
    ...tellers,
    load: () => import('./desk/message.tsx'),
  },
];
