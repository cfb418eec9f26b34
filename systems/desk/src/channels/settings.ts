import { FinharborError, fail } from '@finharbor/kernel';
import { enqueue } from '@finharbor/kernel/database';
import { sql } from 'kysely';
import { z } from 'zod';
import type { DeskContext, Person, Tx } from '../context.ts';
import { type ChannelName, type ChannelSetting, lineOf } from './domain.ts';
import { codeMatches, signingSecretOf } from './secrets.ts';
import { targetFault } from './webhook-target.ts';

/** What a person has set up, and what could be. */
export type ChannelSettings = {
  readonly offered: readonly ChannelName[];
  readonly channels: readonly ChannelSetting[];
};

/** Where a person wants to be told of what. */
export type ChannelWish = { readonly target: string; readonly kinds: readonly string[] };

/** The topic under which codes leave. */
export const codeTopic: string = 'desk.code';

export const codeValidMs: number = 30 * 60_000;
const codeEveryMs = 60_000;
const mostTries = 5;

/** A person's channels. */
export async function channelsOf(
  { db, channels }: DeskContext,
  { account }: Person,
): Promise<ChannelSettings> {
  const rows = await db
    .selectFrom('desk_channel')
    .selectAll()
    .where('account', '=', account)
    .orderBy('channel')
    .execute();
  return {
    offered: (['mail', 'webhook'] as const).filter((channel) => channels.send[channel]),
    channels: rows.map(({ channel, target, kinds, confirmed_at_ms }) => ({
      channel: channel as ChannelName,
      target,
      kinds,
      isConfirmed: confirmed_at_ms !== null,
    })),
  };
}

/**
 * Sets a channel up, or changes what it tells. A new target gets a code that has to be confirmed first; a webhook's signing secret is
 * told until then. Errors: `channel.not_offered`, `channel.bad_target`, `channel.too_soon`.
 */
export async function setChannel(
  ctx: DeskContext,
  { account }: Person,
  { channel, target, kinds }: ChannelWish & { readonly channel: ChannelName },
): Promise<ChannelSetting & { readonly secret: string | null }> {
  if (!ctx.channels.send[channel]) fail('channel.not_offered', 'Nothing is sent that way here.');
  demandTarget(ctx, channel, target);
  const nowMs = ctx.clock.nowMs();
  return ctx.db.transaction().execute(async (tx) => {
    // Two tabs may set up the same channel: the second waits for the first and sees its code.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`desk ${channel} ${account}`}, 0))`.execute(tx);
    const before = await tx
      .selectFrom('desk_channel')
      .selectAll()
      .where('account', '=', account)
      .where('channel', '=', channel)
      .executeTakeFirst();
    const isSame = before?.target === target;
    const isFresh = before !== undefined && Number(before.code_until_ms) - codeValidMs + codeEveryMs > nowMs;
    if (before && !isSame && isFresh)
      fail('channel.too_soon', 'A code was sent a moment ago. Wait a minute.');
    const isKept = isSame && (before.confirmed_at_ms !== null || isFresh);
    const nonce = isKept ? before.nonce : ctx.newId<'nonce'>();
    await put(tx, { account, channel, target, kinds: [...kinds], nonce, isKept, nowMs });
    if (!isKept)
      await enqueue(
        tx,
        { ...lineOf(channel, account), topic: codeTopic, payload: { account, channel, nonce } },
        ctx.clock,
      );
    const isConfirmed = isKept && before.confirmed_at_ms !== null;
    const secret = channel === 'webhook' && !isConfirmed ? signingSecretOf(ctx.channels.key, nonce) : null;
    return { channel, target, kinds, isConfirmed, secret };
  });
}

type Row = ChannelWish & {
  readonly account: string;
  readonly channel: ChannelName;
  readonly kinds: string[];
  readonly nonce: string;
  readonly isKept: boolean;
  readonly nowMs: number;
};

async function put(tx: Tx, { account, channel, target, kinds, nonce, isKept, nowMs }: Row): Promise<void> {
  const code = { code_until_ms: BigInt(nowMs + codeValidMs), code_tries: 0, confirmed_at_ms: null };
  await tx
    .insertInto('desk_channel')
    .values({ account, channel, target, kinds, nonce, ...code })
    .onConflict((conflict) =>
      conflict.columns(['account', 'channel']).doUpdateSet({ target, kinds, nonce, ...(isKept ? {} : code) }),
    )
    .execute();
}

/**
 * Confirms a channel by the code that came by it; five wrong ones end the code. Errors: `channel.not_found`, `channel.wrong_code`.
 */
export async function confirmChannel(
  ctx: DeskContext,
  { account }: Person,
  { channel, code }: { readonly channel: ChannelName; readonly code: string },
): Promise<void> {
  const nowMs = BigInt(ctx.clock.nowMs());
  const row = await ctx.db
    .updateTable('desk_channel')
    // Counted before it is judged: guesses made at the same time count too.
    .set(({ eb }) => ({ code_tries: eb('code_tries', '+', 1) }))
    .where('account', '=', account)
    .where('channel', '=', channel)
    .returningAll()
    .executeTakeFirst();
  if (!row) fail('channel.not_found', 'Set the channel up first.');
  if (row.confirmed_at_ms !== null) return;
  const isGood = row.code_until_ms > nowMs && row.code_tries <= mostTries;
  if (!isGood || !codeMatches(ctx.channels.key, row.nonce, code))
    throw new FinharborError({
      code: 'channel.wrong_code',
      publicMessage: 'The code is wrong or has run out. After five wrong ones ask for a new one.',
      fields: [{ pointer: '/code', detail: 'not the code that was sent' }],
    });
  await ctx.db
    .updateTable('desk_channel')
    .set({ confirmed_at_ms: nowMs })
    .where('account', '=', account)
    .where('channel', '=', channel)
    .where('nonce', '=', row.nonce)
    .execute();
}

/** Takes a channel away; what is on its way by it is dropped. Errors: `channel.not_found`. */
export async function removeChannel(
  { db }: DeskContext,
  { account }: Person,
  channel: ChannelName,
): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('desk_channel')
    .where('account', '=', account)
    .where('channel', '=', channel)
    .executeTakeFirst();
  if (numDeletedRows === 0n) fail('channel.not_found', 'There is no such channel.');
}

function demandTarget({ channels }: DeskContext, channel: ChannelName, target: string): void {
  const isMail = z.email().safeParse(target).success;
  const fault =
    channel === 'mail'
      ? isMail
        ? undefined
        : 'not a mail address'
      : targetFault(target, channels.privateHosts);
  if (fault === undefined) return;
  throw new FinharborError({
    code: 'channel.bad_target',
    publicMessage: `Nothing can be sent there: ${fault}.`,
    fields: [{ pointer: '/target', detail: fault }],
  });
}
