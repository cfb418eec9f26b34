import { type Kysely, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import { type ContractKind, contractKinds } from '../documents.ts';
import { type DayOfUses, overseenJobStates } from '../oversight.ts';
import { contractStates } from '../views.ts';
import { stateAt } from './lists.ts';
import { byMonth } from './months.ts';
import type { AtTime, BoardFigures, ExchangeFigures } from './store.ts';

type Db = Kysely<HarborTables>;
type Counted = { readonly of: string; readonly n: number };

/** The board in figures, and the uses of the last days up to today. */
export async function boardFigures(
  db: Db,
  { nowMs, zone, days }: AtTime & { readonly days: number },
): Promise<BoardFigures> {
  const [products, uses, refusals] = await Promise.all([
    one(db, sql`select count(*)::int as n from product_card`),
    one(db, sql`select count(*)::int as n from overseen_job where used_at_ms is not null`),
    one(db, sql`select count(*)::int as n from overseen_refusal`),
  ]);
  const [contracts, jobs] = await Promise.all([
    counted(db, sql`select ${stateAt(nowMs)} as of, count(*)::int as n from overseen_contract group by 1`),
    counted(db, sql`select state as of, count(*)::int as n from overseen_job group by 1`),
  ]);
  return {
    products,
    uses,
    refusals,
    contracts: byState(contractStates, contracts),
    jobs: byState(overseenJobStates, jobs),
    usesByDay: await usesByDay(db, { nowMs, zone, days }),
  };
}

async function usesByDay(
  db: Db,
  { nowMs, zone, days }: AtTime & { readonly days: number },
): Promise<readonly DayOfUses[]> {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
  const first = today.subtract({ days: days - 1 });
  const fromMs = first.toZonedDateTime(zone).epochMilliseconds;
  const { rows } = await sql<{ day: string; kind: ContractKind; n: number }>`
    select to_char(to_timestamp(used_at_ms / 1000.0) at time zone ${zone}, 'YYYY-MM-DD') as day, kind, count(*)::int as n
    from overseen_job where used_at_ms >= ${BigInt(fromMs)} group by 1, 2
  `.execute(db);
  return Array.from({ length: days }, (_, at) => {
    const day = first.add({ days: at }).toString();
    const count = (kind: ContractKind): number =>
      rows.find((row) => row.day === day && row.kind === kind)?.n ?? 0;
    const counts = Object.fromEntries(contractKinds.map((kind) => [kind, count(kind)]));
    return { day, ...(counts as Record<ContractKind, number>) };
  });
}

const mostCodes = 10;

/** How the exchange grows, on whom it depends, and why uses are refused. */
export async function exchangeFigures(db: Db, at: AtTime): Promise<ExchangeFigures> {
  const inForce = sql`select consumer, providers from overseen_contract where ${stateAt(at.nowMs)} = 'in_force'`;
  const [usesOf, productsOf, boundAs, madeBy, askedBy] = await Promise.all([
    counted(db, sql`select provider as of, count(*)::int as n from overseen_use group by 1`),
    counted(db, sql`select holder as of, count(*)::int as n from product_card group by 1`),
    counted(db, sql`select unnest(providers) as of, count(*)::int as n from (${inForce}) c group by 1`),
    counted(
      db,
      sql`select consumer as of, count(*)::int as n from overseen_job where used_at_ms is not null group by 1`,
    ),
    counted(db, sql`select consumer as of, count(*)::int as n from (${inForce}) c group by 1`),
  ]);
  const [kinds, refusals, contracts, disputes] = await Promise.all([
    counted(
      db,
      sql`select kind as of, count(*)::int as n from overseen_job where used_at_ms is not null group by 1`,
    ),
    counted(
      db,
      sql`select code as of, count(*)::int as n from overseen_refusal group by 1 order by n desc, code limit ${mostCodes}`,
    ),
    counted(db, sql`select ${stateAt(at.nowMs)} as of, count(*)::int as n from overseen_contract group by 1`),
    openDisputes(db),
  ]);
  const shares = (...all: readonly ReadonlyMap<string, number>[]): readonly string[] =>
    [...new Set(all.flatMap((one) => [...one.keys()]))].toSorted();
  const n = (counts: ReadonlyMap<string, number>, party: string): number => counts.get(party) ?? 0;
  return {
    months: await byMonth(db, at),
    holders: shares(usesOf, productsOf, boundAs)
      .map((party) => ({
        party,
        uses: n(usesOf, party),
        products: n(productsOf, party),
        inForce: n(boundAs, party),
      }))
      .toSorted((a, b) => b.uses - a.uses),
    consumers: shares(madeBy, askedBy)
      .map((party) => ({ party, uses: n(madeBy, party), inForce: n(askedBy, party) }))
      .toSorted((a, b) => b.uses - a.uses),
    kinds: contractKinds.map((kind) => ({ kind, uses: n(kinds, kind) })),
    refusals: [...refusals].map(([code, count]) => ({ code, count })),
    contracts: byState(contractStates, contracts),
    disputes,
  };
}

/** Disputes that nobody has decided yet, and since when the oldest of them waits. */
async function openDisputes(db: Db): Promise<ExchangeFigures['disputes']> {
  const { rows } = await sql<{ open: number; oldest: bigint | null }>`
    select count(*)::int as open, min(filed_at_ms) as oldest from line_dispute
    where award_id is null and state <> 'inadmissible'
  `.execute(db);
  const { open, oldest } = rows[0]!;
  return { open, oldestFiledAtMs: oldest === null ? null : Number(oldest) };
}

async function counted(db: Db, query: ReturnType<typeof sql>): Promise<ReadonlyMap<string, number>> {
  const { rows } = (await query.execute(db)) as { readonly rows: readonly Counted[] };
  return new Map(rows.map(({ of, n }) => [of, n]));
}

async function one(db: Db, query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = (await query.execute(db)) as { readonly rows: readonly { readonly n: number }[] };
  return rows[0]!.n;
}

function byState<State extends string>(
  states: readonly State[],
  counts: ReadonlyMap<string, number>,
): { readonly [S in State]: number } {
  return Object.fromEntries(states.map((state) => [state, counts.get(state) ?? 0])) as {
    readonly [S in State]: number;
  };
}
