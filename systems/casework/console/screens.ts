import type { Screen } from '@finharbor/ui/screens';

const anybody = { at: 'hub', roles: [] } as const;

/** Screens of cases: of any procedure, made from its definition. */
export const caseworkScreens: readonly Screen[] = [
  {
    path: '/cases',
    title: { en: 'Cases', zh: '事项' },
    ...anybody,
    nav: 18,
    load: () => import('./list.tsx'),
  },
  {
    path: '/cases/new',
    title: { en: 'Begin a case', zh: '发起事项' },
    ...anybody,
    load: () => import('./new.tsx'),
  },
  {
    path: '/cases/$id',
    title: { en: 'Case', zh: '事项详情' },
    ...anybody,
    load: () => import('./case/page.tsx'),
  },
  {
    path: '/public-cases',
    title: { en: 'Published cases', zh: '事项公示' },
    at: 'hub',
    roles: 'public',
    load: () => import('./public/list.tsx'),
  },
  {
    path: '/public-cases/$number',
    title: { en: 'Published case', zh: '公示详情' },
    at: 'hub',
    roles: 'public',
    load: () => import('./public/one.tsx'),
  },
  {
    path: '/procedures/$name',
    title: { en: 'Procedure', zh: '办事程序' },
    ...anybody,
    load: () => import('./procedures/one.tsx'),
  },
];
