import type { YuanContext } from '../context.ts';
import { dayOf } from '../scheme/limits.ts';
import { operators } from '../wallets/postgres.ts';
import { settlementNumber } from './accounts.ts';
import { goOnWithRedemptions } from './exchange.ts';
import { post } from './mail.ts';
import { messageIdOf } from './numbers.ts';
import { workMail } from './post-office.ts';
import { accountsByNumber } from './postgres.ts';
import { goOnWithReturns } from './returns.ts';
import { reportXml, settlementStatement } from './statement.ts';
import { sweepAll } from './sweep.ts';

const dayMs = 86_400_000;

/** The bank sends every operator the statement of yesterday, once. */
export async function sendStatements(ctx: YuanContext): Promise<void> {
  const { db, clock } = ctx;
  const day = dayOf(clock.nowMs() - dayMs);
  for (const { code: operator } of await operators(db)) {
    const number = settlementNumber(operator);
    const account = (await accountsByNumber(db, [number])).get(number);
    if (!account || dayOf(account.openedAtMs) > day) continue;
    const messageId = messageIdOf('camt.053', operator, day);
    const way = { direction: 'from_bank', operator, messageId } as const;
    if (await isSent(ctx, way)) continue;
    const xml = await reportXml('camt.053', await settlementStatement(ctx, operator, day), messageId);
    const more = {
      kind: 'camt.053',
      exchange: null,
      answers: null,
      isOwn: true,
      atMs: clock.nowMs(),
    } as const;
    await post(db, { ...way, ...more, xml });
  }
}

async function isSent(
  { db }: YuanContext,
  { operator, messageId }: { readonly operator: string; readonly messageId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('yuan_bank_message')
    .select('no')
    .where('direction', '=', 'from_bank')
    .where('operator', '=', operator)
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return row !== undefined;
}

/** What the bank's rail does by itself. */
export const bankChores: readonly {
  readonly event: string;
  readonly everyMs: number;
  readonly work: (ctx: YuanContext) => Promise<unknown>;
}[] = [
  { event: 'yuan.bank_messages_not_acted_on', everyMs: 500, work: workMail },
  { event: 'yuan.redemptions_not_sent', everyMs: 5_000, work: goOnWithRedemptions },
  { event: 'yuan.returns_not_sent', everyMs: 5_000, work: goOnWithReturns },
  { event: 'yuan.sweeps_not_made', everyMs: 10_000, work: sweepAll },
  { event: 'yuan.bank_statements_not_sent', everyMs: 600_000, work: sendStatements },
];
