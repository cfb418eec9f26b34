import { transferOf } from '../money/ids.ts';
import { termsOf } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import type { RailContext } from './context.ts';
import type { Exchange, WalletReason } from './domain.ts';
import { type Message, messageByNo } from './mail.ts';
import type { Incoming, ReadBooking } from './messages/read.ts';
import type { Fate } from './messages/write.ts';
import { movementBy } from './numbers.ts';
import { advance, exchangeById, markWaiting } from './postgres.ts';
import { askReturn, returnMessageId } from './returns.ts';

type Told = Extract<Incoming, { readonly kind: 'pain.002' | 'pacs.002' | 'camt.054' }>;

/** What an operator does with what the bank tells it. What comes twice, late or in another order changes nothing a second time. */
export async function actAtOperator(ctx: RailContext, message: Message, told: Told): Promise<void> {
  if (told.kind === 'camt.054') {
    for (const booking of told.bookings) await booked(ctx, message, booking);
    return;
  }
  for (const fate of told.fates) await learn(ctx, { message, about: told.about, fate });
}

type Learned = { readonly message: Message; readonly about: string; readonly fate: Fate };

/** Learns what became of a payment. */
async function learn(ctx: RailContext, { message, about, fate }: Learned): Promise<void> {
  const id = movementBy(message.operator, fate.endToEndId);
  const isSettled = fate.status === 'ACSC';
  if (!isSettled && fate.status !== 'RJCT') return;
  const atMs = ctx.clock.nowMs();
  const code = fate.reason ?? 'NARR';
  const refusal = isSettled ? {} : { refusal: code };
  const exchange = await exchangeOf(ctx, message.operator, id);
  if (!exchange) return;
  if (about.startsWith('pain.001') && exchange.kind === 'top_up')
    await advance(ctx.db, { id, from: ['asked'], to: isSettled ? 'paid' : 'rejected', ...refusal, atMs });
  else if (about.startsWith('pacs.004') && isSettled)
    await advance(ctx.db, { id, from: ['returning'], to: 'returned', atMs });
  else if (about.startsWith('pacs.004')) await waitsFor(ctx, { exchange, message, code });
  else if (about.startsWith('pacs.008') && exchange.kind === 'redemption' && exchange.state === 'sent') {
    const ended = await ctx.till.endRedemption(id, isSettled ? 'sent' : 'rejected');
    if (ended.kind === 'refused') throw new Error(`A redemption does not end: ${ended.reason}.`);
    await advance(ctx.db, { id, from: ['sent'], to: isSettled ? 'done' : 'rejected', ...refusal, atMs });
  }
}

type Rejected = { readonly exchange: Exchange; readonly message: Message; readonly code: string };

/** A return that did not come about waits and says why; what the bank said of an earlier try says nothing of this one. */
async function waitsFor({ db }: RailContext, { exchange, message, code }: Rejected): Promise<void> {
  const { id, operator, returnTry } = exchange;
  const asked = message.answers === null ? undefined : await messageByNo(db, operator, message.answers);
  if (asked?.messageId === returnMessageId(id, returnTry)) await markWaiting(db, id, { returnTry, code });
}

/** Money has come in for a top-up: into the wallet with it, or back. */
async function booked(ctx: RailContext, message: Message, booking: ReadBooking): Promise<void> {
  if (booking.creditDebit !== 'CRDT') return;
  const id = movementBy(message.operator, booking.endToEndId);
  const exchange = await exchangeOf(ctx, message.operator, id);
  const isMeant = exchange?.kind === 'top_up' && exchange.amountMinor === booking.amountMinor;
  if (!isMeant || (exchange.state !== 'asked' && exchange.state !== 'paid')) return;
  const atMs = ctx.clock.nowMs();
  const refusal = await intoWallet(ctx, exchange);
  const from = ['asked', 'paid'] as const;
  if (refusal === undefined) {
    await advance(ctx.db, { id, from, to: 'done', atMs });
    return;
  }
  await advance(ctx.db, { id, from, to: 'returning', refusal, atMs });
  await askReturn(ctx, { ...exchange, refusal, answers: message.no });
}

/** Puts what came in into the wallet; gives why not where it does not go. */
async function intoWallet(ctx: RailContext, exchange: Exchange): Promise<WalletReason | undefined> {
  const { id, operator, amountMinor } = exchange;
  const wallet = (await walletsByNumber(ctx.db, [exchange.wallet])).get(exchange.wallet)!;
  if (wallet.state !== 'open') {
    // It went in perhaps before the wallet was closed to it, and whoever did it was stopped.
    const [made] = await ctx.ledger.lookupTransfers([transferOf(id, 'money')]);
    if (!made) return wallet.state === 'closed' ? 'wallet_closed' : 'wallet_frozen';
  }
  const terms = termsOf(wallet, { schedule: ctx.limits, atMs: ctx.clock.nowMs() });
  const outcome = await ctx.till.topUp({ id, operator, amountMinor, wallet: terms });
  return outcome.kind === 'done' ? undefined : outcome.reason;
}

async function exchangeOf(ctx: RailContext, operator: string, id: string): Promise<Exchange | undefined> {
  const exchange = await exchangeById(ctx.db, id);
  return exchange?.operator === operator ? exchange : undefined;
}
