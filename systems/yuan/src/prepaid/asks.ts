import { fail } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';
import { type Ask, askValidMs, type Card, codeValidMs, isConfirmedByItself, nextSlice } from './domain.ts';
import { releaseSlice } from './end.ts';
import { askByCode, askById, asksOf, keepAsk, lockCard, plansById, turnAsk } from './postgres.ts';
import { tellOfAsk } from './tell.ts';
import type { DisputeReason } from './words.ts';

type Db = Kysely<YuanTables>;

/** What is asked for: a slice of a card, by a side that has been seen to be its own. */
export type NewAsk = {
  readonly id: string;
  readonly card: string;
  readonly by: Ask['by'];
  /** True of the card where this side may ask. */
  readonly isOwn: (card: Card) => boolean;
};

/** Asks for the next slice of a card; the same again changes nothing. Errors: those of `postSliceAsk`. */
export async function askSlice(ctx: YuanContext, asked: NewAsk): Promise<Ask> {
  const { db } = ctx;
  const { card, ask, isNew } = await db.transaction().execute((tx) => keepNew(ctx, tx, asked));
  if (isNew && ask.state === 'asked' && ask.by === 'merchant') await tellOfAsk(ctx, card, ask);
  if (ask.state === 'confirmed') await releaseSlice(ctx, card, ask);
  return (await askById(db, ask.id))!;
}

type Kept = { readonly card: Card; readonly ask: Ask; readonly isNew: boolean };

async function keepNew(ctx: YuanContext, tx: Db, { id, card: cardId, by, isOwn }: NewAsk): Promise<Kept> {
  const nowMs = ctx.clock.nowMs();
  const card = await lockCard(tx, cardId);
  if (!card || card.state === 'buying' || !isOwn(card))
    return fail('yuan.card_not_found', 'No card of yours has this number.');
  const before = await askById(tx, id);
  if (before && (before.card !== cardId || before.by !== by))
    return fail('yuan.other_movement', 'Another ask has this number: use a new one.');
  if (before) return { card, ask: before, isNew: false };
  const asks = await settledAsks(tx, card, nowMs);
  if (card.state !== 'open' || card.validUntilMs <= nowMs)
    return fail('yuan.card_over', 'The card is over, and what was left has gone back.');
  if (asks.some(({ state }) => state === 'asked'))
    return fail('yuan.ask_waits', 'A use of this card waits for an answer already.');
  const plan = (await plansById(tx, [card.plan])).get(card.plan)!;
  const next = nextSlice(plan, asks);
  if (!next) return fail('yuan.card_over', 'Every use of this card is taken.');
  const isStanding = by === 'merchant' && isConfirmedByItself(card, asks, nowMs);
  const ask: Ask = {
    ...next,
    id,
    card: cardId,
    merchant: card.merchant,
    by,
    code: by === 'consumer' ? codeOf(ctx) : null,
    state: isStanding ? 'confirmed' : 'asked',
    isStanding,
    reason: null,
    askedAtMs: nowMs,
    lapsesAtMs: nowMs + (by === 'consumer' ? codeValidMs : askValidMs),
    decidedAtMs: isStanding ? nowMs : null,
  };
  await keepAsk(tx, ask);
  return { card, ask, isNew: true };
}

/** The asks of a card after those have lapsed whose time is over. */
async function settledAsks(tx: Db, card: Card, nowMs: number): Promise<readonly Ask[]> {
  const asks = (await asksOf(tx, [card.id])).get(card.id) ?? [];
  const isLate = (ask: Ask): boolean => ask.state === 'asked' && ask.lapsesAtMs <= nowMs;
  for (const ask of asks.filter(isLate))
    await turnAsk(tx, ask.id, { from: 'asked', to: 'lapsed', atMs: nowMs });
  return asks.map((ask) => (isLate(ask) ? { ...ask, state: 'lapsed' } : ask));
}

/** Eight digits: whoever guesses has ten minutes and a till that is on record. */
function codeOf({ random }: YuanContext): string {
  const [number] = new Uint32Array(random.bytes(4).buffer);
  return String(number! % 100_000_000).padStart(8, '0');
}

/** What the other side says to an ask. */
export type Decision = {
  readonly decision: 'confirm' | 'decline' | 'dispute';
  /** Of a dispute. */
  readonly reason: DisputeReason | null;
};

const turned = { confirm: 'confirmed', decline: 'declined', dispute: 'disputed' } as const;

/** Decides on an ask, once; the same again changes nothing. Errors: `yuan.ask_not_found`, `yuan.ask_lapsed`, `yuan.ask_decided`. */
export async function decideAsk(
  ctx: YuanContext,
  { id, isOwn }: { readonly id: string; readonly isOwn: (card: Card, ask: Ask) => boolean },
  { decision, reason }: Decision,
): Promise<Ask> {
  const { db, clock } = ctx;
  const nowMs = clock.nowMs();
  const card = await db.transaction().execute(async (tx) => {
    const seen = await askById(tx, id);
    const locked = seen && (await lockCard(tx, seen.card));
    const ask = await askById(tx, id);
    if (!locked || !ask || !isOwn(locked, ask))
      return fail('yuan.ask_not_found', 'No ask of this number waits for you.');
    const isDone = ask.state === turned[decision] || (decision === 'confirm' && ask.state === 'released');
    if (isDone) return locked;
    if (ask.state === 'lapsed' || (ask.state === 'asked' && ask.lapsesAtMs <= nowMs))
      return fail('yuan.ask_lapsed', 'The ask was not answered in time. Nothing was used: ask again.');
    if (ask.state !== 'asked') return fail('yuan.ask_decided', 'The ask was answered otherwise before.');
    await turnAsk(tx, id, { from: 'asked', to: turned[decision], atMs: nowMs, reason });
    return locked;
  });
  const ask = (await askById(db, id))!;
  if (ask.state !== 'confirmed') return ask;
  await releaseSlice(ctx, card, ask);
  return (await askById(db, id))!;
}

/** A merchant types in the code that a consumer shows: that confirms it. Errors: `yuan.code_not_found`, `yuan.ask_lapsed`. */
export async function confirmByCode(ctx: YuanContext, merchant: string, code: string): Promise<Ask> {
  const ask = await askByCode(ctx.db, merchant, code);
  if (!ask) return fail('yuan.code_not_found', 'No card of this shop shows this code now.');
  const isOwn = (card: Card): boolean => card.merchant === merchant;
  return decideAsk(ctx, { id: ask.id, isOwn }, { decision: 'confirm', reason: null });
}
