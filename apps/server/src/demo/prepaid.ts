import { setTimeout } from 'node:timers/promises';
import { codeOf } from '@finharbor/kernel';
import type { YuanClient } from './clients.ts';

/** Movements, plans and cards of the demonstration are fixed, so that a second start finds them. */
const id = (last: string): string => `01937f00-0000-7000-8000-00000000${last}`;
const plain = { parent: null, singleMinor: null, dayMinor: null, operator: 'demo-bank' } as const;

/** Who does what in it. */
export type PrepaidPeople = {
  readonly operator: YuanClient;
  /** The owner of firm A, which is a training school too. */
  readonly school: YuanClient;
  /** The owner of firm B, which sells and does not deliver. */
  readonly gym: YuanClient;
  readonly pupil: YuanClient;
  /** The pupil's party. */
  readonly party: string;
};

/**
 * A school with a plan of ten lessons, of which somebody has had three, and a gym that asks for months it has not delivered: the bureau
 * sees it among the merchants at risk. Repeating it changes nothing; where the bank does not answer in time, nothing is bought, and the next start makes up for it.
 */
export async function setUpPrepaid(people: PrepaidPeople): Promise<void> {
  const { school, gym, pupil } = people;
  const schoolWallet = await shop(school, {
    id: id('f001'),
    label: 'School 培训学校',
    name: { en: 'Firm A Training School', zh: '甲培训学校' },
    category: 'education',
  });
  const gymWallet = await shop(gym, {
    id: id('f002'),
    label: 'Gym 健身房',
    name: { en: 'Firm B Gym', zh: '乙健身房' },
    category: 'fitness',
  });
  await school.postCardPlan({
    body: {
      id: id('f011'),
      wallet: schoolWallet,
      name: { en: 'Ten piano lessons', zh: '钢琴课十节' },
      slices: Array.from({ length: 10 }, () => 60_00n),
      validDays: 365,
      coolingDays: 7,
      rules: {
        en: 'One lesson of 45 minutes a use. Cancel a day ahead and nothing is used.',
        zh: '每次一节课，45分钟。提前一天取消不计次。',
      },
    },
  });
  await gym.postCardPlan({
    body: {
      id: id('f012'),
      wallet: gymWallet,
      name: { en: 'Half a year of gym', zh: '健身半年卡' },
      slices: Array.from({ length: 6 }, () => 100_00n),
      validDays: 180,
      coolingDays: 7,
      rules: { en: 'One month a use.', zh: '每次一个月。' },
    },
  });
  await unlessRefused(async () => {
    const wallet = await funded(people);
    if (wallet === undefined) return;
    await pupil.postCard({ body: { id: id('f021'), plan: id('f011'), wallet } });
    for (const last of ['f031', 'f032', 'f033'])
      await lesson(people, { ask: id(last), wallet: schoolWallet, card: id('f021') });
    await pupil.postCard({ body: { id: id('f022'), plan: id('f012'), wallet } });
    for (const [last, isDelivered] of months)
      await month(people, { ask: id(last), wallet: gymWallet, card: id('f022') }, isDelivered);
  });
}

/** The gym's asks, and whether the month was delivered: as many were disputed as a rule of risk needs. */
const months = [
  ['f051', true],
  ['f052', false],
  ['f053', true],
  ['f054', false],
  ['f055', true],
] as const;

type Shop = {
  readonly id: string;
  readonly label: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly category: 'education' | 'fitness';
};

async function shop(owner: YuanClient, { id: walletId, label, name, category }: Shop): Promise<string> {
  const { number } = (await owner.postWallet({ body: { ...plain, id: walletId, label } })).body;
  await owner.putMerchant({ params: { number }, body: { name, category } });
  return number;
}

/** The pupil's wallet with money in it from the bank; undefined where the bank has not answered yet. */
async function funded({ operator, pupil, party }: PrepaidPeople): Promise<string | undefined> {
  const { number } = (await pupil.listWallets({})).body.items[0]!;
  const opened = await operator.postBankAccount({ body: { id: id('f041'), party, amountMinor: 5_000_00n } });
  const account = opened.body.number;
  await pupil.putLinkedAccount({ params: { number, account } });
  await pupil.postTopUp({ params: { number }, body: { id: id('f042'), account, amountMinor: 2_000_00n } });
  const { items } = (await pupil.listCards({})).body;
  if (items.length > 1) return number;
  for (let turn = 0; turn < 20; turn++) {
    const { availableMinor } = (await pupil.getWallet({ params: { number } })).body;
    if (availableMinor >= 1_200_00n) return number;
    await setTimeout(250);
  }
  return undefined;
}

type Use = { readonly ask: string; readonly wallet: string; readonly card: string };

/** A month that the gym asks for; the pupil disputes one that was not delivered. */
async function month(
  { gym, pupil }: PrepaidPeople,
  { ask, wallet, card }: Use,
  isDelivered: boolean,
): Promise<void> {
  await gym.postSliceAsk({ body: { id: ask, wallet, card } });
  await pupil.postAskDecision({
    params: { id: ask },
    body: isDelivered
      ? { decision: 'confirm', reason: null }
      : { decision: 'dispute', reason: 'not_delivered' },
  });
}

/** A lesson that the school asks for and the pupil confirms; one that was had before stays so. */
async function lesson({ school, pupil }: PrepaidPeople, { ask, wallet, card }: Use): Promise<void> {
  await school.postSliceAsk({ body: { id: ask, wallet, card } });
  await pupil.postAskDecision({ params: { id: ask }, body: { decision: 'confirm', reason: null } });
}

/** Whoever tries the demonstration may have given a card back, stopped a shop or spent the money: that is no reason not to start. */
async function unlessRefused(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!codeOf(error).startsWith('yuan.')) throw error;
  }
}
