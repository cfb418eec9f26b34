import type { Screen } from '@finharbor/ui/screens';

const everybody = { at: 'hub', roles: 'public' } as const;

/** Screens of the ethics committee. */
export const ethicsScreens: readonly Screen[] = [
  {
    path: '/ethics',
    title: { en: 'Fintech ethics', zh: '金融科技伦理' },
    ...everybody,
    load: () => import('./committee.tsx'),
  },
  {
    path: '/ethics/board',
    title: { en: 'Ethics reviews', zh: '伦理审查看板' },
    at: 'hub',
    roles: ['operator', 'bureau'],
    nav: 19,
    load: () => import('./board.tsx'),
  },
  {
    path: '/ethics/declaration',
    title: { en: 'Ethics declaration', zh: '伦理宣言' },
    ...everybody,
    load: () => import('./declaration.tsx'),
  },
  {
    path: '/ethics/firms/$uscc',
    title: { en: 'A firm’s ethics', zh: '企业伦理档案' },
    ...everybody,
    load: () => import('./firm.tsx'),
  },
  {
    path: '/ethics/opinions/$number',
    title: { en: 'Ethics opinion', zh: '伦理审查意见' },
    ...everybody,
    load: () => import('./opinion.tsx'),
  },
  {
    path: '/ethics/office',
    title: { en: 'Committee’s office', zh: '委员会工作台' },
    at: 'hub',
    roles: ['operator', 'bureau'],
    load: () => import('./office/page.tsx'),
  },
  {
    path: '/ethics/reviews/$id/panel',
    title: { en: 'Panel of a review', zh: '评审组' },
    at: 'hub',
    roles: ['operator'],
    load: () => import('./panel.tsx'),
  },
  {
    path: '/ethics/mine',
    title: { en: 'Before the ethics committee', zh: '我的伦理事项' },
    at: 'hub',
    roles: [],
    load: () => import('./mine/page.tsx'),
  },
  {
    path: '/ethics/report',
    title: { en: 'Report a breach of the declaration', zh: '举报违反宣言的行为' },
    ...everybody,
    load: () => import('./report.tsx'),
  },
];
