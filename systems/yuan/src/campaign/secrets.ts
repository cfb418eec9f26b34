import { createHmac } from 'node:crypto';
import { fail } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';
import type { Campaign } from './campaign.ts';
import { commitmentTo, type Drawer, secretBytes } from './commitment.ts';
import { lockedCampaign, moveOn } from './postgres.ts';

type Db = Kysely<YuanTables>;

/** What a side of a draw has said so far. */
export type DrawSecret = {
  readonly drawer: Drawer;
  readonly commitment: string;
  readonly revealed: string | null;
  /** Where in the evidence log the commitment stands; null until others have co-signed it. */
  readonly logIndex: number | null;
};

export async function secretsOf(db: Db, campaign: string): Promise<readonly DrawSecret[]> {
  const rows = await db
    .selectFrom('yuan_draw_secret')
    .select(['drawer', 'commitment', 'revealed', 'log_index'])
    .where('campaign', '=', campaign)
    .orderBy('drawer')
    .execute();
  return rows.map(({ drawer, log_index: logIndex, ...row }) => ({
    ...row,
    drawer: drawer as Drawer,
    logIndex: logIndex === null ? null : Number(logIndex),
  }));
}

type Side = { readonly campaign: Campaign; readonly drawer: Drawer };

/**
 * Commits a side of a draw before entries open: to a secret the process makes and keeps for it, or to one it keeps itself, of which it
 * hands in the commitment. The first word stands, and goes into the evidence log at once, or as soon as others co-sign. Errors: `yuan.campaign_begun`, `yuan.commitment_differs`.
 */
export async function commit(
  ctx: YuanContext,
  { campaign, drawer }: Side,
  own: string | null,
): Promise<string> {
  const salt = own === null ? Buffer.from(ctx.random.bytes(secretBytes)).toString('hex') : null;
  const made = (): string =>
    commitmentTo(madeSecret(ctx, { campaign: campaign.id, drawer, salt: salt! }), {
      campaign: campaign.id,
      drawer,
    });
  const commitment = await ctx.db.transaction().execute(async (tx) => {
    const now = (await lockedCampaign(tx, campaign.id, 'update'))!;
    const said = await secretsOf(tx, campaign.id);
    const before = said.find((one) => one.drawer === drawer);
    if (before) {
      if (own !== null && own !== before.commitment)
        fail('yuan.commitment_differs', 'This side has committed itself already: its first word stands.');
      return before.commitment;
    }
    const nowMs = ctx.clock.nowMs();
    if (now.terms.kind !== 'lottery' || now.state !== 'draft' || nowMs >= now.opensAtMs)
      fail('yuan.campaign_begun', 'Commitments are made before entries open.');
    const word = own ?? made();
    // One side's word copied by the other would be no second secret.
    if (said.some((one) => one.commitment === word))
      fail('yuan.commitment_differs', 'The other side has committed itself to just this.');
    await tx
      .insertInto('yuan_draw_secret')
      .values({ campaign: campaign.id, drawer, commitment: word, salt, committed_at_ms: BigInt(nowMs) })
      .execute();
    if (said.length === 1) await moveOn(tx, now, { state: 'committed' });
    return word;
  });
  await log(ctx, { campaign: campaign.id, drawer, commitment });
  return commitment;
}

const loggedAtOnce = 100;

/** Puts commitments into the evidence log that are not there yet, as nobody had co-signed it or somebody was stopped. */
export async function logCommitments(ctx: YuanContext): Promise<void> {
  const rows = await ctx.db
    .selectFrom('yuan_draw_secret as s')
    .innerJoin('yuan_campaign as c', 'c.id', 's.campaign')
    .select(['s.campaign', 's.drawer', 's.commitment'])
    .where('s.log_index', 'is', null)
    .where('c.ended_at_ms', 'is', null)
    .limit(loggedAtOnce)
    .execute();
  for (const row of rows) await log(ctx, { ...row, drawer: row.drawer as Drawer });
}

/** What stands in the evidence log of a commitment from when it was made. */
export function committedText({ campaign, drawer, commitment }: Word): string {
  return `finharbor/draw-committed/1\n${campaign}\n${drawer}\n${commitment}\n`;
}

type Word = { readonly campaign: string; readonly drawer: Drawer; readonly commitment: string };

async function log({ db, evidence, note }: YuanContext, word: Word): Promise<void> {
  const { campaign, drawer } = word;
  try {
    const key = `yuan-commitment ${campaign} ${drawer}`;
    const { index } = await evidence.append(key, Buffer.from(committedText(word)));
    await db
      .updateTable('yuan_draw_secret')
      .set({ log_index: BigInt(index) })
      .where('campaign', '=', campaign)
      .where('drawer', '=', drawer)
      .execute();
  } catch (error) {
    // The commitment stands; the next turn finds the entry in place, or puts it there.
    note('yuan.commitment_not_logged', { campaign, drawer }, error);
  }
}

/**
 * Reveals a side's secret once the list of entries stands in a co-signed checkpoint; the same again changes nothing.
 * Errors: `yuan.not_revealable`, `yuan.secret_differs`.
 */
export async function reveal(
  { db, clock, sealKey }: YuanContext,
  { campaign, drawer }: Side,
  own: string | null,
): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const now = (await lockedCampaign(tx, campaign.id, 'update'))!;
    const kept = await tx
      .selectFrom('yuan_draw_secret')
      .selectAll()
      .where('campaign', '=', campaign.id)
      .where('drawer', '=', drawer)
      .executeTakeFirst();
    if (kept?.revealed != null) return kept.revealed;
    const nowMs = clock.nowMs();
    if (!kept || now.state !== 'closed' || !now.logged || nowMs >= now.revealByMs!)
      fail(
        'yuan.not_revealable',
        'Secrets are revealed after the checkpoint over the entries, within the term.',
      );
    if (own === null && kept.salt === null)
      fail('yuan.secret_differs', 'This side keeps its secret itself: hand it in.');
    const secret =
      own === null
        ? madeSecret({ sealKey }, { campaign: campaign.id, drawer, salt: kept.salt! })
        : new Uint8Array(Buffer.from(own, 'hex'));
    if (commitmentTo(secret, { campaign: campaign.id, drawer }) !== kept.commitment)
      fail('yuan.secret_differs', 'This is another secret than the one committed to.');
    const revealed = Buffer.from(secret).toString('hex');
    await tx
      .updateTable('yuan_draw_secret')
      .set({ revealed, revealed_at_ms: BigInt(nowMs) })
      .where('campaign', '=', campaign.id)
      .where('drawer', '=', drawer)
      .execute();
    return revealed;
  });
}

/** The secret stands in no table: whoever reads or copies the database learns nothing of it before it is revealed. */
function madeSecret(
  { sealKey }: Pick<YuanContext, 'sealKey'>,
  { campaign, drawer, salt }: { readonly campaign: string; readonly drawer: Drawer; readonly salt: string },
): Uint8Array {
  const words = `finharbor/yuan-draw-secret/1\n${campaign}\n${drawer}\n${salt}`;
  return new Uint8Array(createHmac('sha256', sealKey).update(words).digest());
}
