import { setTimeout } from 'node:timers/promises';
import { codeOf, systemClock } from '@finharbor/kernel';
import { type YuanClient, yuanAs } from './clients.ts';
import type { DemoHarbor } from './set-up.ts';

type NewCampaign = Parameters<YuanClient['postCampaign']>[0]['body'];
type Sides = { readonly bureau: YuanClient; readonly teller: YuanClient };

/** Campaigns of the demonstration are fixed, so that a second start finds them. */
const campaignId = (last: string): string => `01937f00-0000-7000-8000-00000000${last}`;
const dayMs = 86_400_000;
/** In which both sides have committed, and then everybody has entered, on a machine at work on other things, too. */
const commitMs = 8_000;
const districts = [
  { district: 'luohu', name: { en: 'Luohu', zh: '罗湖区' }, count: 2 },
  { district: 'futian', name: { en: 'Futian', zh: '福田区' }, count: 2 },
];
const prizes = [
  { amountMinor: 200_00n, count: 1 },
  { amountMinor: 50_00n, count: 3 },
];
const purpose = { categories: ['food', 'groceries', 'retail'] as const };
const unsaid = { body: { secret: null } };

/** A discount at the café and a lottery that is open, both paid by the bureau where its wallet has the money. Repeating it changes nothing. */
export async function setUpCampaigns(sides: Sides, cafe: string): Promise<void> {
  const wallet = await walletOf(sides.bureau);
  await begin(sides, (nowMs) => ({
    id: campaignId('c001'),
    title: { en: 'Coffee for one yuan', zh: '一元喝咖啡' },
    about: {
      en: 'At Firm A Café you pay ¥1 of a coffee and the city the rest up to ¥20, once a day.',
      zh: '在甲咖啡馆，您付1元，其余由市财政承担，最多20元，每日一次。',
    },
    terms: {
      kind: 'discount',
      merchant: cafe,
      ownMinor: 1_00n,
      mostMinor: 20_00n,
      budgetMinor: 10_000_00n,
    },
    wallet,
    opensAtMs: nowMs + 5_000,
    closesAtMs: nowMs + 30 * dayMs,
    packetsUntilMs: nowMs + 31 * dayMs,
  }));
  await begin(sides, (nowMs) =>
    lottery(wallet, 'c002', { opensAtMs: nowMs + commitMs, closesAtMs: nowMs + 7 * dayMs }),
  );
}

/** A lottery from its commitments to its draw, in a few seconds, for whoever wants to recompute one. */
export async function finishLottery({ home, url }: DemoHarbor): Promise<void> {
  const { nowMs } = systemClock;
  const as = (login: string): Promise<YuanClient> => yuanAs(home, url, login);
  const sides = { bureau: await as('bureau'), teller: await as('teller') };
  const wallet = await walletOf(sides.bureau);
  const people = [await as('resident-a'), await as('resident-b')];
  const asked = await begin(sides, (from) => {
    const opensAtMs = from + commitMs;
    return lottery(wallet, 'c003', { opensAtMs, closesAtMs: opensAtMs + commitMs });
  });
  if (!asked) return;
  const params = { id: asked.id };
  await setTimeout(asked.opensAtMs + 500 - nowMs());
  for (const [at, person] of people.entries()) {
    const district = districts[at % districts.length]!.district;
    await person.postEntry({ params, body: { wallet: await walletOf(person), district } });
  }
  const isAt = async (isThere: (course: Course) => boolean): Promise<boolean> => {
    for (let turn = 0; turn < 40; turn++) {
      if (isThere((await sides.bureau.getCampaign({ params })).body)) return true;
      await setTimeout(500);
    }
    return false;
  };
  // Without anybody's node to co-sign the list it waits, and is void later on.
  if (!(await isAt(({ campaign }) => campaign.revealByMs !== null))) return;
  await sides.bureau.postReveal({ params, ...unsaid });
  await sides.teller.postReveal({ params, ...unsaid });
  await isAt(({ campaign }) => campaign.state === 'drawn');
}
type Course = Awaited<ReturnType<YuanClient['getCampaign']>>['body'];

async function walletOf(holder: YuanClient): Promise<string> {
  return (await holder.listWallets({})).body.items[0]!.number;
}

function lottery(
  wallet: string,
  last: string,
  times: { readonly opensAtMs: number; readonly closesAtMs: number },
): NewCampaign {
  return {
    id: campaignId(last),
    title: { en: 'New year red packets', zh: '新年红包' },
    about: {
      en: 'One packet of ¥200 and three of ¥50, drawn among all who enter, by district.',
      zh: '200元红包1个、50元红包3个，按区抽签。',
    },
    terms: { kind: 'lottery', revealS: 3 * 86_400, prizes, quotas: districts, purpose },
    wallet,
    ...times,
    packetsUntilMs: times.closesAtMs + 30 * dayMs,
  };
}

/**
 * Makes a campaign where it is not there yet, its times counted from the moment at which it is asked for, and commits both sides of a
 * lottery. Gives nothing where it is there or cannot be paid for.
 */
async function begin(
  { bureau, teller }: Sides,
  askedAt: (nowMs: number) => NewCampaign,
): Promise<NewCampaign | undefined> {
  const { id, wallet } = askedAt(systemClock.nowMs());
  const params = { id };
  try {
    await bureau.getCampaign({ params });
    return undefined;
  } catch (error) {
    if (codeOf(error) !== 'yuan.campaign_not_found') throw error;
  }
  const { availableMinor } = (await bureau.getWallet({ params: { number: wallet } })).body;
  if (availableMinor < 20_000_00n) return undefined;
  const asked = askedAt(systemClock.nowMs());
  await bureau.postCampaign({ body: asked });
  if (asked.terms.kind === 'lottery')
    for (const side of [bureau, teller]) await side.postCommitment({ params, body: { commitment: null } });
  return asked;
}
