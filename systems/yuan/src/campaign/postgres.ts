import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { YuanTables } from '../database.gen.ts';
import type { Campaign, Logged } from './campaign.ts';
import type { CampaignState, VoidReason } from './campaign-words.ts';
import { termsSchema } from './terms.ts';

type Db = Kysely<YuanTables>;
type Row = Selectable<YuanTables['yuan_campaign']>;

/** Keeps a campaign; one that is there stays as it is. */
export async function keepCampaign(db: Db, campaign: Campaign): Promise<void> {
  const { id, organiser, operator, wallet, title, about, terms } = campaign;
  await db
    .insertInto('yuan_campaign')
    .values({
      id,
      kind: terms.kind,
      organiser,
      operator,
      wallet,
      title_en: title.en,
      title_zh: title.zh,
      about_en: about.en,
      about_zh: about.zh,
      terms: JSON.stringify(z.encode(termsSchema, terms)),
      opens_at_ms: BigInt(campaign.opensAtMs),
      closes_at_ms: BigInt(campaign.closesAtMs),
      packets_until_ms: BigInt(campaign.packetsUntilMs),
      made_at_ms: BigInt(campaign.madeAtMs),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function campaignById(db: Db, id: string): Promise<Campaign | undefined> {
  const row = await db.selectFrom('yuan_campaign').selectAll().where('id', '=', id).executeTakeFirst();
  return row && campaignOf(row);
}

/** The same, and no other process changes how it stands until the transaction is over. */
export async function lockedCampaign(
  tx: Db,
  id: string,
  how: 'share' | 'update',
): Promise<Campaign | undefined> {
  const query = tx.selectFrom('yuan_campaign').selectAll().where('id', '=', id);
  // Entries of many people come in beside each other (share), while who closes, draws or pays out waits for them (update).
  const row = await (how === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst();
  return row && campaignOf(row);
}

/** Campaigns, the latest first, from before an id on. */
export async function campaigns(
  db: Db,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<readonly Campaign[]> {
  const rows = await db
    .selectFrom('yuan_campaign')
    .selectAll()
    .$if(before !== undefined, (rest) => rest.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(campaignOf);
}

/** Campaigns that something is still to be done for. */
export async function liveCampaigns(db: Db): Promise<readonly Campaign[]> {
  const rows = await db
    .selectFrom('yuan_campaign')
    .selectAll()
    .where('ended_at_ms', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(campaignOf);
}

/** Moves a campaign on from a state; false where another process has. */
export async function moveOn(
  db: Db,
  { id, state }: Pick<Campaign, 'id' | 'state'>,
  to: { readonly state: CampaignState; readonly voidWhy?: VoidReason; readonly seed?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('yuan_campaign')
    .set({
      state: to.state,
      void_why: to.voidWhy ?? null,
      ...(to.seed === undefined ? {} : { seed: to.seed }),
    })
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Keeps what stands in the evidence log of a campaign; what is there stays. */
export async function keepLogged(
  db: Db,
  id: string,
  { listRoot, index, proof, revealByMs }: Logged & { readonly revealByMs: number | null },
): Promise<void> {
  await db
    .updateTable('yuan_campaign')
    .set({
      list_root: listRoot,
      log_index: BigInt(index),
      log_proof: proof,
      reveal_by_ms: revealByMs === null ? null : BigInt(revealByMs),
    })
    .where('id', '=', id)
    .where('log_proof', 'is', null)
    .execute();
}

/** Nothing is left to do for it. */
export async function endCampaign(db: Db, id: string, atMs: number): Promise<void> {
  await db
    .updateTable('yuan_campaign')
    .set({ ended_at_ms: BigInt(atMs) })
    .where('id', '=', id)
    .where('ended_at_ms', 'is', null)
    .execute();
}

/** Money of a campaign that waits under a purpose, its pot left out. */
export async function openPackets(db: Db, campaign: string, pot: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('yuan_purse')
    .select('id')
    .where('area', '=', 'campaign')
    .where('subject', '=', campaign)
    .where('state', '=', 'open')
    .where('id', '<>', pot)
    .execute();
  return rows.map(({ id }) => id);
}

/** What people have done in a campaign, by district. */
export async function countsIn(db: Db, campaign: string): Promise<readonly DistrictCount[]> {
  const { rows } = await sql<{ district: string; entries: number; given: number }>`
    select district, count(*)::int as entries, count(amount)::int as given from (
      select e.district, p.amount_minor as amount
      from yuan_campaign_entry e left join yuan_packet p on p.campaign = e.campaign and p.entry = e.entry
      where e.campaign = ${campaign}
      union all
      select a.district, a.amount_minor from yuan_campaign_ask a where a.campaign = ${campaign}
    ) taken group by district order by district`.execute(db);
  return rows;
}
/** How many people of a district took part, and how many of them got something. */
export type DistrictCount = { readonly district: string; readonly entries: number; readonly given: number };

function campaignOf(row: Row): Campaign {
  const { list_root: listRoot, log_index: index, log_proof: proof } = row;
  return {
    id: row.id,
    organiser: row.organiser,
    operator: row.operator,
    wallet: row.wallet,
    title: { en: row.title_en, zh: row.title_zh },
    about: { en: row.about_en, zh: row.about_zh },
    terms: termsSchema.parse(row.terms),
    opensAtMs: Number(row.opens_at_ms),
    closesAtMs: Number(row.closes_at_ms),
    packetsUntilMs: Number(row.packets_until_ms),
    state: row.state as CampaignState,
    voidWhy: row.void_why as VoidReason | null,
    logged:
      listRoot === null || index === null || proof === null
        ? null
        : { listRoot, index: Number(index), proof },
    revealByMs: row.reveal_by_ms === null ? null : Number(row.reveal_by_ms),
    seed: row.seed,
    madeAtMs: Number(row.made_at_ms),
    endedAtMs: row.ended_at_ms === null ? null : Number(row.ended_at_ms),
  };
}
