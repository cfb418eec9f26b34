import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

/** What other systems' screens, and the frame around them, ask of the desk; loaded with the first that asks. */
export const loadDeskPorts = (): Promise<typeof import('./ports.ts')> => import('./ports.ts');

/** The path of the inbox below `/app`: its entry in the navigation says how much is unread. */
export const inboxPath: string = '/inbox';

/** The desk's screens. */
export const deskScreens: readonly Screen[] = [
  {
    path: '/inbox',
    title: { en: 'Inbox', zh: '收件箱' },
    at: 'both',
    roles: [],
    openToUnverified: true,
    nav: 1,
    load: () => import('./inbox/page.tsx'),
  },
];

/** The texts of the desk's screens. */
export const deskTexts: Readonly<Record<string, TextLoaders>> = {
  inbox: { en: () => import('./texts/en.ts'), zh: () => import('./texts/zh.ts') },
};
