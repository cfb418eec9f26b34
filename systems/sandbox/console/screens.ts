import type { Screen } from '@finharbor/ui/screens';

/** Screens of the innovation pilot. */
export const sandboxScreens: readonly Screen[] = [
  {
    path: '/pilots',
    title: { en: 'Innovation pilot', zh: '创新试点' },
    at: 'hub',
    roles: [],
    nav: 20,
    load: () => import('./list.tsx'),
  },
  {
    path: '/pilots/office',
    title: { en: 'Pilot office', zh: '试点工作台' },
    at: 'hub',
    roles: ['operator', 'bureau'],
    load: () => import('./office/page.tsx'),
  },
  {
    path: '/pilots/$number',
    title: { en: 'Pilot project', zh: '试点项目' },
    at: 'hub',
    roles: [],
    load: () => import('./one/page.tsx'),
  },
];
