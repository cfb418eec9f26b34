import { FinharborError, fail, sha256 } from '@finharbor/kernel';
import { parsedOnce } from '@finharbor/kernel/database';
import { type Kysely, sql } from 'kysely';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { stateAt } from './campaign.ts';
import { askText, type ChainedAsk, rushStartText } from './list-text.ts';
import { entryOf } from './people.ts';
import { campaignById } from './postgres.ts';
import { nthAmount, type PacketTerms, placesIn } from './terms.ts';

type Db = Kysely<YuanTables>;

/** Who asks for a packet in a rush. */
export type Asking = { readonly holder: string; readonly wallet: string; readonly district: string };
/** What came of it: the place in the server's order, and how much, or null where nothing was left. */
export type Asked = ChainedAsk & { readonly hash: string; readonly isRepeated: boolean };

/** Takes asks of rushes, in the order in which they come. */
export type Rush = (campaign: string, asking: Asking) => Promise<Asked>;

type Waiting = {
  readonly asking: Asking;
  readonly resolve: (asked: Asked) => void;
  readonly reject: (error: unknown) => void;
};

const mostAtOnce = 1_000;

/**
 * Makes the taker of this process. Asks that come while a batch is written share the next: one transaction each, in which the campaign's
 * row is the lock by which processes take turns, so that numbers have no gap. What is answered is durable; packets follow.
 * Errors: `yuan.campaign_not_found`, `yuan.campaign_not_open`, `yuan.district_unknown`, `yuan.no_such_wallet`.
 */
export function takingRushes(ctx: YuanContext): Rush {
  const queues = new Map<string, Waiting[]>();
  const drain = async (campaign: string, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, mostAtOnce);
      try {
        const answers = await takeBatch(
          ctx,
          campaign,
          batch.map(({ asking }) => asking),
        );
        for (const [at, { resolve, reject }] of batch.entries()) {
          const answer = answers[at]!;
          if (answer instanceof FinharborError) reject(answer);
          else resolve(answer);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    queues.delete(campaign);
  };
  return (campaign, asking) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(campaign);
      const waiting = { asking, resolve, reject };
      if (queue) {
        queue.push(waiting);
        return;
      }
      const fresh = [waiting];
      queues.set(campaign, fresh);
      void drain(campaign, fresh);
    });
}

type Answer = Asked | FinharborError;

async function takeBatch(ctx: YuanContext, id: string, batch: readonly Asking[]): Promise<readonly Answer[]> {
  const wallets = await walletsByNumber(
    ctx.db,
    batch.map(({ wallet }) => wallet),
  );
  const judged = batch.map((asking) => {
    const wallet = wallets.get(asking.wallet);
    if (wallet?.holder !== asking.holder || wallet.kind !== 'personal' || wallet.state !== 'open')
      return refusal('yuan.no_such_wallet', 'You hold no open wallet with this number.');
    return { ...asking, entry: entryOf(ctx, id, asking.holder) };
  });
  const asking = judged.flatMap((one) => (one instanceof FinharborError ? [] : [one]));
  const { answers, places } = await ctx.db.transaction().execute((tx) => inTurn(ctx, tx, { id, asking }));
  return judged.map((one) => {
    if (one instanceof FinharborError) return one;
    if (!Object.hasOwn(places, one.district))
      return refusal('yuan.district_unknown', 'The campaign has no packets for this district.');
    return (
      answers.get(one.entry) ?? refusal('yuan.campaign_not_open', 'Nobody can ask now: look at its times.')
    );
  });
}

function refusal(code: string, publicMessage: string): FinharborError {
  return new FinharborError({ code, publicMessage });
}

type Judged = Asking & { readonly entry: string };
type Turn = {
  readonly answers: ReadonlyMap<string, Asked>;
  /** How many packets there are, by district. */
  readonly places: Readonly<Record<string, number>>;
};

/** One turn of one process: numbers, hashes and packets of a batch. */
async function inTurn(
  ctx: YuanContext,
  tx: Db,
  { id, asking }: { readonly id: string; readonly asking: readonly Judged[] },
): Promise<Turn> {
  // The row is the turn: no other process numbers asks of this campaign, or closes it, before this transaction is over.
  const run = await tx
    .selectFrom('yuan_campaign_run')
    .selectAll()
    .where('campaign', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const campaign = run && (await campaignById(tx, id));
  if (campaign?.terms.kind !== 'rush') return fail('yuan.campaign_not_found', 'There is no such rush.');
  const { terms } = campaign;
  const places = placesIn(terms);
  const known = await asksBy(
    tx,
    id,
    asking.map(({ entry }) => entry),
  );
  const answers = new Map<string, Asked>(known.map((one) => [one.entry, { ...one, isRepeated: true }]));
  const atMs = ctx.clock.nowMs();
  if (stateAt(campaign, atMs) !== 'open') return { answers, places };
  const course = courseFrom(terms, { ...run!, givenIn: run!.given_in as Readonly<Record<string, number>> });
  const fresh: (Asked & { readonly wallet: string })[] = [];
  for (const { entry, district, wallet } of asking) {
    if (answers.has(entry) || !Object.hasOwn(places, district)) continue;
    const asked = { ...course.next({ entry, district, atMs }), isRepeated: false };
    answers.set(entry, asked);
    fresh.push({ ...asked, wallet });
  }
  if (fresh.length > 0) await keepTurn(tx, id, { fresh, after: course.state() });
  return { answers, places };
}

type CourseState = {
  readonly asks: number;
  readonly given: number;
  readonly givenIn: Readonly<Record<string, number>>;
  readonly head: string;
};

/** The rule of a rush: in order, each gets the next packet while its district has one left. */
function courseFrom(
  terms: PacketTerms,
  from: CourseState,
): {
  readonly next: (
    ask: Pick<ChainedAsk, 'entry' | 'district' | 'atMs'>,
  ) => ChainedAsk & { readonly hash: string };
  readonly state: () => CourseState;
} {
  const places = placesIn(terms);
  const givenIn: Record<string, number> = { ...from.givenIn };
  let { asks, given, head } = from;
  return {
    next(ask) {
      const inDistrict = givenIn[ask.district] ?? 0;
      const amountMinor =
        inDistrict < (places[ask.district] ?? 0) ? (nthAmount(terms.prizes, given + 1) ?? null) : null;
      asks += 1;
      if (amountMinor !== null) {
        given += 1;
        givenIn[ask.district] = inDistrict + 1;
      }
      const chained = { ...ask, no: asks, amountMinor };
      head = sha256(askText(head, chained)).toHex();
      return { ...chained, hash: head };
    },
    state: () => ({ asks, given, givenIn, head }),
  };
}

/** What the chain of a rush begins with. */
export function rushStart(campaign: string): string {
  return sha256(rushStartText(campaign)).toHex();
}

type Kept = {
  readonly fresh: readonly (Asked & { readonly wallet: string })[];
  readonly after: CourseState;
};

/** Keeps asks, the packets that are owed by them, and where the rush stands after them. */
async function keepTurn(tx: Db, campaign: string, { fresh, after }: Kept): Promise<void> {
  const { asks, given, givenIn, head } = after;
  // One array a column and one statement for all: what a turn costs hardly depends on how many asks it has.
  await sql`${sql.raw(parsedOnce)}
    with asked as (
      select * from unnest(
        ${fresh.map(({ no }) => no)}::int[], ${fresh.map(({ entry }) => entry)}::text[],
        ${fresh.map(({ district }) => district)}::text[], ${fresh.map(({ atMs }) => atMs)}::bigint[],
        ${fresh.map(({ amountMinor }) => (amountMinor === null ? null : String(amountMinor)))}::bigint[],
        ${fresh.map(({ hash }) => hash)}::text[], ${fresh.map(({ wallet }) => wallet)}::text[]
      ) as a (no, entry, district, at_ms, amount_minor, hash, wallet)
    ), kept as (
      insert into yuan_campaign_ask (campaign, no, entry, district, at_ms, amount_minor, hash)
      select ${campaign}::uuid, no, entry, district, at_ms, amount_minor, hash from asked
    ), owed as (
      insert into yuan_packet (campaign, no, entry, wallet, amount_minor)
      select ${campaign}::uuid, no, entry, wallet, amount_minor from asked where amount_minor is not null
    )
    update yuan_campaign_run set asks = ${asks}, given = ${given}, given_in = ${JSON.stringify(givenIn)}, head = ${head}
    where campaign = ${campaign}::uuid`.execute(tx);
}

type KeptAsk = ChainedAsk & { readonly hash: string };

async function asksBy(db: Db, campaign: string, entries: readonly string[]): Promise<readonly KeptAsk[]> {
  if (entries.length === 0) return [];
  // Entry by entry: the planner knows nothing yet of a table that was empty a moment ago, and would read all of the campaign's asks.
  const { rows } = await sql<AskRow>`
    select a.* from unnest(${entries}::text[]) as e (entry) cross join lateral (
      select no, entry, district, at_ms, amount_minor, hash from yuan_campaign_ask
      where campaign = ${campaign}::uuid and entry = e.entry limit 1) as a`.execute(db);
  return rows.map(askOf);
}

/** A person's ask; undefined where there is none. */
export async function ownAsk(db: Db, campaign: string, entry: string): Promise<KeptAsk | undefined> {
  return (await asksBy(db, campaign, [entry]))[0];
}

/** Asks in their order, after a number. */
export async function asksAfter(
  db: Db,
  campaign: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly KeptAsk[]> {
  const rows = await db
    .selectFrom('yuan_campaign_ask')
    .select(['no', 'entry', 'district', 'at_ms', 'amount_minor', 'hash'])
    .where('campaign', '=', campaign)
    .where('no', '>', after)
    .orderBy('no')
    .limit(limit)
    .execute();
  return rows.map(askOf);
}

type AskRow = {
  readonly no: number;
  readonly entry: string;
  readonly district: string;
  readonly at_ms: bigint;
  readonly amount_minor: bigint | null;
  readonly hash: string;
};

function askOf({ at_ms, amount_minor: amountMinor, ...row }: AskRow): KeptAsk {
  return { ...row, atMs: Number(at_ms), amountMinor };
}
