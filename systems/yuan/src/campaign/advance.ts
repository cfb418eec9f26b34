import { sql } from 'kysely';
import type { YuanContext } from '../context.ts';
import { derivedId } from '../money/ids.ts';
import { pursesById } from '../purses/postgres.ts';
import { endPurse, endPurses, openPurses } from '../purses/purses.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { type Campaign, discountPurse, potOf } from './campaign.ts';
import { drawIfRevealed, entriesOf, loggedText, rootOf } from './lottery.ts';
import { giveOwed, keepPackets } from './packets.ts';
import { entryOf } from './people.ts';
import {
  campaignById,
  endCampaign,
  keepLogged,
  liveCampaigns,
  lockedCampaign,
  moveOn,
  openPackets,
} from './postgres.ts';
import { claimsOf, payClaims } from './subsidy.ts';
import { budgetOf } from './terms.ts';

/** Moves campaigns on as their times come; each step may be cut short anywhere and is finished by the next call. */
export async function advanceCampaigns(ctx: YuanContext): Promise<void> {
  for (const campaign of await liveCampaigns(ctx.db)) {
    try {
      await advance(ctx, campaign);
    } catch (error) {
      // One campaign that waits, for cosigners say, holds up no other.
      ctx.note('yuan.campaign_waits', { campaign: campaign.id }, error);
    }
  }
}

/** Moves one campaign on as far as it can go now. */
async function advance(ctx: YuanContext, from: Campaign): Promise<void> {
  let campaign = from;
  for (;;) {
    const before = campaign.state;
    await step(ctx, campaign);
    campaign = (await campaignById(ctx.db, campaign.id))!;
    if (campaign.state === before || campaign.endedAtMs !== null) return;
  }
}

function step(ctx: YuanContext, campaign: Campaign): Promise<unknown> {
  const { state } = campaign;
  const nowMs = ctx.clock.nowMs();
  if (state === 'draft' || state === 'committed')
    return nowMs < campaign.opensAtMs ? Promise.resolve() : open(ctx, campaign);
  if (state === 'open') return whileOpen(ctx, campaign);
  if (state === 'closed') return whileClosed(ctx, campaign);
  if (state === 'drawn') return giveAndEnd(ctx, campaign);
  return endAll(ctx, campaign);
}

async function open(ctx: YuanContext, campaign: Campaign): Promise<boolean> {
  const { terms, state, id } = campaign;
  const { inMinor } = await ctx.till.flow(potOf(id));
  if (inMinor < budgetOf(terms)) return moveOn(ctx.db, campaign, { state: 'void', voidWhy: 'not_funded' });
  if (terms.kind === 'lottery' && state === 'draft')
    return moveOn(ctx.db, campaign, { state: 'void', voidWhy: 'not_committed' });
  if (terms.kind === 'discount') await openDiscount(ctx, campaign);
  if (terms.kind === 'voucher') {
    const wallets = await walletsByNumber(ctx.db, terms.wallets);
    await keepPackets(
      ctx.db,
      campaign.id,
      terms.wallets.map((wallet, at) => ({
        no: at + 1,
        entry: entryOf(ctx, campaign.id, `${wallets.get(wallet)!.holder} ${wallet}`),
        wallet,
        amountMinor: terms.amountMinor,
      })),
    );
  }
  return moveOn(ctx.db, campaign, { state: 'open' });
}

/** The money of a discount is its own until the campaign closes: anybody's payment at the merchant takes from it. */
async function openDiscount(ctx: YuanContext, campaign: Campaign): Promise<void> {
  const { id, title, terms, closesAtMs } = campaign;
  if (terms.kind !== 'discount') return;
  const { merchant, ownMinor, mostMinor, budgetMinor } = terms;
  const purse = discountPurse(id);
  await openPurses(ctx, [
    {
      id: purse,
      area: 'campaign',
      subject: id,
      owner: null,
      title,
      purpose: { merchants: [merchant], ownMinor, mostMinor, oncePer: 'day' },
      returnsTo: { purse: potOf(id) },
      expiresAtMs: closesAtMs,
    },
  ]);
  const outcome = await ctx.till.release([
    {
      id: derivedId('campaign discount opens', id),
      purse: potOf(id),
      amountMinor: budgetMinor,
      to: { purse },
    },
  ]);
  if (outcome.kind === 'refused') throw new Error(`A pot refuses its discount: ${outcome.reason}.`);
}

/** Packets in a turn, of which there is one a second: those who ask at that moment come first. */
const mostWhileOpen = 300;

async function whileOpen(ctx: YuanContext, campaign: Campaign): Promise<void> {
  if (campaign.terms.kind === 'subsidy') await payClaims(ctx, campaign);
  else await giveOwed(ctx, campaign, mostWhileOpen);
  if (ctx.clock.nowMs() < campaign.closesAtMs) return;
  await ctx.db.transaction().execute(async (tx) => {
    // Whoever enters, asks or claims holds one of the two: none comes in after the list is closed. A turn of a rush takes the run first
    // and then, by its foreign keys, the campaign: in the other order the two would wait for each other.
    await sql`select 1 from yuan_campaign_run where campaign = ${campaign.id} for update`.execute(tx);
    const now = (await lockedCampaign(tx, campaign.id, 'update'))!;
    await moveOn(tx, now, { state: 'closed' });
  });
}

async function whileClosed(ctx: YuanContext, campaign: Campaign): Promise<void> {
  const { terms, logged } = campaign;
  const isListed = terms.kind === 'lottery' || terms.kind === 'rush';
  if (isListed && !logged) return putIntoLog(ctx, campaign);
  if (terms.kind !== 'lottery') return giveAndEnd(ctx, campaign);
  const voidWhy = await drawIfRevealed(ctx, campaign);
  if (voidWhy !== undefined) await moveOn(ctx.db, campaign, { state: 'void', voidWhy });
}

async function putIntoLog(ctx: YuanContext, campaign: Campaign): Promise<void> {
  const { db, clock, evidence } = ctx;
  const { terms, id } = campaign;
  const list = terms.kind === 'lottery' ? await entryList(ctx, id) : await askList(ctx, id);
  const text = await loggedText(db, campaign, list);
  const { index, proof } = await evidence.append(`yuan-campaign ${id}`, Buffer.from(text));
  const revealByMs = terms.kind === 'lottery' ? clock.nowMs() + terms.revealS * 1000 : null;
  await keepLogged(db, id, { listRoot: list.root, index, proof, revealByMs });
}

type List = { readonly root: string; readonly count: number };

async function entryList({ db }: YuanContext, id: string): Promise<List> {
  const entries = await entriesOf(db, id);
  return { root: rootOf(entries), count: entries.length };
}

async function askList({ db }: YuanContext, id: string): Promise<List> {
  const { head, asks } = await db
    .selectFrom('yuan_campaign_run')
    .select(['head', 'asks'])
    .where('campaign', '=', id)
    .executeTakeFirstOrThrow();
  return { root: head, count: asks };
}

/** Gives what is owed and, once the time of packets is over, what is left of them back. */
async function giveAndEnd(ctx: YuanContext, campaign: Campaign): Promise<void> {
  if (campaign.terms.kind === 'subsidy') await payClaims(ctx, campaign);
  else await giveOwed(ctx, campaign);
  const isOver =
    campaign.terms.kind === 'discount' ||
    ctx.clock.nowMs() >= campaign.packetsUntilMs ||
    (await isAllDone(ctx, campaign));
  if (isOver) await moveOn(ctx.db, campaign, { state: 'over' });
}

/** True where nothing more can be given and no packet waits. */
async function isAllDone({ db }: YuanContext, { id, terms }: Campaign): Promise<boolean> {
  const waiting = terms.kind === 'subsidy' ? await claimsOf(db, id, { limit: 1_000 }) : [];
  if (waiting.some(({ state }) => state === 'asked' || state === 'approved')) return false;
  return (await openPackets(db, id, potOf(id))).length === 0;
}

const endedAtOnce = 500;

/** Everything goes back: packets into the pot, the pot into its wallet. */
async function endAll(ctx: YuanContext, campaign: Campaign): Promise<void> {
  const { db, clock } = ctx;
  const pot = potOf(campaign.id);
  const open = await openPackets(db, campaign.id, pot);
  for (let at = 0; at < open.length; at += endedAtOnce)
    await endPurses(ctx, [...(await pursesById(db, open.slice(at, at + endedAtOnce))).values()]);
  await endPurse(ctx, (await pursesById(db, [pot])).get(pot)!);
  await endCampaign(db, campaign.id, clock.nowMs());
}
