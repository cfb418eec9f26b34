import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

/** Products' lives: a holder's own, the registry's queue, and certificates for everybody. */
export const lifeScreens: readonly Screen[] = [
  {
    path: '/own-products',
    title: { en: 'Own products', zh: '本方产品' },
    at: 'node',
    roles: [],
    nav: 16,
    group: 'data',
    load: () => import('./own.tsx'),
  },
  {
    path: '/own-products/$id',
    title: { en: 'Own product', zh: '本方产品' },
    at: 'node',
    roles: [],
    load: () => import('./work.tsx'),
  },
  {
    path: '/rights-queue',
    title: { en: 'Rights and reviews', zh: '登记与审查' },
    at: 'hub',
    roles: ['operator', 'bureau'],
    nav: 15,
    group: 'oversight',
    load: () => import('./queue.tsx'),
  },
  {
    path: '/rights-queue/$id',
    title: { en: 'Decide', zh: '办理' },
    at: 'hub',
    roles: ['operator', 'bureau'],
    load: () => import('./decide.tsx'),
  },
  {
    path: '/rights/$id',
    title: { en: 'Certificate of data rights', zh: '数据产权登记证书' },
    at: 'both',
    roles: 'public',
    load: () => import('./certificate.tsx'),
  },
];

/** What they say. */
export const lifeTexts: TextLoaders = {
  en: () => import('./texts-en.ts'),
  zh: () => import('./texts-zh.ts'),
};
