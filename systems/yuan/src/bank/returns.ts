import type { YuanContext } from '../context.ts';
import { settlementNumber } from './accounts.ts';
import { standsAt } from './books.ts';
import { type Exchange, returnReason, type WalletReason } from './domain.ts';
import { withEach } from './each.ts';
import { post } from './mail.ts';
import { paymentReturn } from './messages/write.ts';
import { endToEndOf, messageIdOf } from './numbers.ts';
import { tryReturnAgain, waitingReturns } from './postgres.ts';

type Returning = Pick<YuanContext, 'db' | 'clock'>;
type Return = Pick<Exchange, 'id' | 'operator' | 'amountMinor' | 'returnTry'> & {
  readonly refusal: string;
  /** The message that has it go back. */
  readonly answers: string | null;
};

/** The bank's word for an account that has not so much. */
const noCover = 'AM04';

/** The number of the message that asks for a return the nth time. */
export function returnMessageId(id: string, returnTry: number): string {
  return returnTry === 1 ? messageIdOf('return', id) : messageIdOf('return', id, `${returnTry}`);
}

/** Asks the bank to pay back where it came from what a wallet did not take in. */
export async function askReturn({ db, clock }: Returning, back: Return): Promise<void> {
  const { id, operator, amountMinor, refusal, answers } = back;
  const head = { messageId: returnMessageId(id, back.returnTry), operator, atMs: clock.nowMs() };
  const xml = await paymentReturn({
    ...head,
    endToEndId: endToEndOf(id),
    amountMinor,
    original: { messageId: messageIdOf('top up', id), messageName: 'pain.001.001.09' },
    reason: returnReason(refusal as WalletReason),
  });
  const way = { direction: 'to_bank', kind: 'pacs.004', answers, isOwn: true } as const;
  await post(db, { ...head, ...way, exchange: id, xml });
}

const atOnce = 200;

/** Asks anew for returns that the bank had no cover for, the earliest first, as far as there is cover now. */
export async function goOnWithReturns(ctx: Returning & Pick<YuanContext, 'ledger'>): Promise<void> {
  const waiting = await waitingReturns(ctx.db, noCover, atOnce);
  const own = (operator: string): string => settlementNumber(operator);
  const left = new Map(
    await standsAt(ctx.ledger, [...new Set(waiting.map(({ operator }) => own(operator)))]),
  );
  const covered = waiting.filter(({ operator, amountMinor }) => {
    const rest = left.get(own(operator))! - amountMinor;
    if (rest < 0n) return false;
    left.set(own(operator), rest);
    return true;
  });
  await withEach(covered, (exchange) =>
    ctx.db.transaction().execute(async (db) => {
      const returnTry = exchange.returnTry + 1;
      if (!(await tryReturnAgain(db, exchange.id, returnTry))) return;
      await askReturn({ ...ctx, db }, { ...exchange, returnTry, refusal: exchange.refusal!, answers: null });
    }),
  );
}
