import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

/** The overview, which is also the first page of an installation. */
export const overviewScreen: Screen = {
  path: '/overview',
  title: { en: 'Overview', zh: '概况' },
  at: 'both',
  roles: 'public',
  nav: 0,
  load: () => import('./overview.tsx'),
};

/** The harbor's screens. */
export const harborScreens: readonly Screen[] = [overviewScreen];

/** The texts of the harbor's screens. */
export const harborTexts: Readonly<Record<string, TextLoaders>> = {
  harbor: { en: () => import('./texts/en.ts'), zh: () => import('./texts/zh.ts') },
};
