import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

/** Where a provider answers a contract with other terms. */
export const counterScreens: readonly Screen[] = [
  {
    path: '/contracts/$id/counter',
    title: { en: 'Answer with other terms', zh: '提出其他条款' },
    at: 'node',
    roles: ['approver'],
    load: () => import('./form.tsx'),
  },
];

/** What is said of them. */
export const counterTexts: TextLoaders = {
  en: () => import('./texts-en.ts'),
  zh: () => import('./texts-zh.ts'),
};
