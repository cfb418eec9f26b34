import { isDeepStrictEqual } from 'node:util';
import { fail } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { YuanContext } from '../context.ts';
import { derivedId } from '../money/ids.ts';
import type { Refusal } from '../money/outcome.ts';
import { payersOf } from '../payments/pay.ts';
import { openPurses } from '../purses/purses.ts';
import { refused } from '../refused.ts';
import type { Wallet } from '../wallets/domain.ts';
import { merchants, walletsByNumber } from '../wallets/postgres.ts';
import { ownWallet } from '../wallets/wallets.ts';
import { type Campaign, potOf, stateAt } from './campaign.ts';
import { campaignById, keepCampaign, lockedCampaign, moveOn } from './postgres.ts';
import { rushStart } from './rush.ts';
import { budgetOf, type Terms } from './terms.ts';

/** What a campaign is made with. */
export type NewCampaign = {
  readonly id: string;
  readonly wallet: string;
  readonly title: Bilingual;
  readonly about: Bilingual;
  readonly terms: Terms;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  readonly packetsUntilMs: number;
};

/**
 * Makes a campaign and pays its budget into its pot. The same again changes nothing, and finishes what an earlier try left undone.
 * Errors: `yuan.no_such_wallet`, `yuan.not_a_merchant`, `yuan.campaign_differs`, `yuan.campaign_times`, refusals of the payment.
 */
export async function makeCampaign(ctx: YuanContext, holder: string, asked: NewCampaign): Promise<Campaign> {
  const { db } = ctx;
  const wallet = await ownWallet(ctx, holder, asked.wallet);
  if (!(await campaignById(db, asked.id))) {
    await checkTerms(ctx, asked);
    await keepNew(ctx, asked, wallet);
  }
  const kept = (await campaignById(db, asked.id))!;
  const { id, title, about, terms, opensAtMs, closesAtMs, packetsUntilMs } = kept;
  const same = { id, wallet: kept.wallet, title, about, terms, opensAtMs, closesAtMs, packetsUntilMs };
  if (kept.organiser !== holder || !isDeepStrictEqual(same, asked))
    fail('yuan.campaign_differs', 'A campaign of this number is there with other facts: use a new number.');
  const refusal = await fund(ctx, kept, wallet);
  if (refusal) await refused(ctx, { action: 'campaign', wallet: wallet.number }, refusal);
  return kept;
}

async function keepNew({ db, clock }: YuanContext, asked: NewCampaign, wallet: Wallet): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await keepCampaign(tx, {
      ...asked,
      organiser: wallet.holder,
      operator: wallet.operator,
      state: 'draft',
      voidWhy: null,
      logged: null,
      revealByMs: null,
      seed: null,
      madeAtMs: clock.nowMs(),
      endedAtMs: null,
    });
    if (asked.terms.kind !== 'rush') return;
    await tx
      .insertInto('yuan_campaign_run')
      .values({ campaign: asked.id, head: rushStart(asked.id) })
      .onConflict((conflict) => conflict.column('campaign').doNothing())
      .execute();
  });
}

/** Pays the budget into the pot, once; a campaign whose payment is refused is void, and gives why. */
function fund(
  ctx: YuanContext,
  { id, title, terms }: Campaign,
  wallet: Wallet,
): Promise<Refusal | undefined> {
  return ctx.db.transaction().execute(async (tx) => {
    // Who ends a campaign that has no money yet waits for this: money must not come into a pot that was ended.
    const now = (await lockedCampaign(tx, id, 'update'))!;
    if (now.state !== 'draft') return undefined;
    const pot = potOf(id);
    const returnsTo = { wallet: wallet.number };
    const facts = { area: 'campaign', subject: id, owner: null, title, purpose: null, expiresAtMs: null };
    await openPurses(ctx, [{ ...facts, id: pot, returnsTo }]);
    const outcome = await ctx.till.pay({
      id: fundingOf(id),
      amountMinor: budgetOf(terms),
      payers: await payersOf(ctx, wallet),
      payee: { purse: pot },
    });
    if (outcome.kind === 'done') return undefined;
    await moveOn(tx, now, { state: 'void', voidWhy: 'not_funded' });
    return outcome.reason;
  });
}

/** The movement that pays a campaign's budget into its pot. */
export function fundingOf(campaign: string): string {
  return derivedId('campaign paid', campaign);
}

async function checkTerms({ db, clock }: YuanContext, asked: NewCampaign): Promise<void> {
  const { opensAtMs, closesAtMs, packetsUntilMs, terms } = asked;
  if (!(clock.nowMs() <= opensAtMs && opensAtMs < closesAtMs && closesAtMs < packetsUntilMs))
    fail(
      'yuan.campaign_times',
      'A campaign opens from now on, closes after that, and packets end after that.',
    );
  const shops = [
    ...(terms.kind === 'discount' ? [terms.merchant] : []),
    ...('purpose' in terms ? (terms.purpose?.merchants ?? []) : []),
  ];
  const known = await merchants(db, shops);
  if (shops.some((shop) => !known.has(shop)))
    fail('yuan.not_a_merchant', 'Money of a campaign is spent at merchants: one of these wallets is none.');
  if (terms.kind !== 'voucher') return;
  const wallets = await walletsByNumber(db, terms.wallets);
  if (terms.wallets.length === 0 || terms.wallets.some((number) => wallets.get(number)?.kind !== 'personal'))
    fail('yuan.no_such_wallet', 'The list names wallets of people, each by its number.');
}

/** Calls a campaign off before it opens. Errors: `yuan.campaign_begun`. */
export async function cancel(ctx: YuanContext, { id }: Campaign): Promise<Campaign> {
  await ctx.db.transaction().execute(async (tx) => {
    const now = (await lockedCampaign(tx, id, 'update'))!;
    if (now.voidWhy === 'cancelled') return;
    const state = stateAt(now, ctx.clock.nowMs());
    if (state !== 'draft' && state !== 'committed')
      fail('yuan.campaign_begun', 'A campaign that people take part in is not called off.');
    await moveOn(tx, now, { state: 'void', voidWhy: 'cancelled' });
  });
  return (await campaignById(ctx.db, id))!;
}
