import type { YuanContext } from '../context.ts';
import { walletAccount } from '../money/ids.ts';
import { watchForReturn } from '../purses/purses.ts';
import { refused, refusedAs } from '../refused.ts';
import type { Known } from './known.ts';
import type { Moved, NewRefund } from './routes.ts';

/**
 * Gives back of a payment that went into a wallet of a holder's own. What is refused is written down with its code. Errors: those of
 * `postRefund`.
 */
export async function refundBy(
  ctx: YuanContext & { readonly known: Known },
  holder: string,
  { id, wallet, payment, amountMinor }: NewRefund,
): Promise<Moved> {
  const asked = { action: 'refund', wallet };
  const own = await ctx.known.wallet(wallet);
  if (own?.wallet.holder !== holder)
    return refusedAs(ctx, asked, {
      code: 'yuan.no_such_wallet',
      publicMessage: 'You hold no wallet with this number. Nothing has moved: choose one of your own.',
    });
  if (own.wallet.state !== 'open')
    return refusedAs(ctx, asked, {
      code: own.wallet.state === 'closed' ? 'yuan.wallet_closed' : 'yuan.wallet_frozen',
      publicMessage: `Your wallet is ${own.wallet.state}. Nothing has moved: ask the bank that opened it.`,
    });
  const paid = await ctx.till.payment(payment);
  if (paid?.credit !== walletAccount(wallet))
    return refusedAs(ctx, asked, {
      code: 'yuan.no_such_movement',
      publicMessage:
        'No payment of this number went into this wallet. Nothing has moved: look it up in the statement.',
    });
  await watchForReturn(ctx, paid.sources);
  const outcome = await ctx.till.refund({ id, payment, amountMinor });
  if (outcome.kind === 'refused') return refused(ctx, asked, outcome.reason);
  return { id, isRepeated: outcome.isRepeated, atMs: Number(outcome.atNs / 1_000_000n) };
}
