import type { Screen } from '@finharbor/ui/screens';

/** Screens of lawful requests. */
export const inquiryScreens: readonly Screen[] = [
  {
    path: '/lawful-requests',
    title: { en: 'Lawful requests', zh: '依法查询' },
    at: 'hub',
    roles: ['bureau', 'operator'],
    nav: 9,
    group: 'money',
    load: () => import('./page.tsx'),
  },
  {
    path: '/lawful-requests/new',
    title: { en: 'New lawful request', zh: '新建依法查询' },
    at: 'hub',
    roles: ['bureau'],
    load: () => import('./ask.tsx'),
  },
  {
    path: '/lawful-requests/$id',
    title: { en: 'Lawful request', zh: '查看依法查询' },
    at: 'hub',
    roles: ['bureau', 'operator', 'teller'],
    load: () => import('./one.tsx'),
  },
  {
    path: '/transparency',
    title: { en: 'Transparency report', zh: '透明度报告' },
    at: 'hub',
    roles: 'public',
    load: () => import('./transparency.tsx'),
  },
];
