import type { Screen } from '@finharbor/ui/screens';

/** The bureau's monitor of the digital yuan. */
export const monitorScreens: readonly Screen[] = [
  {
    path: '/yuan-monitor',
    title: { en: 'Digital yuan, live', zh: '数字人民币运行监测' },
    at: 'hub',
    roles: ['bureau', 'operator', 'auditor'],
    nav: 8,
    group: 'money',
    load: () => import('./page.tsx'),
  },
];
