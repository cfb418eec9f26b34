import { fail } from '@finharbor/kernel';
import type { YuanContext } from '../context.ts';
import { heldAt } from '../people/domain.ts';
import { factsOf, somebody } from '../people/facts.ts';
import type { Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { statementOf } from '../wallets/statement.ts';
import type { Entry } from '../wallets/views.ts';
import { type Inquiry, readableUntil } from './domain.ts';
import { keepOpening, openingsOf } from './postgres.ts';
import type { Answer } from './routes.ts';

const mostMovements = 5_000;
const atOnce = 200;

/**
 * Opens the answer to a request. That it was opened is kept before it is given; it is made of what the operator holds by the wallet's
 * tier now, and kept nowhere. Errors: `yuan.inquiry_over` where there is none, `yuan.answer_over`.
 */
export async function openAnswer(ctx: YuanContext, inquiry: Inquiry): Promise<Answer> {
  const { db, clock } = ctx;
  if (inquiry.state !== 'answered')
    fail('yuan.inquiry_over', 'The request has no answer that could be opened.');
  const wallet = (await walletsByNumber(db, [inquiry.wallet])).get(inquiry.wallet)!;
  for (;;) {
    const nowMs = clock.nowMs();
    const before = await openingsOf(db, inquiry.id);
    const untilMs = readableUntil(inquiry.decidedAtMs!, before[0]);
    if (nowMs >= untilMs)
      fail('yuan.answer_over', 'The answer could be read until an earlier moment. Ask anew.');
    if (!(await keepOpening(db, { inquiry: inquiry.id, number: before.length + 1, atMs: nowMs }))) continue;
    return {
      openedAtMs: nowMs,
      readableUntilMs: readableUntil(inquiry.decidedAtMs!, before[0] ?? nowMs),
      openings: before.length + 1,
      identity: inquiry.withIdentity ? await identityOf(ctx, wallet) : null,
      movements: inquiry.fromMs === null ? null : await movementsOf(ctx, wallet, inquiry),
    };
  }
}

async function identityOf(ctx: YuanContext, wallet: Wallet): Promise<NonNullable<Answer['identity']>> {
  const { number, operator, kind, tier, openedAtMs, holder } = wallet;
  const facts = { wallet: number, operator, kind, tier, openedAtMs };
  if (tier === null)
    return {
      ...facts,
      firm: holder,
      person: { phone: null, name: null, documentType: null, documentNumber: null, account: null },
    };
  return { ...facts, firm: null, person: heldAt(tier, factsOf(await somebody(ctx, holder))) };
}

/** The movements of the term asked for, the latest first, as the holder's own statement tells them. */
async function movementsOf(
  ctx: YuanContext,
  wallet: Wallet,
  { fromMs, untilMs }: Inquiry,
): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  let before: bigint | undefined = BigInt(untilMs!) * 1_000_000n;
  while (before !== undefined && found.length < mostMovements) {
    const { items, next } = await statementOf(ctx, wallet, { before, limit: atOnce });
    const wanted = items.filter(({ atMs }) => atMs >= fromMs!);
    found.push(...wanted);
    before = wanted.length < items.length ? undefined : next;
  }
  return found;
}
