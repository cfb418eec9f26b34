import { type View, type Visitor, visit } from './browser.ts';
import { become, follow, isClean, isThere } from './person.ts';
import type { Stage } from './stage.ts';

/** Wallets of the demonstration, whose numbers follow from their fixed ids. */
const shopWallet = '8156849600503303';
const residentWallet = '8156475144257994';

/** Every screen as it is before anything was done on it, for everybody who may open it. */
const screens: readonly (readonly [who: string, paths: readonly string[]])[] = [
  [
    'Lin Wei',
    [
      '/overview',
      '/catalogue',
      '/catalogue?q=zzz&sector=C',
      '/catalogue/compare',
      '/enrolments',
      '/rights-queue',
      `/rights-queue/${'0'.repeat(64)}`,
      `/rights/${'0'.repeat(64)}`,
      '/accounts',
      '/audit',
      '/policy',
      '/history/bank',
      '/me',
      '/inbox',
      '/inbox?tab=settings',
      '/personal-data',
      '/accounts?tab=invitations',
      '/accounts?tab=delegations',
      '/accounts?tab=services',
      '/accounts?tab=organizations',
      '/accounts?tab=emergencies',
      '/cases',
      '/cases/new',
      '/cases/01937f00-0000-7000-8000-000000000000',
      '/procedures/complaint',
      '/procedures/park-registration',
      '/procedures/ethics-review',
      '/ethics/board',
      '/pilots',
      '/pilots/office',
      '/pilots/office?tab=comments',
      '/pilots/office?tab=figures',
      '/pilots/91350100M000100Y43-2026-0001',
      '/ethics/office',
      '/ethics/office?tab=interests',
      '/ethics/office?tab=sessions',
      '/ethics/office?tab=conditions',
      '/ethics/reviews/01937f00-0000-7000-8000-00000000e602/panel',
      '/ethics/reviews/01937f00-0000-7000-8000-000000000000/panel',
      '/ledger',
      '/ledger?tab=transfers',
      '/ledger?tab=trial',
      '/ledger?tab=live',
      '/ledger/accounts/new',
      '/ledger/accounts/2',
      '/ledger/transfers/new',
      '/ledger/transfers/1001',
      '/ledger/transfers/1',
      '/settlements',
      '/settlements/bank',
      '/arbitration',
      `/arbitration/${'0'.repeat(64)}`,
      '/verify',
      '/nowhere',
    ],
  ],
  [
    'Zhou Min',
    [
      '/oversight',
      '/oversight?tab=jobs',
      '/exchange',
      '/ledger',
      '/ledger/accounts/3',
      '/ledger/transfers/1005',
      '/yuan-monitor',
      '/lawful-requests',
      '/lawful-requests/new',
      '/lawful-requests/00000000-0000-0000-0000-000000000000',
      '/transparency',
      '/oversight?tab=refusals',
      `/oversight/contracts/${'0'.repeat(64)}`,
      '/oversight/jobs/00000000-0000-0000-0000-000000000000',
      '/prepaid',
      '/campaigns',
      '/campaigns/new',
      '/campaigns/01937f00-0000-7000-8000-00000000c002/run',
      '/overview',
      '/enrolments',
      '/cases',
      '/cases/new',
      '/ethics/office',
      '/ethics/office?tab=texts',
      '/funds',
      '/funds/new',
      '/funds/01937f00-0000-7000-8000-00000000e500',
      '/fund-batches/01937f00-0000-7000-8000-00000000e502',
      '/bill-office',
    ],
  ],
  [
    'He Fang',
    [
      '/firm',
      '/loans',
      '/my-applications',
      '/my-uses',
      '/my-data',
      '/cards',
      '/card-plans',
      '/card-plans?tab=plans',
      '/card-plans/new',
      '/grants',
      '/bills',
      '/receipts/00000000000000000000',
      '/ethics/mine',
      '/chain-orders',
      '/chain-orders/01937f00-0000-7000-8000-00000000e510',
      '/till',
      '/till?tab=today',
      '/till?tab=orders',
      '/till?tab=code',
      `/wallets/${shopWallet}`,
    ],
  ],
  [
    'Li Na',
    [
      '/wallets',
      `/wallets/${residentWallet}`,
      `/wallets/${residentWallet}/pay`,
      `/wallets/${residentWallet}/pay?code=simyuan:merchant:${shopWallet}`,
      `/wallets/${residentWallet}/pay?code=simyuan:wallet:0000000000000000`,
      `/wallets/${residentWallet}/receive`,
      `/wallets/${residentWallet}/entries/00000000-0000-0000-0000-000000000000`,
    ],
  ],
  ['Li Na', ['/known-of-me', '/ethics/mine']],
  [
    'Qin Yue',
    ['/customers', '/customers?tab=applications', '/customers?tab=requests', '/customers?tab=freezes'],
  ],
  [
    'Wu Gang',
    [
      '/inbox',
      '/contracts',
      '/contracts/new',
      `/contracts/${'0'.repeat(64)}/counter`,
      '/transfers',
      `/transfers/${'0'.repeat(64)}`,
      `/transfers/${'0'.repeat(64)}/assess`,
      '/assumption',
      '/peers',
      '/settlement',
      '/settlement/2026-06',
      '/disputes',
      '/disputes/new',
      `/disputes/${'0'.repeat(64)}`,
      '/earnings',
      '/loan-products',
      '/loan-products/new',
    ],
  ],
  [
    'Chen Jia',
    [
      '/proposals',
      '/proposals/new',
      `/proposals/${'0'.repeat(64)}`,
      '/jobs',
      '/jobs/new',
      '/receipts',
      '/applications',
      '/jobs/00000000-0000-0000-0000-000000000000',
    ],
  ],
  [
    'Sun Yi',
    [
      '/firm-keys',
      '/own-products',
      '/own-products/01937f00-0000-7000-8000-00000000ba02',
      '/own-products/00000000-0000-0000-0000-000000000000',
      '/data-uses',
      '/datasets',
      '/datasets/new',
      '/datasets/01937f00-0000-7000-8000-00000000ba02',
      '/datasets/01937f00-0000-7000-8000-00000000ba02/load',
      '/datasets/01937f00-0000-7000-8000-00000000ba02/publish',
      '/datasets/00000000-0000-0000-0000-000000000000',
    ],
  ],
  [
    'Qin Yue',
    [
      '/wallet-bank',
      '/wallet-bank?tab=exchanges',
      '/wallet-bank?tab=messages',
      '/wallet-bank/messages/1',
      '/wallet-bank/messages/999999999',
    ],
  ],
  // The wallets of the demonstration have the numbers that follow from their ids.
  [
    'Li Na',
    [
      '/wallets/8156475144257994/top-up',
      '/wallets/8156475144257994/redeem',
      '/wallets/8156475144257994/accounts',
      '/wallets/0000000000000000/top-up',
      '/cards',
      '/cards/01937f00-0000-7000-8000-00000000f021',
    ],
  ],
  ['He Fang', ['/wallets/8156849600503303/redeem', '/wallets/8156849600503303/accounts']],
];

/** Who works at the hub, and who comes there for a firm, a bank or themselves: all others are at their nodes. */
const places: Readonly<Record<string, 'operator' | 'bureau' | 'outside'>> = {
  'Lin Wei': 'operator',
  'Zhou Min': 'bureau',
  'He Fang': 'outside',
  'Li Na': 'outside',
  'Qin Yue': 'outside',
};

/** Screens opened by who has not signed in. */
const unsigned: readonly string[] = [
  '/design/long-table',
  '/campaigns',
  '/campaigns/01937f00-0000-7000-8000-00000000c001',
  '/campaigns/01937f00-0000-7000-8000-00000000c003/proof',
  '/public-cases',
  '/public-cases/ZC-2026-000001',
  '/verify-credential',
  '/ethics',
  '/ethics/declaration',
  '/ethics?tab=firms&q=zzz&band=A',
  '/ethics?tab=reports',
  '/ethics/report',
  '/ethics/firms/91350100M000100Y43',
  '/ethics/opinions/LL-2026-000001',
  '/sign-in',
  '/sign-in?outside=city&fault=access.outside_denied',
  '/set-up',
  '/join',
  '/recover',
  '/privacy',
  '/break-glass',
  '/overview',
  '/contracts',
];

const chinese: Readonly<Record<string, string>> = {
  'Lin Wei': '林伟',
  'Zhou Min': '周敏',
  'He Fang': '何芳',
  'Li Na': '李娜',
  'Qin Yue': '秦悦',
  'Wu Gang': '吴刚',
  'Chen Jia': '陈佳',
  'Sun Yi': '孙怡',
};

/** Where it is looked, how, and for what. */
export type Round = {
  readonly stage: Stage;
  readonly view: View;
  /** Whose screens: the operator's and the bureau's at the hub, of who comes there from outside, of those at the parties' nodes and of who has not signed in; otherwise all. */
  readonly at?: 'operator' | 'bureau' | 'outside' | 'nodes';
  /** What every screen is held to. */
  readonly look?: (visitor: Visitor) => Promise<void>;
};

/**
 * Opens every screen in one language, theme and width: unless told otherwise it is to be usable by everybody and no wider than the window.
 * What screens look like in the middle of the job, whole-job.ts looks at.
 */
export async function visitAll({
  stage,
  view,
  at,
  look = (visitor) => isClean(visitor),
}: Round): Promise<void> {
  const { url, urls } = stage.harbor().current();
  for (const [who, paths] of screens) {
    if (at && at !== (places[who] ?? 'nodes')) continue;
    const name = new RegExp(view.language === 'zh-CN' ? chinese[who]! : who);
    await using person = await become(stage.browser(), url, { name, view });
    for (const path of paths) {
      await follow(person.page, path);
      await look(person);
    }
  }
  if (at !== undefined && at !== 'nodes') return;
  await using stranger = await visit(stage.browser(), view);
  for (const page of [url, ...unsigned.map((path) => `${urls.get('bank')!}/app${path}`)]) {
    await stranger.page.goto(page);
    await isThere(stranger.page);
    await look(stranger);
  }
}
