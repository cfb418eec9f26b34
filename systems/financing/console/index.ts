import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

export { type FirmPort, type HarborPort, HarborPortProvider } from './ports.tsx';

const title = (en: string, zh: string): Screen['title'] => ({ en, zh });
const atNode = { at: 'node', system: 'financing' } as const;

/** The screens about loans: the lender's at its node, the firm's at the hub. */
export const financingScreens: readonly Screen[] = [
  {
    ...atNode,
    path: '/loan-products',
    title: title('Loan products', '贷款产品'),
    roles: [],
    nav: 34,
    group: 'lending',
    load: () => import('./bank/products.tsx'),
  },
  {
    ...atNode,
    path: '/loan-products/new',
    title: title('Publish a loan product', '发布贷款产品'),
    roles: ['approver'],
    load: () => import('./bank/publish.tsx'),
  },
  {
    ...atNode,
    path: '/applications',
    title: title('Applications', '贷款申请'),
    roles: ['analyst', 'approver'],
    nav: 36,
    group: 'lending',
    load: () => import('./bank/applications.tsx'),
  },
  {
    ...atNode,
    path: '/applications/$id',
    title: title('Application', '贷款申请'),
    roles: ['analyst', 'approver'],
    load: () => import('./bank/application.tsx'),
  },
  {
    path: '/loans',
    title: title('Loans', '贷款'),
    at: 'hub',
    roles: ['owner'],
    nav: 2,
    group: 'lending',
    load: () => import('./firm/loans.tsx'),
  },
  {
    path: '/loans/$lender/$id/apply',
    title: title('Apply', '申请贷款'),
    at: 'hub',
    roles: ['owner'],
    load: () => import('./firm/apply.tsx'),
  },
  {
    path: '/my-applications',
    title: title('My applications', '我的申请'),
    at: 'hub',
    roles: ['owner'],
    nav: 3,
    group: 'lending',
    load: () => import('./firm/mine.tsx'),
  },
  {
    path: '/decisions/$lender/$id',
    title: title('My application', '贷款申请'),
    at: 'hub',
    roles: ['owner'],
    load: () => import('./firm/outcome.tsx'),
  },
];

/** The texts of the screens about loans. */
export const financingTexts: Readonly<Record<string, TextLoaders>> = {
  loanLists: { en: () => import('./texts/lists-en.ts'), zh: () => import('./texts/lists-zh.ts') },
  myApplications: { en: () => import('./texts/mine-en.ts'), zh: () => import('./texts/mine-zh.ts') },
  financing: { en: () => import('./texts/en.ts'), zh: () => import('./texts/zh.ts') },
};
