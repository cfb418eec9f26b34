import type { Screen } from '@finharbor/ui/screens';

const consumers = ['resident', 'owner', 'bureau'];

/** Screens of prepaid cards: their consumers', their merchants', the bureau's. */
export const prepaidScreens: readonly Screen[] = [
  {
    path: '/cards',
    title: { en: 'Prepaid cards', zh: '预付卡' },
    at: 'hub',
    roles: consumers,
    nav: 6,
    group: 'money',
    load: () => import('./cards.tsx'),
  },
  {
    path: '/cards/$id',
    title: { en: 'Prepaid card', zh: '预付卡详情' },
    at: 'hub',
    roles: consumers,
    load: () => import('./card.tsx'),
  },
  {
    path: '/card-plans',
    title: { en: 'Cards we sell', zh: '售卡管理' },
    at: 'hub',
    roles: ['owner', 'cashier'],
    nav: 7,
    group: 'money',
    load: () => import('./shop.tsx'),
  },
  {
    path: '/card-plans/new',
    title: { en: 'Offer a prepaid card', zh: '发布预付卡' },
    at: 'hub',
    roles: ['owner'],
    load: () => import('./offer.tsx'),
  },
  {
    path: '/prepaid',
    title: { en: 'Prepaid money', zh: '预付资金监管' },
    at: 'hub',
    roles: ['bureau', 'operator', 'auditor'],
    nav: 8,
    group: 'money',
    load: () => import('./monitor.tsx'),
  },
];
