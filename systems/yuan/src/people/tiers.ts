import { FinharborError, fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import { dayOf, type Tier } from '../scheme/limits.ts';
import type { Wallet } from '../wallets/domain.ts';
import { ageOf, type TierChange, type Waiting, youngest } from './domain.ts';
import { type Somebody, somebody } from './facts.ts';
import { changeById, decideChange, keepChange } from './postgres.ts';
import type { NewTier } from './routes.ts';

type Asking = Pick<YuanContext, 'db' | 'clock' | 'people'>;

/**
 * Changes a wallet's tier as its holder asks: down at once; up at once where the rules can tell, and otherwise once the operator has
 * looked. Errors: those of `postTier`.
 */
export async function askTier(ctx: Asking, wallet: Wallet, asked: NewTier): Promise<TierChange> {
  const before = await changeById(ctx.db, asked.id);
  if (before) return same(before, wallet, asked);
  if (wallet.tier === null || wallet.parent !== null)
    fail('yuan.no_tier', 'Only a person’s wallet has a tier, and a sub-wallet has its parent’s.');
  if (wallet.state !== 'open')
    fail(`yuan.wallet_${wallet.state}`, 'The tier of a wallet changes only while it is open.');
  if (wallet.tier === asked.tier) fail('yuan.tier_differs', 'The wallet has this tier already.');
  const isRaised = asked.tier < wallet.tier;
  if (isRaised) await identify(ctx, wallet.holder, asked);
  const who = await somebody(ctx, wallet.holder);
  const waitsFor = isRaised ? judge(who, asked.tier, dayOf(ctx.clock.nowMs())) : null;
  const nowMs = ctx.clock.nowMs();
  const isKept = await keepChange(ctx.db, {
    id: asked.id,
    wallet: wallet.number,
    from: wallet.tier,
    to: asked.tier,
    state: waitsFor === null ? 'granted' : 'waiting',
    waitsFor,
    documentIndex: asked.tier < 4 ? (who.known?.documentIndex ?? null) : null,
    askedAtMs: nowMs,
    decidedAtMs: waitsFor === null ? nowMs : null,
  });
  const kept = await changeById(ctx.db, asked.id);
  if (!kept || (!isKept && kept.wallet !== wallet.number))
    fail('yuan.tier_waits', 'A change of this wallet’s tier waits for the operator already.');
  return same(kept, wallet, asked);
}

function same(change: TierChange, wallet: Wallet, asked: NewTier): TierChange {
  return change.wallet === wallet.number && change.to === asked.tier
    ? change
    : fail('yuan.other_movement', 'Another change was asked for under this id. Use a new one.');
}

async function identify({ people }: Asking, holder: string, { identity }: NewTier): Promise<void> {
  if (identity === null) return;
  const said = await people.identify(holder, identity);
  if (said === 'in_use')
    fail('yuan.document_in_use', 'Somebody else is known here by this document. Ask the operator.');
  if (said === 'no_document')
    throw new FinharborError({
      code: 'yuan.bad_document',
      publicMessage: 'No document of this kind has this number.',
      fields: [{ pointer: '/identity/document/number', detail: 'No document of this kind has this number' }],
    });
}

/** What somebody still has to look at; null where the rules can tell. Errors: what keeps the tier from rising. */
function judge({ known, linked }: Somebody, tier: Tier, today: string): Waiting | null {
  if (!known?.document)
    return fail('yuan.identity_missing', 'State your name and the number of your identity document.');
  const age = ageOf(known.document, today);
  if (age !== undefined && age < youngest)
    fail('yuan.too_young', `Wallets above tier 4 are for people of at least ${youngest} years.`);
  if (tier === 1) return 'in_person';
  if (tier === 2 && linked?.isOwn === false)
    fail('yuan.account_name_differs', 'The linked bank account is in another name.');
  if (tier === 2 && !linked) return 'bank_account';
  return age === undefined ? 'age' : null;
}

/** A teller's word on a change that waits at their operator. Errors: `yuan.tier_change_not_found`, `yuan.tier_change_over`. */
export async function decideTier(
  { db, clock }: Pick<Asking, 'db' | 'clock'>,
  change: TierChange,
  { refusal, by }: { readonly refusal: string | null; readonly by: string },
): Promise<TierChange> {
  await decideChange(db, { id: change.id, refusal, by, atMs: clock.nowMs() });
  const kept = (await changeById(db, change.id))!;
  return (kept.state === 'granted') === (refusal === null)
    ? kept
    : fail('yuan.tier_change_over', 'It has been decided the other way already.');
}
