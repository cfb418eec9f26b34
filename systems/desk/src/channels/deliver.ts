import type { Bilingual } from '@finharbor/kernel/contract';
import type { OutboxDelivery } from '@finharbor/kernel/database';
import { z } from 'zod';
import type { DeskContext } from '../context.ts';
import { noticeTopic } from '../notices/notify.ts';
import type { ChannelName, Outgoing } from './domain.ts';
import { codeOf, signingSecretOf } from './secrets.ts';
import { codeTopic, codeValidMs } from './settings.ts';

/** What became of a message in the outbox. */
export type Delivered = 'delivered' | 'dropped' | 'not_of_the_desk';

const giveUpAfterMs = 86_400_000;
const codeTitle: Bilingual = {
  en: 'Your code to confirm this address',
  zh: '您的地址验证码',
};
const noticePayload = z.object({ account: z.uuid(), channel: z.enum(['mail', 'webhook']), notice: z.uuid() });
const codePayload = z.object({ account: z.uuid(), channel: z.enum(['mail', 'webhook']), nonce: z.string() });

/**
 * Delivers one message of the outbox where it is the desk's. What the person no longer wants, and what could not be delivered for a
 * day, is dropped: it lies in the inbox all the same. Errors: `channel.undelivered`, to have it tried again.
 */
export async function deliver(
  ctx: DeskContext,
  { topic, payload }: OutboxDelivery,
  signal: AbortSignal,
): Promise<Delivered> {
  if (topic === noticeTopic) {
    const { account, channel, notice } = noticePayload.parse(payload);
    const row = await channelRow(ctx, account, channel);
    const message = await noticeMessage(ctx, notice);
    if (!row?.confirmed_at_ms || !message || !row.kinds.includes(message.kind)) return 'dropped';
    return send(ctx, { channel, row, message }, signal);
  }
  if (topic === codeTopic) {
    const { account, channel, nonce } = codePayload.parse(payload);
    const row = await channelRow(ctx, account, channel);
    if (row?.nonce !== nonce || row.confirmed_at_ms !== null) return 'dropped';
    const untilMs = Number(row.code_until_ms);
    if (untilMs <= ctx.clock.nowMs()) return 'dropped';
    const code = codeOf(ctx.channels.key, nonce);
    const url = `${ctx.channels.pageUrl()}/app/inbox?tab=settings`;
    const message = { id: nonce, kind: 'code', title: codeTitle, url, atMs: untilMs - codeValidMs, code };
    return send(ctx, { channel, row, message }, signal);
  }
  return 'not_of_the_desk';
}

type Row = { readonly target: string; readonly nonce: string };

async function send(
  { channels, clock }: DeskContext,
  { channel, row, message }: { readonly channel: ChannelName; readonly row: Row; readonly message: Outgoing },
  signal: AbortSignal,
): Promise<Delivered> {
  const through = channels.send[channel];
  if (!through || message.atMs + giveUpAfterMs < clock.nowMs()) return 'dropped';
  await through(row.target, message, { secret: signingSecretOf(channels.key, row.nonce), signal });
  return 'delivered';
}

function channelRow({ db }: DeskContext, account: string, channel: ChannelName) {
  return db
    .selectFrom('desk_channel')
    .selectAll()
    .where('account', '=', account)
    .where('channel', '=', channel)
    .executeTakeFirst();
}

/** A notice on its way out: its title and its link, never its body. */
async function noticeMessage({ db, channels }: DeskContext, id: string): Promise<Outgoing | undefined> {
  const row = await db.selectFrom('desk_notice').selectAll().where('id', '=', id).executeTakeFirst();
  return (
    row && {
      id,
      kind: row.kind,
      title: row.title as unknown as Bilingual,
      url: `${channels.pageUrl()}${row.href}`,
      atMs: Number(row.at_ms),
    }
  );
}
