import type { Screen } from '@finharbor/ui/screens';

/** The merchant's till. */
export const tillScreens: readonly Screen[] = [
  {
    path: '/till',
    title: { en: 'Till', zh: '收银台' },
    at: 'hub',
    roles: ['owner', 'cashier'],
    nav: 4,
    group: 'money',
    load: () => import('./page.tsx'),
  },
];
