import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

/** Contracts whose data would leave the mainland, and their holders' self-assessments. */
export const transferScreens: readonly Screen[] = [
  {
    path: '/transfers',
    title: { en: 'Cross-border transfers', zh: '数据出境' },
    at: 'node',
    roles: [],
    nav: 22,
    group: 'contracts',
    load: () => import('./list.tsx'),
  },
  {
    path: '/transfers/$id',
    title: { en: 'Cross-border transfer', zh: '数据出境' },
    at: 'node',
    roles: [],
    load: () => import('./page.tsx'),
  },
  {
    path: '/transfers/$id/assess',
    title: { en: 'Self-assessment', zh: '数据出境风险自评估' },
    at: 'node',
    roles: ['approver'],
    load: () => import('./assess.tsx'),
  },
];

/** What they say. */
export const transferTexts: TextLoaders = {
  en: () => import('./texts-en.ts'),
  zh: () => import('./texts-zh.ts'),
};
