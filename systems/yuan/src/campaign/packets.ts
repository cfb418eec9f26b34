import { type Kysely, sql } from 'kysely';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';
import { derivedId } from '../money/ids.ts';
import type { Release } from '../money/purse.ts';
import { termsNow } from '../payments/pay.ts';
import type { Purpose } from '../purses/purpose.ts';
import { openPurses } from '../purses/purses.ts';
import type { Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { type Campaign, packetPurse, potOf } from './campaign.ts';

type Db = Kysely<YuanTables>;

/** Money of a campaign that is somebody's: the nth packet. */
export type Packet = {
  readonly no: number;
  readonly entry: string;
  readonly wallet: string;
  readonly amountMinor: bigint;
};

/** Keeps packets that are owed; those that are there stay. */
export async function keepPackets(db: Db, campaign: string, packets: readonly Packet[]): Promise<void> {
  if (packets.length === 0) return;
  // One array a column: a statement has 65,535 parameters at most, and a draw more packets than that.
  await sql`
    insert into yuan_packet (campaign, no, entry, wallet, amount_minor)
    select ${campaign}::uuid, * from unnest(
      ${packets.map(({ no }) => no)}::int[], ${packets.map(({ entry }) => entry)}::text[],
      ${packets.map(({ wallet }) => wallet)}::text[], ${packets.map(({ amountMinor }) => String(amountMinor))}::bigint[])
    on conflict do nothing`.execute(db);
}

/** The packets of a campaign, in their order. */
export async function packetsOf(db: Db, campaign: string): Promise<readonly Packet[]> {
  const rows = await db
    .selectFrom('yuan_packet')
    .select(['no', 'entry', 'wallet', 'amount_minor as amountMinor'])
    .where('campaign', '=', campaign)
    .orderBy('no')
    .execute();
  return rows;
}

/** So few that nobody who asks for something meanwhile waits long for the process. */
const atOnce = 100;

/** Gives the packets of a campaign that are owed, about so many at most; whoever does so again, or beside, gives none twice. */
export async function giveOwed(
  ctx: YuanContext,
  campaign: Campaign,
  most: number = Number.POSITIVE_INFINITY,
): Promise<number> {
  for (let given = 0; ; ) {
    const owed = await owedOf(ctx.db, campaign.id);
    await give(ctx, campaign, owed);
    given += owed.length;
    if (owed.length < atOnce || given >= most) return given;
  }
}

async function owedOf(db: Db, campaign: string): Promise<readonly Packet[]> {
  return db
    .selectFrom('yuan_packet')
    .select(['no', 'entry', 'wallet', 'amount_minor as amountMinor'])
    .where('campaign', '=', campaign)
    .where('state', '=', 'owed')
    .orderBy('no')
    .limit(atOnce)
    .execute();
}

async function give(ctx: YuanContext, campaign: Campaign, packets: readonly Packet[]): Promise<void> {
  if (packets.length === 0) return;
  const purpose = purposeOf(campaign);
  const full = purpose === null ? await payInto(ctx, campaign, packets) : packets;
  // What a wallet may not hold waits for it, to be spent at any merchant.
  await keepAsPurses(ctx, { campaign, packets: full, purpose: purpose ?? {} });
  const kept = new Set(full.map(({ no }) => no));
  const mark = (state: 'given' | 'kept', nos: readonly number[]) =>
    nos.length === 0
      ? undefined
      : ctx.db
          .updateTable('yuan_packet')
          .set({ state })
          .where('campaign', '=', campaign.id)
          .where(({ eb, val }) => eb('no', '=', sql<number>`any(${val(nos)})`))
          .where('state', '=', 'owed')
          .execute();
  await mark('kept', [...kept]);
  await mark(
    'given',
    packets.flatMap(({ no }) => (kept.has(no) ? [] : [no])),
  );
}

/** Where packets of a campaign can be spent; null where they go into wallets at once. */
function purposeOf({ terms }: Campaign): Purpose | null {
  return 'purpose' in terms ? terms.purpose : null;
}

/** Pays packets into wallets; gives those that a wallet may not hold. */
async function payInto(
  ctx: YuanContext,
  campaign: Campaign,
  packets: readonly Packet[],
): Promise<readonly Packet[]> {
  const wallets = await walletsByNumber(
    ctx.db,
    packets.map(({ wallet }) => wallet),
  );
  const open = packets.filter(({ wallet }) => wallets.get(wallet)!.state === 'open');
  const outcomes = await ctx.till.releaseEach(
    open.map((packet) => intoWallet(ctx, { campaign, packet, wallet: wallets.get(packet.wallet)! })),
  );
  const done = new Set(open.filter((_, at) => outcomes[at]!.kind === 'done').map(({ no }) => no));
  return packets.filter(({ no }) => !done.has(no));
}

function intoWallet(
  ctx: YuanContext,
  { campaign, packet, wallet }: { campaign: Campaign; packet: Packet; wallet: Wallet },
): Release {
  return {
    id: derivedId('campaign pays', campaign.id, `${packet.no}`),
    purse: potOf(campaign.id),
    amountMinor: packet.amountMinor,
    to: termsNow(ctx, wallet),
    once: [onceForPacket(campaign.id, packet.no)],
  };
}

type Kept = {
  readonly campaign: Campaign;
  readonly packets: readonly Packet[];
  readonly purpose: Purpose;
};

async function keepAsPurses(ctx: YuanContext, { campaign, packets, purpose }: Kept): Promise<void> {
  if (packets.length === 0) return;
  const pot = potOf(campaign.id);
  await openPurses(
    ctx,
    packets.map(({ no, wallet }) => ({
      id: packetPurse(campaign.id, no),
      area: 'campaign',
      subject: campaign.id,
      owner: wallet,
      title: campaign.title,
      purpose,
      returnsTo: { purse: pot },
      expiresAtMs: campaign.packetsUntilMs,
    })),
  );
  const outcomes = await ctx.till.releaseEach(
    packets.map(({ no, amountMinor }) => ({
      id: derivedId('campaign keeps', campaign.id, `${no}`),
      purse: pot,
      amountMinor,
      to: { purse: packetPurse(campaign.id, no) },
      once: [onceForPacket(campaign.id, no)],
    })),
  );
  // Of two processes beside each other one pays into the wallet and the other would keep it: the ledger lets only one.
  const odd = outcomes.find((one) => one.kind === 'refused' && one.reason !== 'done_before');
  if (odd) throw new Error('A pot does not hold what its campaign owes.');
}

function onceForPacket(campaign: string, no: number): string {
  return `campaign packet ${campaign} ${no}`;
}
