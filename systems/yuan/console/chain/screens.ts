import type { Screen } from '@finharbor/ui/screens';

/** Screens of orders that are paid through a supply chain. */
export const chainScreens: readonly Screen[] = [
  {
    path: '/chain-orders',
    title: { en: 'Supply chain', zh: '供应链支付' },
    at: 'hub',
    roles: ['owner', 'bureau'],
    nav: 6,
    group: 'money',
    load: () => import('./list.tsx'),
  },
  {
    path: '/chain-orders/$id',
    title: { en: 'Order through a supply chain', zh: '供应链订单' },
    at: 'hub',
    roles: ['owner', 'bureau'],
    load: () => import('./page.tsx'),
  },
];
