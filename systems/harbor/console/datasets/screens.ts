import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

const holders = ['steward', 'analyst'];

/** A party's own data sets: what stands in them, loading, publishing. */
export const datasetScreens: readonly Screen[] = [
  {
    path: '/datasets',
    title: { en: 'Data sets', zh: '数据集' },
    at: 'node',
    roles: holders,
    nav: 15,
    group: 'data',
    load: () => import('./list.tsx'),
  },
  {
    path: '/datasets/new',
    title: { en: 'Load a new data set', zh: '载入新数据集' },
    at: 'node',
    roles: holders,
    load: () => import('./new.tsx'),
  },
  {
    path: '/datasets/$id',
    title: { en: 'Data set', zh: '数据集' },
    at: 'node',
    roles: holders,
    load: () => import('./page.tsx'),
  },
  {
    path: '/datasets/$id/load',
    title: { en: 'Load rows', zh: '载入数据' },
    at: 'node',
    roles: holders,
    load: () => import('./load-more.tsx'),
  },
  {
    path: '/datasets/$id/publish',
    title: { en: 'Publish as a product', zh: '发布为数据产品' },
    at: 'node',
    roles: ['steward'],
    load: () => import('./publish.tsx'),
  },
];

/** What they say. */
export const datasetTexts: TextLoaders = {
  en: () => import('./texts-en.ts'),
  zh: () => import('./texts-zh.ts'),
};
