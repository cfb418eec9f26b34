import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

const title = (en: string, zh: string): Screen['title'] => ({ en, zh });
const readers = { at: 'hub', roles: ['operator', 'bureau', 'auditor'] } as const;
const writers = { at: 'hub', roles: ['operator'] } as const;

/** The screens of the ledger, which is kept at the hub. */
export const ledgerScreens: readonly Screen[] = [
  {
    path: '/ledger',
    title: title('Ledger', '账本'),
    ...readers,
    nav: 6,
    group: 'money',
    load: () => import('./page.tsx'),
  },
  {
    path: '/ledger/accounts/new',
    title: title('Open an account', '开立账户'),
    ...writers,
    load: () => import('./accounts/open.tsx'),
  },
  {
    path: '/ledger/accounts/$id',
    title: title('Account of the ledger', '账本账户'),
    ...readers,
    load: () => import('./accounts/page.tsx'),
  },
  {
    path: '/ledger/transfers/new',
    title: title('New transfer', '新建转账'),
    ...writers,
    load: () => import('./transfers/make.tsx'),
  },
  {
    path: '/ledger/transfers/$id',
    title: title('Transfer', '转账'),
    ...readers,
    load: () => import('./transfers/page.tsx'),
  },
];

/** The texts of the screens of the ledger. */
export const ledgerTexts: Readonly<Record<string, TextLoaders>> = {
  ledger: { en: () => import('./texts/en.ts'), zh: () => import('./texts/zh.ts') },
};
