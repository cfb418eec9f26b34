import { FinharborError } from '@finharbor/kernel';
import type { YuanContext } from './context.ts';
import type { Refusal } from './money/outcome.ts';

/** What somebody asked for, as far as the record of refusals says. */
export type Asked = { readonly action: string; readonly wallet: string | null };

const words: { readonly [R in Refusal]: string } = {
  insufficient_funds:
    'There is not that much money. Nothing has moved: top up or pay less, under a new number.',
  day_limit:
    'The wallet may not pay that much in one day. Nothing has moved: pay less, tomorrow, or raise the tier.',
  year_limit: 'The wallet may not pay that much in one year. Nothing has moved: raise the tier.',
  single_limit: 'The wallet may not pay that much at once. Nothing has moved: pay less or raise the tier.',
  wallet_full:
    'The wallet that receives it may not hold that much. Nothing has moved: pay less, or have its holder raise the tier.',
  over_refunded:
    'Not that much is left of this payment to give back. Nothing has moved: look at what has gone back already.',
  purse_spent:
    'Not that much is left under this purpose. Nothing has moved: take less of it, under a new number.',
  done_before:
    'This has been paid or taken already, by another movement. Nothing has moved: ask for a new code.',
  same_wallet: 'A wallet does not pay itself. Nothing has moved: choose another wallet.',
  wallet_closed: 'The wallet is closed. Nothing has moved: use another one.',
  no_such_wallet: 'There is no such wallet. Nothing has moved: ask for its code again.',
  no_such_movement:
    'There is no such payment, or it is over. Nothing has moved: look it up in the statement.',
  other_movement: 'This number was given to another movement. Nothing has moved: use a new number.',
  refused_before: 'A movement of this number was refused before and stays so. Try again under a new number.',
};

/** Writes down that a movement was refused and says so to who asked. Errors: `yuan.` and the reason. */
export async function refused(
  ctx: Pick<YuanContext, 'db' | 'clock'>,
  asked: Asked,
  reason: Refusal,
): Promise<never> {
  return refusedAs(ctx, asked, { code: `yuan.${reason}`, publicMessage: words[reason] });
}

/** The same with a code and words of one's own. */
export async function refusedAs(
  { db, clock }: Pick<YuanContext, 'db' | 'clock'>,
  { action, wallet }: Asked,
  { code, publicMessage }: { readonly code: string; readonly publicMessage: string },
): Promise<never> {
  await db
    .insertInto('yuan_refusal')
    .values({ action, wallet, code, at_ms: BigInt(clock.nowMs()) })
    .execute();
  throw new FinharborError({ code, publicMessage });
}
