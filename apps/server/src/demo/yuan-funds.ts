import { setTimeout } from 'node:timers/promises';
import { codeOf, systemClock } from '@finharbor/kernel';
import type { YuanClient } from './clients.ts';

/** Who does what in it. */
export type FundPeople = {
  readonly operator: YuanClient;
  readonly bureau: YuanClient;
  readonly resident: YuanClient;
  /** The owners of firms A, B and C. */
  readonly owners: readonly [YuanClient, YuanClient, YuanClient];
  /** Codes of firms: A, B and C, and then those that have no wallet. */
  readonly firms: readonly string[];
};

const id = (last: string): string => `01937f00-0000-7000-8000-00000000${last}`;
const plain = { parent: null, singleMinor: null, dayMinor: null, operator: 'demo-bank' } as const;
const dayMs = 86_400_000;
const ids = { fund: id('e500'), money: id('e501'), batch: id('e502'), order: id('e510') };
const legs = [id('e511'), id('e512')] as const;
const budgetMinor = 500_000_00n;

/** Shows special funds, bills of public offices and an order through a supply chain. Repeating it changes nothing. */
export async function setUpFunds(people: FundPeople): Promise<void> {
  const { owners, bureau } = people;
  const wallets = await suppliers(people);
  const office = await bureau.postWallet({ body: { ...plain, id: id('e031'), label: 'Office 缴费' } });
  await bureau.putMerchant({
    params: { number: office.body.number },
    body: { name: { en: 'City payments office', zh: '市政缴费中心' }, category: 'public' },
  });
  await publish(people, office.body.number);
  await orderThrough(owners, wallets);
  await payBatch(people);
}

type Wallets = readonly [string, string, string];

/** B and C supply to A. */
async function suppliers({ owners: [a, b, c] }: FundPeople): Promise<Wallets> {
  const [first] = (await a.listWallets({})).body.items;
  const shops = [
    { who: b, id: id('e011'), label: 'Firm B', name: { en: 'Firm B Parts', zh: '乙零部件' } },
    { who: c, id: id('e012'), label: 'Firm C', name: { en: 'Firm C Foundry', zh: '丙铸造' } },
  ];
  const numbers = [];
  for (const { who, label, name, ...shop } of shops) {
    const { number } = (await who.postWallet({ body: { ...plain, ...shop, label } })).body;
    await who.putMerchant({ params: { number }, body: { name, category: 'business' } });
    numbers.push(number);
  }
  return [first!.number, numbers[0]!, numbers[1]!];
}

const bills = [
  {
    kind: 'tax',
    en: 'Value added tax',
    zh: '增值税',
    period: '2026-10',
    firmMinor: 1_280_00n,
    personMinor: 96_00n,
  },
  {
    kind: 'housing_fund',
    en: 'Housing fund',
    zh: '住房公积金',
    period: '2026-11',
    firmMinor: 860_00n,
    personMinor: 430_00n,
  },
  {
    kind: 'non_tax',
    en: 'Registration fee',
    zh: '登记费',
    period: '2026-11',
    firmMinor: 200_00n,
    personMinor: 25_00n,
  },
] as const;
/** The account that the resident has at the office. */
const account = '330100778899';

async function publish({ bureau, resident, firms }: FundPeople, wallet: string): Promise<void> {
  const asked = bills.flatMap(({ kind, en, zh, period, firmMinor, personMinor }) => {
    const common = { kind, period, title: { en, zh }, latePer100k: kind === 'tax' ? 50 : 0 };
    const dueAtMs = Date.parse(kind === 'non_tax' ? '2027-06-30T15:59:59Z' : '2026-12-31T15:59:59Z');
    return [
      { ...common, dueAtMs, reference: `A-${kind}`, payer: `firm:${firms[0]}`, amountMinor: firmMinor },
      { ...common, dueAtMs, reference: `R-${kind}`, payer: `account:${account}`, amountMinor: personMinor },
    ];
  });
  const { items } = (await bureau.postBills({ params: { wallet }, body: { bills: asked } })).body;
  await resident.putPayerAccount({ params: { account }, body: { bill: items[1]!.number } });
}

/** A buys from B, which buys from C; all have agreed and A may pay. */
async function orderThrough([a, b, c]: FundPeople['owners'], [buyer, first, second]: Wallets): Promise<void> {
  const params = { id: ids.order };
  const dueAtMs = Date.parse('2027-06-30T15:59:59Z');
  await a.postChainOrder({ body: { ...params, wallet: buyer, title: 'Pumps 水泵', dueAtMs } });
  const goods = ['Pumps 水泵', 'Castings 铸件'] as const;
  await a.postChainLeg({
    params,
    body: { id: legs[0], above: null, payee: first, amountMinor: 800_00n, goods: goods[0] },
  });
  await b.postChainLeg({
    params,
    body: { id: legs[1], above: legs[0], payee: second, amountMinor: 500_00n, goods: goods[1] },
  });
  const body = { isAgreed: true };
  await c.postChainAnswer({ params: { ...params, leg: legs[1] }, body });
  await b.postChainAnswer({ params: { ...params, leg: legs[0] }, body });
}

/** A programme for small firms, with a batch that was paid, as far as the bureau's wallet has the money for it. */
async function payBatch({ bureau, operator, firms }: FundPeople): Promise<void> {
  const [wallet] = (await bureau.listWallets({})).body.items;
  if (!(await isThere(bureau)))
    await bureau.postFund({
      body: {
        id: ids.fund,
        wallet: wallet!.number,
        title: { en: 'Equipment for small firms', zh: '小微企业设备更新补助' },
        basis: '示例通知〔2026〕12 号 Notice 12 of 2026 (made up)',
        use: 'named',
        categories: ['business'],
        merchants: [],
        withoutWallet: 'wait',
        claimUntilMs: systemClock.nowMs() + 90 * dayMs,
        spendUntilMs: systemClock.nowMs() + 180 * dayMs,
      },
    });
  if (!wallet || wallet.availableMinor < budgetMinor) return;
  const params = { id: ids.fund };
  await bureau.postFundMoney({ params, body: { id: ids.money, amountMinor: budgetMinor } });
  await runBatch({ bureau, operator }, firms);
}

async function isThere(bureau: YuanClient): Promise<boolean> {
  try {
    await bureau.getFund({ params: { id: ids.fund } });
    return true;
  } catch (error) {
    if (codeOf(error) === 'fund.not_found') return false;
    throw error;
  }
}

async function runBatch(
  { bureau, operator }: Pick<FundPeople, 'bureau' | 'operator'>,
  firms: readonly string[],
): Promise<void> {
  const params = { id: ids.batch };
  const kind = { format: 'csv', onBad: 'each', together: 'chunk' } as const;
  await bureau.postFundBatch({ body: { ...params, fund: ids.fund, file: 'equipment-2026-11.csv', ...kind } });
  if ((await bureau.getFundBatch({ params })).body.state === 'uploading') {
    const lines = firms.map(
      (firm, at) => `${firm},${2_000 + at * 150}.00,设备补助 Equipment,EQ-2026-${at + 1}`,
    );
    await bureau.putFundPiece({ params: { ...params, no: 0 }, body: Buffer.from(`${lines.join('\n')}\n`) });
    await bureau.postFundCheck({ params, body: { pieces: 1, digest: null } });
  }
  const checked = await standing(bureau, ['checked', 'running', 'done']);
  if (checked?.state !== 'checked') return;
  const { good, sumMinor } = checked;
  await operator.postFundApproval({ params, body: { good, sumMinor } });
  await standing(bureau, ['done']);
}

const tries = 60;

/** The hub checks and runs a batch by itself, within a second or two. */
async function standing(bureau: YuanClient, states: readonly string[]) {
  for (let round = 0; round < tries; round++) {
    const { body } = await bureau.getFundBatch({ params: { id: ids.batch } });
    if (states.includes(body.state)) return body;
    await setTimeout(250);
  }
  return undefined;
}
