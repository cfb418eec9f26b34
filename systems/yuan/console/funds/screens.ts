import type { Screen } from '@finharbor/ui/screens';

const watchers = { at: 'hub', roles: ['bureau', 'operator', 'auditor'] } as const;

/** Screens of special funds. */
export const fundScreens: readonly Screen[] = [
  {
    path: '/funds',
    title: { en: 'Special funds', zh: '专项资金' },
    ...watchers,
    nav: 4,
    group: 'money',
    load: () => import('./list.tsx'),
  },
  {
    path: '/funds/new',
    title: { en: 'Make a programme', zh: '设立专项资金项目' },
    at: 'hub',
    roles: ['bureau'],
    load: () => import('./make.tsx'),
  },
  {
    path: '/funds/$id',
    title: { en: 'Programme of special funds', zh: '专项资金项目' },
    ...watchers,
    load: () => import('./page.tsx'),
  },
  {
    path: '/fund-batches/$id',
    title: { en: 'Batch of payments', zh: '发放批次' },
    ...watchers,
    load: () => import('./batch.tsx'),
  },
  {
    path: '/grants',
    title: { en: 'Special funds for my firm', zh: '本企业专项资金' },
    at: 'hub',
    roles: ['owner'],
    nav: 5,
    group: 'money',
    load: () => import('./grants.tsx'),
  },
];
