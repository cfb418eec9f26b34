import type { Screen } from '@finharbor/ui/screens';

/** Screens of tiers and of what banks know of people. */
export const peopleScreens: readonly Screen[] = [
  {
    path: '/known-of-me',
    title: { en: 'Tiers and what my bank knows', zh: '钱包类别与我的信息' },
    at: 'hub',
    roles: ['resident'],
    nav: 5,
    group: 'money',
    load: () => import('./known-of-me.tsx'),
  },
  {
    path: '/customers',
    title: { en: 'Customers', zh: '客户' },
    at: 'hub',
    roles: ['teller'],
    nav: 4,
    group: 'money',
    load: () => import('./bank.tsx'),
  },
];
