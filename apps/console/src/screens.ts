import { ledgerScreens } from '@finharbor/bookkeeping/console';
import { caseworkScreens } from '@finharbor/casework/console';
import { deskScreens } from '@finharbor/desk/console';
import { ethicsScreens } from '@finharbor/ethics/console';
import { financingScreens } from '@finharbor/financing/console';
import { harborScreens } from '@finharbor/harbor/console';
import { sandboxScreens } from '@finharbor/sandbox/console';
import type { Screen } from '@finharbor/ui/screens';
import { yuanScreens } from '@finharbor/yuan/console';
import { personalScreens } from './personal/screens.ts';

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
    path: '/register',
    title: { en: 'Make an account', zh: '注册账号' },
    at: 'hub',
    roles: 'public',
    load: () => import('./register.tsx'),
  },
  {
    path: '/recover',
    title: { en: 'Recover an account', zh: '恢复账号' },
    at: 'both',
    roles: 'public',
    load: () => import('./security/recover.tsx'),
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
    group: 'administration',
    load: () => import('./accounts.tsx'),
  },
  {
    path: '/audit',
    title: { en: 'Audit trail', zh: '审计记录' },
    at: 'both',
    roles: ['auditor', 'admin', 'operator'],
    nav: 91,
    group: 'evidence',
    load: () => import('./audit/page.tsx'),
  },
  {
    path: '/history/$object',
    title: { en: 'History', zh: '操作历史' },
    at: 'both',
    roles: [],
    load: () => import('./audit/history.tsx'),
  },
  {
    path: '/policy',
    title: { en: 'Who may do what', zh: '权限矩阵' },
    at: 'both',
    roles: [],
    openToUnverified: true,
    load: () => import('./policy/page.tsx'),
  },
  {
    path: '/break-glass',
    title: { en: 'Open the emergency account', zh: '启用应急账号' },
    at: 'both',
    roles: 'public',
    load: () => import('./govern/break-glass.tsx'),
  },
  {
    path: '/me',
    title: { en: 'My account', zh: '我的账号' },
    at: 'both',
    roles: [],
    openToUnverified: true,
    load: () => import('./me.tsx'),
  },
  ...personalScreens,
  {
    path: '/verify-credential',
    title: { en: 'Verify a certificate', zh: '证书核验' },
    at: 'hub',
    roles: 'public',
    load: () => import('./verify-credential/page.tsx'),
  },
  {
    path: '/design',
    title: { en: 'Design', zh: '设计样例' },
    at: 'both',
    roles: 'public',
    isSample: true,
    load: () => import('./design/page.tsx'),
  },
  {
    path: '/design/long-table',
    title: { en: 'A long table', zh: '长表格' },
    at: 'both',
    roles: 'public',
    isSample: true,
    load: () => import('./design/long-table.tsx'),
  },
];

/** Every screen there is, from one list of systems. */
export const screens: readonly Screen[] = [
  ...shell,
  ...harborScreens,
  ...financingScreens,
  ...ledgerScreens,
  ...caseworkScreens,
  ...ethicsScreens,
  ...sandboxScreens,
  ...yuanScreens,
  ...deskScreens,
];
