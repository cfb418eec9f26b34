import type { TextLoaders } from '@finharbor/ui';
import type { Screen } from '@finharbor/ui/screens';
import { counterScreens, counterTexts } from './counter/screens.ts';
import { transferScreens, transferTexts } from './crossborder/screens.ts';
import { datasetScreens, datasetTexts } from './datasets/screens.ts';
import { lifeScreens, lifeTexts } from './life/screens.ts';
import { figuresTexts, proposalScreens, proposalTexts } from './proposals/screens.ts';
import { settlementScreens, settlementTexts } from './settlement/screens.ts';

/** What other systems' screens ask of the harbor; loaded with the first of them that asks, for it brings every contract along. */
export const loadPorts = (): Promise<typeof import('./ports.ts')> => import('./ports.ts');

/** The overview, which is also the first page of an installation. */
export const overviewScreen: Screen = {
  path: '/overview',
  title: { en: 'Overview', zh: '概况' },
  at: 'both',
  roles: 'public',
  nav: 0,
  load: () => import('./overview.tsx'),
};

const title = (en: string, zh: string): Screen['title'] => ({ en, zh });

const people: readonly Screen[] = [
  {
    path: '/catalogue',
    title: title('Catalogue', '数据目录'),
    at: 'both',
    roles: 'public',
    nav: 10,
    group: 'data',
    load: () => import('./catalogue/list.tsx'),
  },
  {
    path: '/catalogue/compare',
    title: title('Products side by side', '产品对比'),
    at: 'both',
    roles: 'public',
    load: () => import('./catalogue/compare.tsx'),
  },
  {
    path: '/catalogue/$id',
    title: title('Data product', '数据产品'),
    at: 'both',
    roles: 'public',
    load: () => import('./catalogue/page.tsx'),
  },
  {
    path: '/verify',
    title: title('Check a receipt', '核验凭证'),
    at: 'both',
    roles: 'public',
    nav: 80,
    group: 'evidence',
    load: () => import('./receipts/verify.tsx'),
  },
  {
    path: '/enrolments',
    title: title('Enrolments', '准入'),
    at: 'hub',
    roles: ['operator'],
    nav: 20,
    group: 'administration',
    load: () => import('./parties/enrolments.tsx'),
  },
];

const atNodes: readonly Screen[] = [
  {
    path: '/contracts',
    title: title('Contracts', '合同'),
    at: 'node',
    roles: [],
    nav: 20,
    group: 'contracts',
    load: () => import('./contracts/list.tsx'),
  },
  {
    path: '/contracts/new',
    title: title('Request a contract', '申请合同'),
    at: 'node',
    roles: ['approver'],
    load: () => import('./contracts/request.tsx'),
  },
  {
    path: '/contracts/$id',
    title: title('Contract', '合同'),
    at: 'node',
    roles: [],
    load: () => import('./contracts/page.tsx'),
  },
  {
    path: '/data-uses',
    title: title('Uses of our data', '本方数据使用'),
    at: 'node',
    roles: [],
    nav: 35,
    group: 'data',
    load: () => import('./mine/page.tsx'),
  },
  {
    path: '/jobs',
    title: title('Jobs', '任务'),
    at: 'node',
    roles: [],
    nav: 30,
    group: 'contracts',
    load: () => import('./jobs/list.tsx'),
  },
  {
    path: '/jobs/new',
    title: title('Start a training', '发起训练'),
    at: 'node',
    roles: ['analyst'],
    load: () => import('./jobs/start.tsx'),
  },
  {
    path: '/jobs/$id',
    title: title('Job', '任务'),
    at: 'node',
    roles: [],
    load: () => import('./jobs/page.tsx'),
  },
  {
    path: '/assumption',
    title: title('The sentence on trust', '信任说明'),
    at: 'node',
    roles: [],
    nav: 60,
    group: 'evidence',
    load: () => import('./jobs/assumption.tsx'),
  },
  {
    path: '/receipts',
    title: title('Receipts', '凭证'),
    at: 'node',
    roles: [],
    nav: 40,
    group: 'evidence',
    load: () => import('./receipts/list.tsx'),
  },
  {
    path: '/receipts/$id',
    title: title('Receipt', '凭证'),
    at: 'node',
    roles: [],
    load: () => import('./receipts/page.tsx'),
  },
  {
    path: '/peers',
    title: title('Parties', '参与方'),
    at: 'node',
    roles: [],
    nav: 50,
    group: 'administration',
    load: () => import('./parties/peers.tsx'),
  },
];

const firm: readonly Screen[] = [
  {
    path: '/firm',
    title: title('My firm', '我的企业'),
    at: 'hub',
    roles: ['owner'],
    openToUnverified: true,
    nav: 1,
    load: () => import('./firm/key.tsx'),
  },
  {
    path: '/my-data',
    title: title('My firm’s data', '本企业数据'),
    at: 'hub',
    roles: ['owner'],
    nav: 3,
    group: 'data',
    load: () => import('./subject/page.tsx'),
  },
  {
    path: '/my-uses',
    title: title('My data uses', '我的数据使用'),
    at: 'hub',
    roles: ['owner'],
    nav: 4,
    group: 'data',
    load: () => import('./firm/uses.tsx'),
  },
  {
    path: '/firm-keys',
    title: title('Firms’ keys', '企业公钥'),
    at: 'node',
    roles: ['steward'],
    nav: 55,
    group: 'administration',
    load: () => import('./firm/registrar.tsx'),
  },
];

const oversight: readonly Screen[] = [
  {
    path: '/oversight',
    title: title('Oversight', '监管'),
    at: 'hub',
    roles: ['bureau', 'operator'],
    nav: 5,
    group: 'oversight',
    load: () => import('./oversight/page.tsx'),
  },
  {
    path: '/exchange',
    title: title('The exchange', '流通全景'),
    at: 'hub',
    roles: ['bureau', 'operator'],
    nav: 6,
    group: 'oversight',
    load: () => import('./exchange/page.tsx'),
  },
  {
    path: '/oversight/contracts/$id',
    title: title('Contract', '合同'),
    at: 'hub',
    roles: ['bureau', 'operator'],
    load: () => import('./oversight/contract.tsx'),
  },
  {
    path: '/oversight/jobs/$id',
    title: title('Job', '任务'),
    at: 'hub',
    roles: ['bureau', 'operator'],
    load: () => import('./oversight/job.tsx'),
  },
];

/** The harbor's screens. */
export const harborScreens: readonly Screen[] = [
  overviewScreen,
  ...people,
  ...atNodes,
  ...counterScreens,
  ...datasetScreens,
  ...proposalScreens,
  ...transferScreens,
  ...settlementScreens,
  ...lifeScreens,
  ...firm,
  ...oversight,
];

/** The texts of the harbor's screens. */
export const harborTexts: Readonly<Record<string, TextLoaders>> = {
  exchange: { en: () => import('./exchange/texts-en.ts'), zh: () => import('./exchange/texts-zh.ts') },
  federation: { en: () => import('./federation/texts-en.ts'), zh: () => import('./federation/texts-zh.ts') },
  catalogue: { en: () => import('./catalogue/texts-en.ts'), zh: () => import('./catalogue/texts-zh.ts') },
  certificate: { en: () => import('./receipts/texts-en.ts'), zh: () => import('./receipts/texts-zh.ts') },
  counter: counterTexts,
  datasets: datasetTexts,
  delivery: { en: () => import('./delivery/texts-en.ts'), zh: () => import('./delivery/texts-zh.ts') },
  figures: figuresTexts,
  firm: { en: () => import('./firm/texts-en.ts'), zh: () => import('./firm/texts-zh.ts') },
  harbor: { en: () => import('./texts/en.ts'), zh: () => import('./texts/zh.ts') },
  negotiation: {
    en: () => import('./negotiation/texts-en.ts'),
    zh: () => import('./negotiation/texts-zh.ts'),
  },
  jobTransfers: {
    en: () => import('./jobs/transfers/texts-en.ts'),
    zh: () => import('./jobs/transfers/texts-zh.ts'),
  },
  life: lifeTexts,
  proposals: proposalTexts,
  settlement: settlementTexts,
  training: {
    en: () => import('./jobs/training/texts-en.ts'),
    zh: () => import('./jobs/training/texts-zh.ts'),
  },
  transfers: transferTexts,
  verification: {
    en: () => import('./verification/texts-en.ts'),
    zh: () => import('./verification/texts-zh.ts'),
  },
  lists: { en: () => import('./lists/texts-en.ts'), zh: () => import('./lists/texts-zh.ts') },
  usage: { en: () => import('./usage/texts-en.ts'), zh: () => import('./usage/texts-zh.ts') },
  mine: { en: () => import('./mine/texts-en.ts'), zh: () => import('./mine/texts-zh.ts') },
  subject: { en: () => import('./subject/texts-en.ts'), zh: () => import('./subject/texts-zh.ts') },
  oversight: { en: () => import('./oversight/texts-en.ts'), zh: () => import('./oversight/texts-zh.ts') },
};
