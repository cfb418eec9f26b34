import { financingScreens } from '@finharbor/financing/console';
import { harborScreens } from '@finharbor/harbor/console';
import type { Screen } from '@finharbor/ui/screens';

const shell: readonly Screen[] = [
  {
    path: '/sign-in',
    title: { en: 'Sign in', zh: '登录' },
    at: 'both',
    roles: 'public',
    load: () => import('./sign-in.tsx'),
  },
  {
    path: '/set-up',
    title: { en: 'Make the first account', zh: '创建首个账号' },
    at: 'both',
    roles: 'public',
    load: () => import('./set-up.tsx'),
  },
  {
    path: '/join',
    title: { en: 'Accept an invitation', zh: '接受邀请' },
    at: 'both',
    roles: 'public',
    load: () => import('./join.tsx'),
  },
  {
    path: '/enter/$login',
    title: { en: 'Enter the demonstration', zh: '进入演示' },
    at: 'both',
    roles: 'public',
    load: () => import('./enter.tsx'),
  },
  {
    path: '/accounts',
    title: { en: 'Accounts', zh: '账号' },
    at: 'both',
    roles: ['admin', 'operator'],
    nav: 90,
    load: () => import('./accounts.tsx'),
  },
  {
    path: '/me',
    title: { en: 'My account', zh: '我的账号' },
    at: 'both',
    roles: [],
    load: () => import('./me.tsx'),
  },
  {
    path: '/design',
    title: { en: 'Design', zh: '设计样例' },
    at: 'both',
    roles: 'public',
    load: () => import('./design/page.tsx'),
  },
  {
    path: '/design/long-table',
    title: { en: 'A long table', zh: '长表格' },
    at: 'both',
    roles: 'public',
    load: () => import('./design/long-table.tsx'),
  },
];

/** Every screen there is, from one list of systems. */
export const screens: readonly Screen[] = [...shell, ...harborScreens, ...financingScreens];
