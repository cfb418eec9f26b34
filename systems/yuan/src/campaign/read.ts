import type { YuanContext } from '../context.ts';
import { type Campaign, cityParty, stateAt } from './campaign.ts';
import { entriesOf, loggedText, ownEntry } from './lottery.ts';
import { packetsOf } from './packets.ts';
import { entryOf } from './people.ts';
import { asksAfter, ownAsk } from './rush.ts';
import { secretsOf } from './secrets.ts';
import { ownClaims } from './subsidy.ts';
import type { Claim } from './subsidy-words.ts';
import { budgetOf, packetsIn } from './terms.ts';
import type { AsksView, CampaignView, ClaimView, DrawView, OwnPart } from './views.ts';

/** A campaign as everybody sees it. A list of wallets is nobody's to read. */
export function campaignView(campaign: Campaign, nowMs: number): CampaignView {
  const { id, title, about, organiser, operator, terms, opensAtMs, closesAtMs, packetsUntilMs } = campaign;
  const { voidWhy, revealByMs, endedAtMs } = campaign;
  return {
    ...{ id, title, about, operator, opensAtMs, closesAtMs, packetsUntilMs, voidWhy, revealByMs },
    isCity: organiser === cityParty,
    terms: terms.kind === 'voucher' ? { ...terms, wallets: [] } : terms,
    budgetMinor: budgetOf(terms),
    packets: packetsIn(terms),
    state: stateAt(campaign, nowMs),
    hasEnded: endedAtMs !== null,
  };
}

type Log = Pick<DrawView, 'listRoot' | 'logEntry' | 'proof'>;

async function logOf({ db }: YuanContext, campaign: Campaign, count: () => Promise<number>): Promise<Log> {
  const { logged } = campaign;
  if (!logged) return { listRoot: null, logEntry: null, proof: null };
  const { listRoot, proof } = logged;
  const logEntry = await loggedText(db, campaign, { root: listRoot, count: await count() });
  return { listRoot, proof, logEntry };
}

/** All that a draw follows from. Entries and secrets are in it once nothing of the draw hangs on their being unknown. */
export async function drawView(ctx: YuanContext, campaign: Campaign): Promise<DrawView> {
  const { db } = ctx;
  const { id, terms, logged, seed } = campaign;
  const isPublic = logged !== null && terms.kind === 'lottery';
  const [said, entries, packets] = await Promise.all([
    secretsOf(db, id),
    isPublic ? entriesOf(db, id) : [],
    isPublic ? packetsOf(db, id) : [],
  ]);
  const side = (drawer: 'operator' | 'bureau') => said.find((one) => one.drawer === drawer);
  const [operator, bureau] = [side('operator'), side('bureau')];
  const districts = new Map(entries.map(({ entry, district }) => [entry, district]));
  const { state, voidWhy, terms: shown } = campaignView(campaign, ctx.clock.nowMs());
  return {
    ...{ campaign: id, state, voidWhy, terms: shown, seed },
    prizes: 'prizes' in terms ? terms.prizes : [],
    quotas: 'quotas' in terms ? terms.quotas : [],
    commitments: { operator: operator?.commitment ?? null, bureau: bureau?.commitment ?? null },
    secrets: { operator: operator?.revealed ?? null, bureau: bureau?.revealed ?? null },
    entries: entries.map(({ entry, district }) => ({ entry, district })),
    ...(await logOf(ctx, campaign, async () => entries.length)),
    wins: packets.map(({ no, entry, amountMinor }) => ({
      entry,
      district: districts.get(entry)!,
      rank: no,
      amountMinor,
    })),
  };
}

const asksAtOnce = 2_000;

/** A run of the asks of a rush, in the server's order. */
export async function asksView(ctx: YuanContext, campaign: Campaign, after: number): Promise<AsksView> {
  const { db } = ctx;
  const items = await asksAfter(db, campaign.id, { after, limit: asksAtOnce });
  const count = async (): Promise<number> =>
    (
      await db
        .selectFrom('yuan_campaign_run')
        .select('asks')
        .where('campaign', '=', campaign.id)
        .executeTakeFirstOrThrow()
    ).asks;
  return {
    items,
    next: items.length < asksAtOnce ? null : items.at(-1)!.no,
    ...(campaign.terms.kind === 'rush'
      ? await logOf(ctx, campaign, count)
      : { listRoot: null, logEntry: null, proof: null }),
  };
}

/** What somebody has in a campaign. */
export async function ownPart(ctx: YuanContext, campaign: Campaign, holder: string): Promise<OwnPart> {
  const { db } = ctx;
  const entry = entryOf(ctx, campaign.id, holder);
  const [entered, ask, claims, packet] = await Promise.all([
    ownEntry(db, campaign.id, entry),
    ownAsk(db, campaign.id, entry),
    ownClaims(db, campaign.id, entry),
    db
      .selectFrom('yuan_packet as p')
      .innerJoin('yuan_wallet as w', 'w.number', 'p.wallet')
      .select(['p.amount_minor', 'p.state', 'p.wallet'])
      .where('p.campaign', '=', campaign.id)
      .where('w.holder', '=', holder)
      .orderBy('p.no')
      .executeTakeFirst(),
  ]);
  return {
    entry,
    district: entered?.district ?? ask?.district ?? null,
    enteredAtMs: entered?.atMs ?? null,
    ask: ask ?? null,
    packet: packet
      ? {
          amountMinor: packet.amount_minor,
          state: packet.state as 'owed' | 'given' | 'kept',
          wallet: packet.wallet,
        }
      : null,
    claims: claims.map(claimView),
  };
}

/** A claim without the number that stands for its person. */
export function claimView({ entry: _entry, ...claim }: Claim): ClaimView {
  return claim;
}
