import assert from 'node:assert/strict';
import { leafHashNow, parseCheckpoint, parseProof, treeRoot } from '@finharbor/evidence';
import { fail, type Json, sha256 } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';
import type { Wallet } from '../wallets/domain.ts';
import { type Campaign, stateAt } from './campaign.ts';
import type { VoidReason } from './campaign-words.ts';
import { type Drawn, draw, type Entry } from './draw.ts';
import { entryText, listText, termsText } from './list-text.ts';
import { keepPackets } from './packets.ts';
import { entryOf } from './people.ts';
import { lockedCampaign, moveOn } from './postgres.ts';
import { secretsOf } from './secrets.ts';
import { placesIn, termsSchema } from './terms.ts';

type Db = Kysely<YuanTables>;

/** An entry, as the person it stands for sees it. */
export type OwnEntry = Entry & { readonly wallet: string; readonly atMs: number };

/** Enters a person into a lottery, once. Errors: `yuan.campaign_not_open`, `yuan.district_unknown`, `yuan.entered_before`. */
export async function enter(
  ctx: YuanContext,
  campaign: Campaign,
  { wallet, district }: { readonly wallet: Wallet; readonly district: string },
): Promise<OwnEntry> {
  const entry = entryOf(ctx, campaign.id, wallet.holder);
  return ctx.db.transaction().execute(async (tx) => {
    const now = (await lockedCampaign(tx, campaign.id, 'share'))!;
    const before = await ownEntry(tx, campaign.id, entry);
    if (before) {
      if (before.wallet !== wallet.number || before.district !== district)
        fail('yuan.entered_before', 'You have entered already, once for all of your wallets.');
      return before;
    }
    const atMs = ctx.clock.nowMs();
    if (now.terms.kind !== 'lottery' || stateAt(now, atMs) !== 'open')
      fail('yuan.campaign_not_open', 'Nobody can enter now: look at its times.');
    if (!(district in placesIn(now.terms)))
      fail('yuan.district_unknown', 'The campaign has no packets for this district.');
    await tx
      .insertInto('yuan_campaign_entry')
      .values({ campaign: now.id, entry, district, wallet: wallet.number, at_ms: BigInt(atMs) })
      .onConflict((conflict) => conflict.columns(['campaign', 'entry']).doNothing())
      .execute();
    return (await ownEntry(tx, now.id, entry))!;
  });
}

/** A person's entry; undefined where there is none. */
export async function ownEntry(db: Db, campaign: string, entry: string): Promise<OwnEntry | undefined> {
  const row = await db
    .selectFrom('yuan_campaign_entry')
    .selectAll()
    .where('campaign', '=', campaign)
    .where('entry', '=', entry)
    .executeTakeFirst();
  return row && { entry, district: row.district, wallet: row.wallet, atMs: Number(row.at_ms) };
}

/** All entries, in the order of their numbers. */
export async function entriesOf(db: Db, campaign: string): Promise<readonly (Entry & { wallet: string })[]> {
  return db
    .selectFrom('yuan_campaign_entry')
    .select(['entry', 'district', 'wallet'])
    .where('campaign', '=', campaign)
    .orderBy('entry')
    .execute();
}

/** The Merkle root of a list of entries. */
export function rootOf(entries: readonly Entry[]): string {
  const leaves = entries.map((one) => leafHashNow(Buffer.from(entryText(one))));
  return Buffer.from(treeRoot(Buffer.concat(leaves))).toString('hex');
}

/** What goes into the evidence log of a campaign that has closed. */
export async function loggedText(
  db: Db,
  { id, terms }: Campaign,
  { root, count }: { readonly root: string; readonly count: number },
): Promise<string> {
  const said = new Map((await secretsOf(db, id)).map(({ drawer, commitment }) => [drawer, commitment]));
  const [operator, bureau] = [said.get('operator'), said.get('bureau')];
  return listText({
    campaign: id,
    kind: terms.kind,
    count,
    root,
    terms: sha256(termsText(z.encode(termsSchema, terms) as Json)).toHex(),
    commitments: operator !== undefined && bureau !== undefined ? { operator, bureau } : null,
  });
}

/** The root of the checkpoint that a proof leads to. */
function checkpointRoot(proof: string): string {
  const checkpoint = parseCheckpoint(parseProof(proof)?.checkpoint ?? '');
  assert(checkpoint, 'The evidence log gave a proof that does not read.');
  return Buffer.from(checkpoint.root).toString('hex');
}

/**
 * Draws a lottery that has closed: nothing where a side has still time to reveal, and void where the time is over or a side's secret is
 * not the one committed to.
 */
export async function drawIfRevealed(ctx: YuanContext, campaign: Campaign): Promise<VoidReason | undefined> {
  const { terms, logged, revealByMs } = campaign;
  assert(terms.kind === 'lottery' && logged);
  const said = await secretsOf(ctx.db, campaign.id);
  const silent = said.filter(({ revealed }) => revealed === null).map(({ drawer }) => drawer);
  if (silent.length > 0) {
    if (ctx.clock.nowMs() < revealByMs!) return undefined;
    return silent.length === 2 ? 'both_not_revealed' : `${silent[0]!}_not_revealed`;
  }
  const entries = await entriesOf(ctx.db, campaign.id);
  const drawn = drawnOf(campaign, { said, entries });
  if (drawn.kind === 'void') return drawn.reason;
  const wallets = new Map(entries.map(({ entry, wallet }) => [entry, wallet]));
  await ctx.db.transaction().execute(async (tx) => {
    if (!(await moveOn(tx, campaign, { state: 'drawn', seed: drawn.seed }))) return;
    await keepPackets(
      tx,
      campaign.id,
      drawn.wins.map(({ entry, rank, amountMinor }) => ({
        no: rank,
        entry,
        wallet: wallets.get(entry)!,
        amountMinor,
      })),
    );
  });
  return undefined;
}

type Known = { readonly said: Awaited<ReturnType<typeof secretsOf>>; readonly entries: readonly Entry[] };

function drawnOf({ id, terms, logged }: Campaign, { said, entries }: Known): Drawn {
  assert(terms.kind === 'lottery' && logged);
  const of = (drawer: 'operator' | 'bureau') => said.find((one) => one.drawer === drawer)!;
  const bytes = (drawer: 'operator' | 'bureau') => new Uint8Array(Buffer.from(of(drawer).revealed!, 'hex'));
  return draw({
    campaign: id,
    prizes: terms.prizes,
    quotas: placesIn(terms),
    entries,
    entriesRoot: checkpointRoot(logged.proof),
    commitments: { operator: of('operator').commitment, bureau: of('bureau').commitment },
    secrets: { operator: bytes('operator'), bureau: bytes('bureau') },
  });
}
