import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

/** The screens about personal data. */
export const personalScreens: readonly Screen[] = [
  {
    path: '/privacy',
    title: { en: 'Personal data kept here', zh: '个人信息处理清单' },
    at: 'both',
    roles: 'public',
    load: () => import('./register.tsx'),
  },
  {
    path: '/personal-data',
    title: { en: 'Personal data', zh: '个人信息管理' },
    at: 'both',
    roles: ['admin', 'operator'],
    nav: 91,
    group: 'administration',
    load: () => import('./admin.tsx'),
  },
];

/** What they say. */
export const personalTexts: TextLoaders = {
  en: () => import('./texts-en.ts'),
  zh: () => import('./texts-zh.ts'),
};
