import type { Json } from '@finharbor/kernel';

/** Programs as people would write them down; days are in Shanghai, amounts in smallest units. */

const cny = { ledger: 156, code: 7, currency: 'CNY' };
const hkd = { ledger: 344, code: 7, currency: 'HKD' };
const party = (en: string, zh: string, account = '0') => ({ title: { en, zh }, account });
const term = (code: string, en: string, zh: string) => ({ code, title: { en, zh } });

/** Five shares of a red packet for the members of a family group, within a day. */
export const redPacket: Json = {
  kind: 'escrow',
  id: '0199a3c0-0000-7000-8000-000000000001',
  title: { en: 'New Year red packet', zh: '新年红包' },
  zone: 'Asia/Shanghai',
  parties: { grandma: party('Grandma Li', '李奶奶', '1001') },
  owner: 'grandma',
  books: cny,
  amount: '88800',
  releases: [
    {
      name: 'share',
      title: { en: 'A share of the red packet', zh: '领取红包' },
      to: { kind: 'asker' },
      pays: { kind: 'slices', amounts: ['20000', '8888', '6666', '33246', '20000'] },
      oncePerAsker: true,
      when: {
        kind: 'all',
        of: [
          { kind: 'member', groups: [term('family', 'the Li family', '李家家庭群')] },
          { kind: 'not', of: { kind: 'who', people: ['grandma'] } },
        ],
      },
    },
  ],
  fee: null,
  refund: null,
  ends: '2027-02-06T12:00:00Z',
};

/** Ten lessons paid before; each is released when it was given, and the rest can be asked back at any time. */
export const prepaidCard: Json = {
  kind: 'escrow',
  id: '0199a3c0-0000-7000-8000-000000000002',
  title: { en: 'Ten piano lessons', zh: '钢琴课十节' },
  zone: 'Asia/Shanghai',
  parties: {
    wang: party('Ms Wang', '王女士', '1002'),
    school: party('Harmony Piano School', '和声钢琴学校', '2001'),
    platform: party('Prepaid Platform', '预付平台', '2002'),
  },
  owner: 'wang',
  books: cny,
  amount: '202000',
  releases: [
    {
      name: 'lesson',
      title: { en: 'A lesson', zh: '一节课' },
      to: { kind: 'named', parties: ['school'] },
      pays: { kind: 'slices', amounts: Array.from({ length: 10 }, () => '20000') },
      oncePerAsker: false,
      when: {
        kind: 'all',
        of: [
          { kind: 'who', people: ['wang'] },
          { kind: 'hours', weekdays: [1, 2, 3, 4, 5, 6], from: '09:00', to: '21:00' },
        ],
      },
    },
  ],
  fee: { to: 'platform', fixed: '0', share: { times: '1', over: '100' }, rounding: 'halfEven' },
  refund: { kind: 'who', people: ['wang'] },
  ends: null,
};

/** A share of the price of a new-energy car, at dealers of the city, until a day. */
export const carSubsidy: Json = {
  kind: 'escrow',
  id: '0199a3c0-0000-7000-8000-000000000003',
  title: { en: 'Subsidy for a new-energy car', zh: '新能源汽车购车补贴' },
  zone: 'Asia/Shanghai',
  parties: {
    bureau: party('Commerce Bureau', '商务局', '1003'),
    chen: party('Mr Chen', '陈先生'),
    dealerA: party('Bay Motors', '海湾汽车', '2003'),
    dealerB: party('Lotus Hill Cars', '莲花山汽车', '2004'),
  },
  owner: 'bureau',
  books: cny,
  amount: '1000000',
  releases: [
    {
      name: 'car',
      title: { en: 'A car', zh: '购车' },
      to: { kind: 'named', parties: ['dealerA', 'dealerB'] },
      pays: {
        kind: 'share',
        share: { times: '1', over: '20' },
        rounding: 'down',
        most: '1000000',
        times: 1,
      },
      oncePerAsker: true,
      when: {
        kind: 'all',
        of: [
          { kind: 'who', people: ['chen'] },
          { kind: 'what', categories: [term('nev', 'a new-energy passenger car', '新能源乘用车')] },
          { kind: 'where', areas: [term('4403', 'Shenzhen', '深圳市')] },
          { kind: 'from', moment: '2027-01-01' },
          { kind: 'until', moment: '2027-03-31' },
        ],
      },
    },
  ],
  fee: null,
  refund: null,
  ends: '2027-03-31',
};

/** Yuan against Hong Kong dollars, both or neither. */
export const currencyExchange: Json = {
  kind: 'exchange',
  id: '0199a3c0-0000-7000-8000-000000000004',
  title: { en: 'Yuan against Hong Kong dollars', zh: '人民币兑换港元' },
  zone: 'Asia/Shanghai',
  parties: {
    bankS: { title: { en: 'Bank S', zh: '深圳银行' }, account: '3001' },
    bankSHk: { title: { en: 'Bank S in Hong Kong', zh: '深圳银行香港账户' }, account: '3002' },
    bankH: { title: { en: 'Bank H', zh: '香港银行' }, account: '3003' },
    bankHCn: { title: { en: 'Bank H on the mainland', zh: '香港银行内地账户' }, account: '3004' },
    desk: party('Compliance desk', '合规岗'),
  },
  legs: [
    { name: 'yuan', from: 'bankS', to: 'bankHCn', books: cny, amount: '920000' },
    { name: 'dollars', from: 'bankH', to: 'bankSHk', books: hkd, amount: '1000000' },
  ],
  when: { kind: 'approval', by: ['desk'], least: 1 },
  ends: '2026-12-01T10:00:00Z',
};

const stage = (code: string, amount: string, [en, zh]: readonly [string, string]) => ({
  name: code,
  title: { en, zh },
  to: { kind: 'named', parties: ['lab'] },
  pays: { kind: 'slices', amounts: [amount] },
  oncePerAsker: false,
  when: {
    kind: 'all',
    of: [
      { kind: 'milestone', milestone: term(code, en, zh), by: ['auditor', 'assessor'] },
      {
        kind: 'any',
        of: [
          { kind: 'approval', by: ['district', 'city', 'expert'], least: 2 },
          {
            kind: 'all',
            of: [
              { kind: 'approval', by: ['city'], least: 1 },
              { kind: 'from', moment: '2027-10-01' },
            ],
          },
        ],
      },
    ],
  },
});

/** A grant in two stages, each after its milestone and two approvals (from October on the city's alone). */
export const milestoneGrant: Json = {
  kind: 'escrow',
  id: '0199a3c0-0000-7000-8000-000000000005',
  title: { en: 'Grant for a joint laboratory', zh: '联合实验室资助' },
  zone: 'Asia/Shanghai',
  parties: {
    fund: party('Science Fund', '科技基金', '1005'),
    lab: party('Joint Laboratory', '联合实验室', '2005'),
    auditor: party('Auditor', '审计机构'),
    assessor: party('Assessor', '评估机构'),
    district: party('District bureau', '区科创局'),
    city: party('City bureau', '市科创局'),
    expert: party('Expert group', '专家组'),
  },
  owner: 'fund',
  books: cny,
  amount: '500000000',
  releases: [
    stage('prototype', '200000000', ['Prototype', '样机完成']),
    stage('trial', '300000000', ['Trial run', '试运行完成']),
  ],
  fee: null,
  refund: {
    kind: 'all',
    of: [
      { kind: 'who', people: ['fund'] },
      { kind: 'approval', by: ['city'], least: 1 },
    ],
  },
  ends: '2027-12-31',
};

/** A voucher that its holder splits: parts for two suppliers, the rest stays with a bank. */
export const voucherSplit: Json = {
  kind: 'exchange',
  id: '0199a3c0-0000-7000-8000-000000000006',
  title: { en: 'Splitting a receivable voucher', zh: '应收账款凭证拆分' },
  zone: 'Asia/Shanghai',
  parties: {
    holder: party('Steel works', '钢铁厂', '4001'),
    mine: party('Ore mine', '矿业公司', '4002'),
    carrier: party('Carrier', '运输公司', '4003'),
  },
  legs: [
    {
      name: 'ore',
      from: 'holder',
      to: 'mine',
      books: { ledger: 9001, code: 7, currency: 'CNY' },
      amount: '30000000',
    },
    {
      name: 'freight',
      from: 'holder',
      to: 'carrier',
      books: { ledger: 9001, code: 7, currency: 'CNY' },
      amount: '5000000',
    },
  ],
  when: null,
  ends: '2027-06-30',
};

/** All of them. */
export const examples: Readonly<Record<string, Json>> = {
  redPacket,
  prepaidCard,
  carSubsidy,
  currencyExchange,
  milestoneGrant,
  voucherSplit,
};
