import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

/** Computations that are designed, proposed and approved under a contract before they run. */
export const proposalScreens: readonly Screen[] = [
  {
    path: '/proposals',
    title: { en: 'Computations', zh: '计算方案' },
    at: 'node',
    roles: [],
    nav: 25,
    group: 'contracts',
    load: () => import('./list.tsx'),
  },
  {
    path: '/proposals/new',
    title: { en: 'Design a computation', zh: '设计计算方案' },
    at: 'node',
    roles: ['analyst'],
    load: () => import('./new.tsx'),
  },
  {
    path: '/proposals/$id',
    title: { en: 'Computation', zh: '计算方案' },
    at: 'node',
    roles: [],
    load: () => import('./page.tsx'),
  },
];

/** What they say of counts and sums. */
export const figuresTexts: TextLoaders = {
  en: () => import('./texts-figures-en.ts'),
  zh: () => import('./texts-figures-zh.ts'),
};

/** What they say. */
export const proposalTexts: TextLoaders = {
  en: () => import('./texts-en.ts'),
  zh: () => import('./texts-zh.ts'),
};
