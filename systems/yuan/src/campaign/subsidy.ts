import { fail } from '@finharbor/kernel';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';
import { derivedId } from '../money/ids.ts';
import { termsNow } from '../payments/pay.ts';
import { openPurses } from '../purses/purses.ts';
import type { Wallet } from '../wallets/domain.ts';
import { merchants, walletsByNumber } from '../wallets/postgres.ts';
import { type Campaign, potOf, stateAt } from './campaign.ts';
import { entryOf } from './people.ts';
import { lockedCampaign } from './postgres.ts';
import type { Claim, NewClaim, Rejection } from './subsidy-words.ts';
import { subsidyFor } from './terms.ts';

type Db = Kysely<YuanTables>;

/**
 * Claims a subsidy, which is set aside for the claim. Errors: `yuan.campaign_not_open`, `yuan.claim_too_low`, `yuan.claimed_before`,
 * `yuan.campaign_used_up`, `yuan.not_a_dealer`, `yuan.claim_differs`.
 */
export async function claim(
  ctx: YuanContext,
  campaign: Campaign,
  { wallet, ...asked }: Omit<NewClaim, 'wallet'> & { readonly wallet: Wallet },
): Promise<Claim> {
  const entry = entryOf(ctx, campaign.id, wallet.holder);
  if (
    asked.dealer !== null &&
    (await merchants(ctx.db, [asked.dealer])).get(asked.dealer)?.category !== 'cars'
  )
    fail('yuan.not_a_dealer', 'This wallet is not that of a dealer in cars.');
  return ctx.db.transaction().execute(async (tx) => {
    // What is claimed together must not be more than there is: claims of one campaign come one after the other.
    const now = (await lockedCampaign(tx, campaign.id, 'update'))!;
    const before = await claimById(tx, asked.id);
    if (before) {
      if (
        before.entry !== entry ||
        before.invoice !== asked.invoice ||
        before.priceMinor !== asked.priceMinor
      )
        fail('yuan.claim_differs', 'A claim of this number is there with other facts: use a new number.');
      return before;
    }
    const { terms } = now;
    const atMs = ctx.clock.nowMs();
    if (terms.kind !== 'subsidy' || stateAt(now, atMs) !== 'open')
      fail('yuan.campaign_not_open', 'Nobody can claim now: look at its times.');
    const amountMinor = subsidyFor(terms.bands, asked.priceMinor);
    if (amountMinor === undefined)
      fail('yuan.claim_too_low', 'For a car of this price the campaign gives nothing.');
    const { takenMinor, isTaken } = await standing(tx, now.id, { entry, invoice: asked.invoice });
    if (isTaken) fail('yuan.claimed_before', 'Each person and each invoice claims once.');
    if (takenMinor + amountMinor > terms.budgetMinor)
      fail('yuan.campaign_used_up', 'What the campaign has is given or claimed already.');
    await tx
      .insertInto('yuan_claim')
      .values({
        id: asked.id,
        campaign: now.id,
        entry,
        wallet: wallet.number,
        dealer: asked.dealer,
        invoice: asked.invoice,
        price_minor: asked.priceMinor,
        amount_minor: amountMinor,
        asked_at_ms: BigInt(atMs),
      })
      .execute();
    return (await claimById(tx, asked.id))!;
  });
}

async function standing(
  tx: Db,
  campaign: string,
  { entry, invoice }: Pick<Claim, 'entry' | 'invoice'>,
): Promise<{ readonly takenMinor: bigint; readonly isTaken: boolean }> {
  const { rows } = await sql<{ taken: string; is_taken: boolean }>`
    select coalesce(sum(amount_minor), 0)::text as taken,
      coalesce(bool_or(entry = ${entry} or invoice = ${invoice}), false) as is_taken
    from yuan_claim where campaign = ${campaign} and state <> 'rejected'`.execute(tx);
  return { takenMinor: BigInt(rows[0]!.taken), isTaken: rows[0]!.is_taken };
}

/** Decides a claim; the first decision stands, and an approved one is paid. Errors: `yuan.claim_decided`, `yuan.campaign_not_open`. */
export async function decide(ctx: YuanContext, asked: Claim, why: Rejection | null): Promise<Claim> {
  const { id, campaign } = asked;
  return ctx.db.transaction().execute(async (tx) => {
    // Money that is given back must not be promised meanwhile.
    const { state } = (await lockedCampaign(tx, campaign, 'update'))!;
    const kept = (await claimById(tx, id))!;
    if (kept.state !== 'asked') {
      if (kept.why !== why) fail('yuan.claim_decided', 'The claim has been decided otherwise: that stands.');
      return kept;
    }
    if (state === 'over' || state === 'void')
      fail('yuan.campaign_not_open', 'The campaign is over and its money has gone back.');
    await tx
      .updateTable('yuan_claim')
      .set({ state: why === null ? 'approved' : 'rejected', why, decided_at_ms: BigInt(ctx.clock.nowMs()) })
      .where('id', '=', id)
      .execute();
    return (await claimById(tx, id))!;
  });
}

/** Pays the approved claims of a campaign that are not paid yet; a wallet that may not hold the money gets it when it may. */
export async function payClaims(ctx: YuanContext, campaign: Campaign): Promise<void> {
  for (const one of await claimsOf(ctx.db, campaign.id, { state: 'approved' })) {
    if (!(await payClaim(ctx, campaign, one))) continue;
    await ctx.db.updateTable('yuan_claim').set({ state: 'paid' }).where('id', '=', one.id).execute();
  }
}

async function payClaim(ctx: YuanContext, campaign: Campaign, one: Claim): Promise<boolean> {
  const wallet = (await walletsByNumber(ctx.db, [one.wallet])).get(one.wallet)!;
  const purse = derivedId('campaign claim', one.id);
  if (one.dealer !== null)
    await openPurses(ctx, [
      {
        id: purse,
        area: 'campaign',
        subject: campaign.id,
        owner: one.wallet,
        title: campaign.title,
        purpose: { merchants: [one.dealer] },
        returnsTo: { purse: potOf(campaign.id) },
        expiresAtMs: campaign.packetsUntilMs,
      },
    ]);
  else if (wallet.state !== 'open' || (await isFull(ctx, wallet, one.amountMinor))) return false;
  const outcome = await ctx.till.release([
    {
      id: derivedId('campaign pays claim', one.id),
      purse: potOf(campaign.id),
      amountMinor: one.amountMinor,
      to: one.dealer === null ? termsNow(ctx, wallet) : { purse },
      once: [`subsidy person ${campaign.id} ${one.entry}`, `subsidy invoice ${campaign.id} ${one.invoice}`],
      // Whether the wallet may hold it was looked at just now: a refusal would spoil the number for good.
      isReturn: true,
    },
  ]);
  if (outcome.kind === 'refused') throw new Error(`A pot refuses an approved claim: ${outcome.reason}.`);
  return true;
}

async function isFull(ctx: YuanContext, wallet: Wallet, amountMinor: bigint): Promise<boolean> {
  const most = termsNow(ctx, wallet).limits.balanceMinor;
  if (most === null) return false;
  const { availableMinor, setAsideMinor } = (await ctx.till.balance(wallet.number))!;
  return availableMinor + setAsideMinor + amountMinor > most;
}

export async function claimById(db: Db, id: string): Promise<Claim | undefined> {
  const row = await db.selectFrom('yuan_claim').selectAll().where('id', '=', id).executeTakeFirst();
  return row && claimOf(row);
}

/** A person's claims, the latest last. */
export async function ownClaims(db: Db, campaign: string, entry: string): Promise<readonly Claim[]> {
  const rows = await db
    .selectFrom('yuan_claim')
    .selectAll()
    .where('campaign', '=', campaign)
    .where('entry', '=', entry)
    .orderBy('id')
    .execute();
  return rows.map(claimOf);
}

/** Claims of a campaign, the earliest first, after an id on. */
export async function claimsOf(
  db: Db,
  campaign: string,
  { state, after, limit = 1_000 }: { state?: Claim['state']; after?: string | undefined; limit?: number },
): Promise<readonly Claim[]> {
  const rows = await db
    .selectFrom('yuan_claim')
    .selectAll()
    .where('campaign', '=', campaign)
    .$if(state !== undefined, (rest) => rest.where('state', '=', state!))
    .$if(after !== undefined, (rest) => rest.where('id', '>', after!))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(claimOf);
}

function claimOf(row: Selectable<YuanTables['yuan_claim']>): Claim {
  return {
    id: row.id,
    campaign: row.campaign,
    entry: row.entry,
    wallet: row.wallet,
    dealer: row.dealer,
    invoice: row.invoice,
    priceMinor: row.price_minor,
    amountMinor: row.amount_minor,
    state: row.state as Claim['state'],
    why: row.why as Rejection | null,
    askedAtMs: Number(row.asked_at_ms),
    decidedAtMs: row.decided_at_ms === null ? null : Number(row.decided_at_ms),
  };
}
