import type { Screen } from '@finharbor/ui/screens';

const makers = ['teller', 'bureau'];

/** Screens of campaigns. */
export const campaignScreens: readonly Screen[] = [
  {
    path: '/campaigns',
    title: { en: 'Campaigns', zh: '红包与补贴活动' },
    at: 'hub',
    roles: 'public',
    nav: 4,
    group: 'money',
    load: () => import('./list.tsx'),
  },
  {
    path: '/campaigns/new',
    title: { en: 'New campaign', zh: '创建活动' },
    at: 'hub',
    roles: makers,
    load: () => import('./make.tsx'),
  },
  {
    path: '/campaigns/$id',
    title: { en: 'Campaign', zh: '活动详情' },
    at: 'hub',
    roles: 'public',
    load: () => import('./page.tsx'),
  },
  {
    path: '/campaigns/$id/proof',
    title: { en: 'Recompute a campaign', zh: '活动结果验算' },
    at: 'hub',
    roles: 'public',
    load: () => import('./proof.tsx'),
  },
  {
    path: '/campaigns/$id/run',
    title: { en: 'Run a campaign', zh: '活动管理' },
    at: 'hub',
    roles: makers,
    load: () => import('./run.tsx'),
  },
];
