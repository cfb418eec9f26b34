import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';

const title = (en: string, zh: string): Screen['title'] => ({ en, zh });
const watchers = { at: 'hub', roles: ['operator', 'bureau', 'auditor'] } as const;

/** What uses cost and brought, at the party's node and at the hub, and what is argued about. */
export const settlementScreens: readonly Screen[] = [
  {
    path: '/settlement',
    title: title('Charges', '账单'),
    at: 'node',
    roles: [],
    nav: 42,
    group: 'money',
    load: () => import('./own.tsx'),
  },
  {
    path: '/settlement/$month',
    title: title('Statement', '对账单'),
    at: 'node',
    roles: [],
    load: () => import('./own-statement.tsx'),
  },
  {
    path: '/disputes',
    title: title('Disputes', '争议'),
    at: 'node',
    roles: [],
    nav: 43,
    group: 'money',
    load: () => import('./own-disputes.tsx'),
  },
  {
    path: '/disputes/new',
    title: title('Dispute a line', '提出争议'),
    at: 'node',
    roles: ['approver'],
    load: () => import('./file.tsx'),
  },
  {
    path: '/disputes/$id',
    title: title('Dispute', '争议'),
    at: 'node',
    roles: [],
    load: () => import('./own-dispute.tsx'),
  },
  {
    path: '/earnings',
    title: title('Earnings', '数据收入'),
    at: 'node',
    roles: [],
    nav: 44,
    group: 'money',
    load: () => import('./earnings.tsx'),
  },
  {
    path: '/settlements',
    title: title('Settlement', '结算'),
    ...watchers,
    nav: 7,
    group: 'money',
    load: () => import('./house.tsx'),
  },
  {
    path: '/settlements/$party',
    title: title('Statements of a party', '某方账单'),
    ...watchers,
    load: () => import('./party.tsx'),
  },
  {
    path: '/settlements/$party/$month',
    title: title('Statement', '对账单'),
    ...watchers,
    load: () => import('./party-statement.tsx'),
  },
  {
    path: '/arbitration',
    title: title('Disputes', '争议仲裁'),
    ...watchers,
    nav: 8,
    group: 'money',
    load: () => import('./all-disputes.tsx'),
  },
  {
    path: '/arbitration/$id',
    title: title('Dispute', '争议'),
    ...watchers,
    load: () => import('./any-dispute.tsx'),
  },
];

/** What they say. */
export const settlementTexts: TextLoaders = {
  en: () => import('./texts-en.ts'),
  zh: () => import('./texts-zh.ts'),
};
