import { type Kysely, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import { type ContractKind, contractKinds } from '../documents.ts';
import type { AtTime, ExchangeMonth } from './store.ts';

type Db = Kysely<HarborTables>;

const months = 12;

/**
 * What happened in each month: new contracts, uses by kind, and of products, which are known by the version that is offered, those
 * published in it. Of money, lines that were charged and what of them is paid by now, lines that a dispute was filed about, and what
 * corrections took back.
 */
export async function byMonth(db: Db, { nowMs, zone }: AtTime): Promise<readonly ExchangeMonth[]> {
  const last = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
  const first = last.with({ day: 1 }).subtract({ months: months - 1 });
  const fromMs = BigInt(first.toZonedDateTime(zone).epochMilliseconds);
  const monthOf = (column: string) =>
    sql`to_char(to_timestamp(${sql.ref(column)} / 1000.0) at time zone ${zone}, 'YYYY-MM')`;
  const counted = (column: string, table: string) =>
    sql`select ${monthOf(column)} as month, count(*) as n from ${sql.table(table)} where ${sql.ref(column)} >= ${fromMs} group by 1`;
  const [uses, contracts, products, charges, disputes] = await Promise.all([
    sql<{ month: string; kind: ContractKind; n: bigint }>`
      select ${monthOf('used_at_ms')} as month, kind, count(*) as n
      from overseen_job where used_at_ms >= ${fromMs} group by 1, 2`.execute(db),
    numbers(db, counted('asked_at_ms', 'overseen_contract')),
    numbers(db, counted('issued_at_ms', 'product_card')),
    sql<{ month: string; charged: bigint; paid: bigint; refunded: bigint }>`
      select month, coalesce(sum(price_minor) filter (where kind <> 'correction'), 0)::bigint as charged,
        coalesce(sum(price_minor) filter (where kind <> 'correction' and state = 'paid'), 0)::bigint as paid,
        -coalesce(sum(price_minor) filter (where kind = 'correction'), 0)::bigint as refunded
      from charge where month >= ${first.toPlainYearMonth().toString()} group by 1`.execute(db),
    numbers(
      db,
      sql`select ${monthOf('filed_at_ms')} as month, sum(price_minor)::bigint as n
        from line_dispute dispute join charge on charge.id = charge_id
        where filed_at_ms >= ${fromMs} and dispute.state <> 'inadmissible' group by 1`,
    ),
  ]);
  return Array.from({ length: months }, (_, at) => {
    const month = first.add({ months: at }).toPlainYearMonth().toString();
    const money = charges.rows.find((row) => row.month === month);
    const used = (kind: ContractKind): number =>
      Number(uses.rows.find((row) => row.month === month && row.kind === kind)?.n ?? 0);
    const kinds = Object.fromEntries(contractKinds.map((kind) => [kind, used(kind)]));
    return {
      month,
      uses: contractKinds.reduce((sum, kind) => sum + used(kind), 0),
      kinds: kinds as ExchangeMonth['kinds'],
      contracts: Number(contracts.get(month) ?? 0),
      products: Number(products.get(month) ?? 0),
      chargedMinor: String(money?.charged ?? 0),
      paidMinor: String(money?.paid ?? 0),
      disputedMinor: String(disputes.get(month) ?? 0),
      refundedMinor: String(money?.refunded ?? 0),
    };
  });
}

async function numbers(db: Db, query: ReturnType<typeof sql>): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await query.execute(db);
  return new Map((rows as { month: string; n: bigint }[]).map(({ month, n }) => [month, n]));
}
