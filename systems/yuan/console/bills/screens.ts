import type { Screen } from '@finharbor/ui/screens';

/** Screens of bills and their receipts. */
export const billScreens: readonly Screen[] = [
  {
    path: '/bills',
    title: { en: 'Bills', zh: '缴费' },
    at: 'hub',
    roles: ['resident', 'owner', 'bureau'],
    nav: 4,
    group: 'money',
    load: () => import('./page.tsx'),
  },
  {
    path: '/receipts/$number',
    title: { en: 'Receipt', zh: '缴款凭证' },
    at: 'hub',
    roles: 'public',
    load: () => import('./receipt.tsx'),
  },
  {
    path: '/bill-office',
    title: { en: 'Bills of my offices', zh: '机构账单' },
    at: 'hub',
    roles: ['bureau'],
    nav: 5,
    group: 'money',
    load: () => import('./office.tsx'),
  },
];
