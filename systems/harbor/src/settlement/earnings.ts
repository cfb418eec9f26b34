import { type RawBuilder, sql } from 'kysely';
import type { Settling } from './context.ts';
import type { Earnings } from './views.ts';

/** What a party has earned with its products, fees and corrections taken off. */
export async function earningsOf({ db }: Pick<Settling, 'db'>, party: string): Promise<Earnings> {
  const by = async <Key extends string>(
    key: Key,
    column: RawBuilder<unknown>,
    order: RawBuilder<unknown>,
  ) => {
    const { rows } = await sql<{ key: string; uses: bigint; amount: bigint }>`
      select ${column} as key, count(*) filter (where kind = 'use' and reason <> 'same_use') as uses,
        coalesce(sum(price_minor - fee_minor), 0)::bigint as amount
      from charge where provider = ${party} and month is not null and ${column} is not null
      group by ${column} order by ${order}`.execute(db);
    return rows.map(
      (row) =>
        ({ [key]: row.key, uses: Number(row.uses), amountMinor: String(row.amount) }) as {
          readonly [K in Key]: string;
        } & { readonly uses: number; readonly amountMinor: string },
    );
  };
  const most = sql`amount desc`;
  const [byProduct, byConsumer, byMonth, whole] = await Promise.all([
    by('product', sql`product_id`, most),
    by('consumer', sql`consumer`, most),
    by('month', sql`month`, sql`month`),
    sql<{ uses: bigint; amount: bigint; fees: bigint }>`
      select count(*) filter (where kind = 'use' and reason <> 'same_use') as uses,
        coalesce(sum(price_minor - fee_minor), 0)::bigint as amount, coalesce(sum(fee_minor), 0)::bigint as fees
      from charge where provider = ${party} and month is not null`.execute(db),
  ]);
  const { uses, amount, fees } = whole.rows[0]!;
  return {
    totalMinor: String(amount),
    feesMinor: String(fees),
    uses: Number(uses),
    byProduct,
    byConsumer,
    byMonth,
  };
}
