import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import { refused, refusedAs } from '../refused.ts';
import { termsOf, type Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { settlementAccount } from './accounts.ts';
import type { AskedExchange, Exchange, Link } from './domain.ts';
import { withEach } from './each.ts';
import { post } from './mail.ts';
import { type AskedPayment, collection, payout } from './messages/write.ts';
import { endToEndOf, messageIdOf } from './numbers.ts';
import { advance, askedRedemptions, exchangeById, hasToppedUp, keepExchange, linksOf } from './postgres.ts';

/** What a holder asks for. */
export type NewExchange = { readonly id: string; readonly amountMinor: bigint; readonly account: string };

type Deciding = Pick<YuanContext, 'db' | 'clock' | 'till' | 'ledger' | 'limits' | 'past'>;

/** Asks the bank for money of a linked account: the message to it is kept with what it is for, or neither is. Errors: those of `postTopUp`. */
export async function askTopUp(ctx: Deciding, wallet: Wallet, asked: NewExchange): Promise<Exchange> {
  const earlier = await askedBefore(ctx, wallet, { kind: 'top_up', ...asked });
  if (earlier) return earlier;
  const link = await linkOf(ctx, { wallet, action: 'top_up', account: asked.account });
  await checkOpen(ctx, 'top_up', wallet);
  const to = await settlementAccount(ctx, wallet.operator);
  const head = headOf(ctx, { what: 'top up', id: asked.id, operator: wallet.operator });
  const payment = paymentOf(asked, link, { from: asked.account, to });
  const xml = await collection({ ...head, ...payment });
  await ctx.db.transaction().execute(async (trx) => {
    const isNew = await keepExchange(
      trx,
      exchangeBy(wallet, asked, { kind: 'top_up', askedAtMs: head.atMs }),
    );
    if (!isNew) return;
    const way = { direction: 'to_bank', kind: 'pain.001', answers: null, isOwn: true } as const;
    await post(trx, { ...head, ...way, exchange: asked.id, xml });
  });
  return (await exchangeById(ctx.db, asked.id))!;
}

/** Sets money of a wallet aside and asks the bank to pay it out. Errors: those of `postRedemption`. */
export async function askRedemption(ctx: Deciding, wallet: Wallet, asked: NewExchange): Promise<Exchange> {
  const action = 'redeem';
  const earlier = await askedBefore(ctx, wallet, { kind: 'redemption', ...asked });
  if (!earlier) {
    await linkOf(ctx, { wallet, action, account: asked.account });
    await checkOpen(ctx, action, wallet);
    if (wallet.tier === 4 && !(await hasToppedUp(ctx.db, wallet.number, asked.account)))
      return refusedAs(
        ctx,
        { action, wallet: wallet.number },
        {
          code: 'yuan.account_not_used',
          publicMessage:
            'A wallet of tier 4 pays out only to an account that it was topped up from. Nothing has moved.',
        },
      );
    await keepExchange(
      ctx.db,
      exchangeBy(wallet, asked, { kind: 'redemption', askedAtMs: ctx.clock.nowMs() }),
    );
  }
  const exchange = await goOn(ctx, (await exchangeById(ctx.db, asked.id))!);
  if (!earlier && exchange.refusal === 'insufficient_funds')
    return refused(ctx, { action, wallet: wallet.number }, 'insufficient_funds');
  return exchange;
}

/** Goes on with a redemption that was asked for, at whatever point an earlier try stopped. */
export async function goOn(ctx: Deciding, exchange: Exchange): Promise<Exchange> {
  const { id, operator, amountMinor, account } = exchange;
  if (exchange.state !== 'asked' || exchange.kind !== 'redemption') return exchange;
  const { db, clock, till } = ctx;
  const wallet = (await walletsByNumber(db, [exchange.wallet])).get(exchange.wallet)!;
  const terms = termsOf(wallet, { schedule: ctx.limits, atMs: clock.nowMs() });
  const outcome = await till.askRedemption({ id, operator, amountMinor, wallet: terms });
  if (outcome.kind === 'refused') {
    // Whoever was stopped before it could write down why finds only that it was refused: it can have been nothing else.
    const refusal = outcome.reason === 'refused_before' ? 'insufficient_funds' : outcome.reason;
    await advance(db, { id, from: ['asked'], to: 'rejected', refusal, atMs: clock.nowMs() });
    return (await exchangeById(db, id))!;
  }
  const from = await settlementAccount(ctx, operator);
  const mandate = (await linksOf(db, wallet.number)).find((one) => one.account === account)?.mandate ?? id;
  const head = headOf(ctx, { what: 'redemption', id, operator });
  const xml = await payout({ ...head, ...paymentOf(exchange, { mandate }, { from, to: account }) });
  await db.transaction().execute(async (trx) => {
    if (!(await advance(trx, { id, from: ['asked'], to: 'sent', atMs: head.atMs }))) return;
    const way = { direction: 'to_bank', kind: 'pacs.008', answers: null, isOwn: true } as const;
    await post(trx, { ...head, ...way, exchange: id, xml });
  });
  return (await exchangeById(db, id))!;
}

const atOnce = 200;

/** Goes on with redemptions that somebody was stopped at. */
export async function goOnWithRedemptions(ctx: Deciding): Promise<void> {
  await withEach(await askedRedemptions(ctx.db, atOnce), (exchange) => goOn(ctx, exchange));
}

/** An account that a wallet is linked with. Errors: `yuan.account_not_linked`. */
async function linkOf(
  ctx: Deciding,
  { wallet, action, account }: { readonly wallet: Wallet; readonly action: string; readonly account: string },
): Promise<Link> {
  const link = (await linksOf(ctx.db, wallet.number)).find((one) => one.account === account);
  return (
    link ??
    refusedAs(
      ctx,
      { action, wallet: wallet.number },
      {
        code: 'yuan.account_not_linked',
        publicMessage: 'This wallet is not linked with the account. Link it first. Nothing has moved.',
      },
    )
  );
}

async function checkOpen(ctx: Deciding, action: string, { number, state }: Wallet): Promise<void> {
  if (state === 'closed') await refused(ctx, { action, wallet: number }, 'wallet_closed');
  if (state === 'frozen')
    await refusedAs(
      ctx,
      { action, wallet: number },
      {
        code: 'yuan.wallet_frozen',
        publicMessage: 'Your wallet is frozen. Nothing has moved.',
      },
    );
}

/** What was asked under this number before. Errors: `yuan.other_movement` where it was something else. */
async function askedBefore(
  { db }: Deciding,
  { number }: Wallet,
  { id, kind, amountMinor, account }: NewExchange & Pick<Exchange, 'kind'>,
): Promise<Exchange | undefined> {
  const found = await exchangeById(db, id);
  if (!found) return undefined;
  const isSame =
    found.kind === kind &&
    found.wallet === number &&
    found.amountMinor === amountMinor &&
    found.account === account;
  return isSame
    ? found
    : fail('yuan.other_movement', 'This number was given to another movement. Use a new one.');
}

function exchangeBy(
  wallet: Wallet,
  { id, amountMinor, account }: NewExchange,
  more: Pick<Exchange, 'kind' | 'askedAtMs'>,
): AskedExchange {
  return {
    id,
    amountMinor,
    account,
    wallet: wallet.number,
    operator: wallet.operator,
    cause: 'asked',
    ...more,
  };
}

function headOf(
  { clock }: Pick<Deciding, 'clock'>,
  { what, id, operator }: { readonly what: string; readonly id: string; readonly operator: string },
): Pick<AskedPayment, 'messageId' | 'operator' | 'atMs'> {
  return { messageId: messageIdOf(what, id), operator, atMs: clock.nowMs() };
}

function paymentOf(
  { id, amountMinor }: Pick<NewExchange, 'id' | 'amountMinor'>,
  { mandate }: Pick<Link, 'mandate'>,
  way: Pick<AskedPayment, 'from' | 'to'>,
): Omit<AskedPayment, 'messageId' | 'operator' | 'atMs'> {
  return { endToEndId: endToEndOf(id), amountMinor, mandate, ...way };
}
