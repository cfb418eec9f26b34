import type { YuanContext } from '../context.ts';
import type { WalletTerms } from '../money/chain.ts';
import { walletAccount } from '../money/ids.ts';
import { pursesById } from '../purses/postgres.ts';
import { allows, onceBy } from '../purses/purpose.ts';
import { keepUses, type PurseUse } from '../purses/uses.ts';
import { refused, refusedAs } from '../refused.ts';
import { dayOf } from '../scheme/limits.ts';
import { termsOf, type Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { msOf } from '../wallets/walk.ts';
import { readCode } from './code.ts';
import type { Known } from './known.ts';
import { type Asked, onceForOrder, payeeBy } from './payee.ts';
import type { Moved, NewPayment } from './routes.ts';

const action = 'pay';

/** What speaks against a payment before the ledger is asked. */
type Against = { readonly code: string; readonly publicMessage: string };

/**
 * Pays out of a wallet of a holder's own. What was paid under this number before is that payment, whatever has changed since. What is
 * refused is written down with its code. Errors: those of `postPayment`.
 */
export async function payBy(
  ctx: YuanContext & { readonly known: Known },
  holder: string,
  payment: NewPayment,
): Promise<Moved> {
  const refusing = { action, wallet: payment.wallet };
  const code = readCode(payment.code);
  const [own, asked] = await Promise.all([
    ctx.known.wallet(payment.wallet),
    code ? payeeBy(ctx.known, code) : { code: 'yuan.bad_code' as const },
  ]);
  if (own?.wallet.holder !== holder)
    return refusedAs(ctx, refusing, {
      code: 'yuan.no_such_wallet',
      publicMessage: 'You hold no wallet with this number. Nothing has moved: choose one of your own.',
    });
  if ('code' in asked)
    return refusedAs(ctx, refusing, {
      code: asked.code,
      publicMessage: code
        ? 'The code stands for nobody who can be paid. Ask for a new one.'
        : 'This is no payment code of the scheme. Scan it again.',
    });
  const paying = { payment, asked, wallet: own.wallet };
  const judged = againstOrder(ctx, paying) ?? againstState(paying) ?? (await usesOf(ctx, paying));
  if ('code' in judged) return (await madeBefore(ctx, paying)) ?? refusedAs(ctx, refusing, judged);
  await keepUses(ctx.db, judged.uses);
  const { order } = asked;
  const outcome = await ctx.till.pay({
    id: payment.id,
    amountMinor: payment.amountMinor,
    payers: await payersOf(ctx, own.wallet),
    payee: termsNow(ctx, asked.wallet),
    purses: payment.purses,
    once: [...(order ? [onceForOrder(order.id)] : []), ...judged.once],
  });
  if (outcome.kind === 'refused') return refused(ctx, refusing, outcome.reason);
  return { id: payment.id, isRepeated: outcome.isRepeated, atMs: msOf(outcome.atNs) };
}

type Paying = { readonly payment: NewPayment; readonly asked: Asked; readonly wallet: Wallet };

/** The payment, where it was made before as it is asked for now: who asks again was perhaps never answered. */
async function madeBefore(
  { till }: YuanContext,
  { payment, asked, wallet }: Paying,
): Promise<Moved | undefined> {
  const { id, amountMinor } = payment;
  const made = await till.payment(id);
  const isSame =
    made?.amountMinor === amountMinor &&
    made.credit === walletAccount(asked.wallet.number) &&
    made.payer === walletAccount(wallet.number);
  return isSame ? { id, isRepeated: true, atMs: msOf(made.atNs) } : undefined;
}

function againstOrder({ clock }: YuanContext, { payment, asked: { order } }: Paying): Against | undefined {
  if (!order) return undefined;
  if (order.amountMinor !== payment.amountMinor)
    return {
      code: 'yuan.amount_differs',
      publicMessage: 'The order is over another amount. Nothing has moved: scan its code again.',
    };
  if (order.endedAtMs !== null)
    return {
      code: 'yuan.order_ended',
      publicMessage: 'The shop has ended this order. Nothing has moved: ask for a new code.',
    };
  if (order.expiresAtMs > clock.nowMs()) return undefined;
  return {
    code: 'yuan.order_expired',
    publicMessage: 'The code has expired. Nothing has moved: ask for a new one.',
  };
}

function againstState({ asked, wallet }: Paying): Against | undefined {
  const frozen = [wallet, asked.wallet].find(({ state }) => state !== 'open');
  if (!frozen) return undefined;
  const isOwn = frozen === wallet;
  return {
    code: frozen.state === 'closed' ? 'yuan.wallet_closed' : 'yuan.wallet_frozen',
    publicMessage: `${isOwn ? 'Your' : 'The other'} wallet is ${frozen.state}. Nothing has moved: ${
      isOwn ? 'pay from another wallet, or ask the bank that opened it' : 'pay in another way'
    }.`,
  };
}

/** Judges what is taken from money under a purpose; gives what thereby comes about once. */
async function usesOf(
  ctx: YuanContext,
  { payment, asked, wallet }: Paying,
): Promise<Against | { readonly once: readonly string[]; readonly uses: readonly PurseUse[] }> {
  const { purses, amountMinor } = payment;
  if (purses.length === 0) return { once: [], uses: [] };
  const kept = await pursesById(
    ctx.db,
    purses.map(({ purse }) => purse),
  );
  const ownMinor = purses.reduce((rest, one) => rest - one.amountMinor, amountMinor);
  if (ownMinor < 0n || kept.size < purses.length)
    return {
      code: 'yuan.purse_not_found',
      publicMessage: `Each money under a purpose is named once, for a part of the amount. ${withoutIt}`,
    };
  const nowMs = ctx.clock.nowMs();
  const once: string[] = [];
  const uses: PurseUse[] = [];
  for (const [at, { purse, amountMinor: takenMinor }] of purses.entries()) {
    const { owner, purpose, state, expiresAtMs } = kept.get(purse)!;
    if (purpose === null || (owner !== null && owner !== wallet.number))
      return {
        code: 'yuan.purse_not_found',
        publicMessage: `This wallet has no such money under a purpose. ${withoutIt}`,
      };
    if (state === 'closed' || (expiresAtMs !== null && expiresAtMs <= nowMs))
      return {
        code: 'yuan.purse_expired',
        publicMessage: `It could be spent until an earlier day. ${withoutIt}`,
      };
    if (!allows(purpose, { ...asked, ownMinor, takenMinor }))
      return {
        code: 'yuan.purpose_differs',
        publicMessage: `Its purpose does not allow this payment. ${withoutIt}`,
      };
    once.push(...onceBy(purpose, { purse, wallet: wallet.number, day: dayOf(nowMs) }));
    uses.push({
      payment: payment.id,
      part: ownMinor === 0n ? at : at + 1,
      purse: kept.get(purse)!,
      merchant: asked.merchant?.wallet ?? null,
    });
  }
  return { once, uses };
}

const withoutIt = 'Nothing has moved: pay without it.';

/** A wallet and those it belongs to, with what they may do now. */
export async function payersOf(
  ctx: Pick<YuanContext, 'db' | 'clock' | 'limits'>,
  wallet: Wallet,
): Promise<readonly [WalletTerms, ...WalletTerms[]]> {
  const line: [WalletTerms, ...WalletTerms[]] = [termsNow(ctx, wallet)];
  for (let parent = wallet.parent; parent !== null; ) {
    const found: Wallet | undefined = (await walletsByNumber(ctx.db, [parent])).get(parent);
    if (!found) throw new Error('A wallet belongs to one that is not there.');
    line.push(termsNow(ctx, found));
    parent = found.parent;
  }
  return line;
}

/** A wallet with what it may do now. */
export function termsNow(
  { limits: schedule, clock }: Pick<YuanContext, 'limits' | 'clock'>,
  wallet: Wallet,
): WalletTerms {
  return termsOf(wallet, { schedule, atMs: clock.nowMs() });
}
