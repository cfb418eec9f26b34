import type { DemoAccess, DemoOwnFirm, DemoPerson } from '@finharbor/access';
import type { ProcessConfig } from '../config.ts';
import { type DemoFirm, loansFile, readLoans } from './loans.ts';
import { passwordOf } from './passwords.ts';
import { bankOfWallets, residentA } from './yuan.ts';

/** Who works where in the demonstration. Everybody is made up. */
type Somebody = {
  readonly login: string;
  readonly en: string;
  readonly zh: string;
  readonly roles: readonly string[];
};

const somebody = (login: string, en: string, zh: string): Somebody => ({ login, en, zh, roles: [login] });

const staff: { readonly [party: string]: readonly Somebody[] } = {
  hub: [
    somebody('operator', 'Lin Wei', '林伟'),
    somebody('bureau', 'Zhou Min', '周敏'),
    // Whoever decided does not hear the appeal.
    { ...somebody('bureau-b', 'Song Yan', '宋妍'), roles: ['bureau'] },
  ],
  bank: [
    somebody('analyst', 'Chen Jia', '陈佳'),
    somebody('approver', 'Wu Gang', '吴刚'),
    somebody('admin', 'Gao Yun', '高云'),
  ],
  tax: [
    somebody('steward', 'Sun Yi', '孙怡'),
    somebody('approver', 'Ma Jun', '马骏'),
    somebody('admin', 'Zhu Hong', '朱虹'),
  ],
  social: [
    somebody('steward', 'Luo Xin', '罗欣'),
    somebody('approver', 'Deng Hao', '邓浩'),
    somebody('admin', 'Fan Jing', '范静'),
  ],
};

/** Firms' owners, each with the loan that stands for the firm. Under the demonstration's terms A gets a good offer, B a refusal, C a dear offer. */
const owners = [
  { login: 'owner-a', en: 'He Fang', zh: '何芳', loan: '1001116003', firm: ['A', '甲'] },
  { login: 'owner-b', en: 'Xu Qiang', zh: '徐强', loan: '1002046008', firm: ['B', '乙'] },
  { login: 'owner-c', en: 'Tang Li', zh: '唐丽', loan: '1000816010', firm: ['C', '丙'] },
] as const;
/** Who has to do with the hub besides: a bank that opens wallets, somebody at a firm's till, people, and regulators with a seat in pilots. */
const person = (last: string): string => `person:01937f00-0000-7000-8000-0000000000${last}`;
const payers = [
  { login: 'teller', en: 'Qin Yue', zh: '秦悦', roles: ['teller'], party: bankOfWallets },
  { login: 'resident-a', en: 'Li Na', zh: '李娜', roles: ['resident'], party: residentA },
  { login: 'resident-b', en: 'Wang Tao', zh: '王涛', roles: ['resident'], party: person('b1') },
  {
    login: 'supervisor',
    en: 'Guo Rui, central bank',
    zh: '郭睿（人民银行）',
    roles: ['resident'],
    party: person('b2'),
  },
  {
    login: 'regulator-hk',
    en: 'Cheung Mei, Hong Kong',
    zh: '張美（香港監管）',
    roles: ['resident'],
    party: person('b3'),
  },
] as const;
const cashier = { login: 'cashier-a', en: 'Liu Yang', zh: '刘洋', of: 'owner-a' } as const;

// They stand at the head of the file, so the rest of it is not kept.
const firmsRead = 100;

/** Everybody one can be at this process of the demonstration. */
export function demoPeople({ party }: Pick<ProcessConfig, 'party'>): readonly DemoPerson[] {
  const working = (staff[party] ?? []).map(
    ({ login, en, zh, roles }): DemoPerson => ({ login, name: named(en, zh), party, roles, firm: null }),
  );
  return party === 'hub' ? [...working, ...firmOwners(), ...payingPeople()] : working;
}

/** What the demonstration adds to sign-in: anybody may be one of its people, by the password that lies beside the party's keys. */
export function demoAccess(config: ProcessConfig): DemoAccess {
  const people = demoPeople(config);
  return {
    people: async () => people,
    passwordOf: (login) =>
      people.some((person) => person.login === login) ? passwordOf(config.directory, login) : undefined,
  };
}

function firmOwners(): readonly DemoPerson[] {
  const firms = readLoans(loansFile, firmsRead);
  return owners.map(({ login, en, zh, loan, firm: [latin, han] }) => {
    const firm = firms.find((one) => one.loan === loan)!;
    const name = { en: `Firm ${latin} (demo)`, zh: `企业${han}（演示）` };
    return {
      login,
      name: named(en, zh),
      party: `firm:${firm.uscc}`,
      roles: ['owner'],
      firm: { uscc: firm.uscc, name, prefill: statedBy(firm) },
    };
  });
}

function payingPeople(): readonly DemoPerson[] {
  const { login, en, zh, of } = cashier;
  const shop = firmOwners().find((owner) => owner.login === of)!.party;
  return [
    ...payers.map(({ en: latin, zh: han, ...one }) => ({ ...one, name: named(latin, han), firm: null })),
    { login, name: named(en, zh), party: shop, roles: ['cashier'], firm: null },
  ];
}

/** The columns of the bank's part that a firm knows itself: not how the loan ended, nor what only sorts the rows. */
function statedBy({ columns }: DemoFirm): DemoOwnFirm['prefill'] {
  const { ChargedOff: _outcome, LoanNr: _number, FiscalYear: _year, ...stated } = columns.bank;
  return stated as DemoOwnFirm['prefill'];
}

function named(en: string, zh: string): DemoPerson['name'] {
  return { en: `${en} (demo)`, zh: `${zh}（演示）` };
}
