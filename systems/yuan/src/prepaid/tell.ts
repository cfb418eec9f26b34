import type { YuanContext } from '../context.ts';
import type { Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import type { Ask, Card } from './domain.ts';

type Telling = Pick<YuanContext, 'db' | 'tell' | 'note'>;

/** Tells a consumer that a merchant asks for a slice. */
export function tellOfAsk(ctx: Telling, card: Card, ask: Ask): Promise<void> {
  return tellHolder(ctx, card.wallet, {
    kind: 'card.asked',
    key: `card.asked ${ask.id}`,
    title: { en: 'A merchant asks for a use of your card', zh: '商户请求核销您的预付卡' },
    href: `/app/cards/${card.id}`,
  });
}

/** Tells a consumer that what was left of a card is back, by whatever but the consumer's own wish. */
export function tellOfReturn(ctx: Telling, card: Card): Promise<void> {
  return tellHolder(ctx, card.wallet, {
    kind: 'card.returned',
    key: `card.returned ${card.id}`,
    title: { en: 'What was left on your card is back in your wallet', zh: '预付卡余款已退回您的钱包' },
    href: `/app/cards/${card.id}`,
  });
}

/** Tells a merchant that a card was sold; to whom is not said. */
export function tellOfSale(ctx: Telling, card: Card): Promise<void> {
  return tellHolder(ctx, card.merchant, {
    kind: 'card.sold',
    key: `card.sold ${card.id}`,
    title: { en: 'A prepaid card was sold', zh: '售出一张预付卡' },
    href: '/app/card-plans?tab=sold',
  });
}

/** What could not be told stands on the screens anyway: the work goes on. */
async function tellHolder(
  { db, tell, note }: Telling,
  number: string,
  told: Omit<Parameters<YuanContext['tell']>[0], 'to'>,
): Promise<void> {
  const wallet = (await walletsByNumber(db, [number])).get(number);
  if (!wallet) return;
  await tell({ ...told, to: { party: wallet.holder, role: roleOf(wallet) } }).catch((error: unknown) =>
    note('yuan.not_told', { kind: told.kind }, error),
  );
}

function roleOf({ kind, holder }: Wallet): string {
  if (kind === 'personal') return 'resident';
  return holder.startsWith('firm:') ? 'owner' : 'bureau';
}
