import { enqueue } from '@finharbor/kernel/database';
import { type ChannelName, lineOf } from '../channels/domain.ts';
import type { DeskContext, Tx } from '../context.ts';
import type { Notice } from './domain.ts';

/** What is told: a notice, or that what earlier ones waited for is done. */
export type NoticePort = {
  readonly notify: (notice: Notice) => Promise<'told' | 'already_told'>;
  readonly settle: (key: string) => Promise<void>;
};

/** The topic under which notices leave by a channel. */
export const noticeTopic: string = 'desk.notice';

/** The port by which the systems of a process tell its people something. */
export function noticePort(ctx: DeskContext): NoticePort {
  return { notify: (notice) => notify(ctx, notice), settle: (key) => settle(ctx, key) };
}

async function notify(ctx: DeskContext, notice: Notice): Promise<'told' | 'already_told'> {
  return ctx.db.transaction().execute(async (tx) => {
    const id = ctx.newId<'notice'>();
    const { key, kind, to, title, body, href } = notice;
    const told = await tx
      .insertInto('desk_notice')
      .values({
        id,
        key,
        kind,
        ...to,
        title: JSON.stringify(title),
        body: body ? JSON.stringify(body) : null,
        href,
        at_ms: BigInt(ctx.clock.nowMs()),
      })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!told) return 'already_told';
    await send(ctx, tx, { id, notice });
    return 'told';
  });
}

/** What the notices of a key waited for has been done: nobody needs to do it any more. */
async function settle({ db, clock }: DeskContext, key: string): Promise<void> {
  await db
    .updateTable('desk_notice')
    .set({ settled_at_ms: BigInt(clock.nowMs()) })
    .where('key', '=', key)
    .where('settled_at_ms', 'is', null)
    .execute();
}

/** Puts the notice in line for whoever asked to be told of its kind outside of the page. */
async function send(
  ctx: DeskContext,
  tx: Tx,
  { id, notice }: { readonly id: string; readonly notice: Notice },
): Promise<void> {
  const wanted = await tx
    .selectFrom('desk_channel')
    .select(['account', 'channel'])
    .where('confirmed_at_ms', 'is not', null)
    .where(({ eb, val, fn }) => eb(val(notice.kind), '=', fn.any('kinds')))
    // One order for all, so that two notices at once do not wait for each other.
    .orderBy('account')
    .orderBy('channel')
    .execute();
  if (wanted.length === 0) return;
  const told = new Set(await ctx.accountsOf(notice.to));
  for (const { account, channel } of wanted) {
    if (!told.has(account)) continue;
    const payload = { account, channel, notice: id };
    await enqueue(tx, { ...lineOf(channel as ChannelName, account), topic: noticeTopic, payload }, ctx.clock);
  }
}
