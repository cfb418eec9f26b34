import type { YuanContext } from '../context.ts';
import type { Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import type { Ask, Card } from './domain.ts';
import { markTold, type Notice, owedNotices } from './owed.ts';

type Telling = Pick<YuanContext, 'db' | 'clock' | 'tell' | 'note'>;

/** Tells a consumer that a merchant asks for a slice. */
export function tellOfAsk(ctx: Telling, card: Card, ask: Ask): Promise<boolean> {
  return tell(ctx, { kind: 'asked', id: ask.id, card: card.id, wallet: card.wallet });
}

/** Tells a consumer that what was left of a card is back, by whatever but the consumer's own wish. */
export function tellOfReturn(ctx: Telling, card: Card): Promise<boolean> {
  return tell(ctx, { kind: 'returned', id: card.id, card: card.id, wallet: card.wallet });
}

/** Tells a merchant that a card was sold; to whom is not said. */
export function tellOfSale(ctx: Telling, card: Card): Promise<boolean> {
  return tell(ctx, { kind: 'sold', id: card.id, card: card.id, wallet: card.merchant });
}

const atOnce = 200;

/** Tells what is owed still, as whoever was to tell it was stopped, or could not; gives how much was told. */
export async function tellOwed(ctx: Telling): Promise<number> {
  let done = 0;
  for (const notice of await owedNotices(ctx.db, atOnce)) if (await tell(ctx, notice)) done += 1;
  return done;
}

const words = {
  asked: { en: 'A merchant asks for a use of your card', zh: '商户请求核销您的预付卡' },
  returned: { en: 'What was left on your card is back in your wallet', zh: '预付卡余款已退回您的钱包' },
  sold: { en: 'A prepaid card was sold', zh: '售出一张预付卡' },
} as const;

/** What could not be told stands on the screens anyway and is owed: the work goes on. */
async function tell({ db, clock, tell: say, note }: Telling, notice: Notice): Promise<boolean> {
  const { kind, id, card, wallet: number } = notice;
  const wallet = (await walletsByNumber(db, [number])).get(number);
  if (!wallet) return false;
  try {
    // Told first: by its key it is told once, however often this is begun.
    await say({
      kind: `card.${kind}`,
      key: `card.${kind} ${id}`,
      to: { party: wallet.holder, role: roleOf(wallet) },
      title: words[kind],
      href: kind === 'sold' ? '/app/card-plans?tab=sold' : `/app/cards/${card}`,
    });
    await markTold(db, notice, clock.nowMs());
    return true;
  } catch (error) {
    note('yuan.not_told', { kind: `card.${kind}` }, error);
    return false;
  }
}

function roleOf({ kind, holder }: Wallet): string {
  if (kind === 'personal') return 'resident';
  return holder.startsWith('firm:') ? 'owner' : 'bureau';
}
