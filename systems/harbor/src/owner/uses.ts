import { decodeCursor, type Page, type PageRequest, pageLimits, pageOf } from '@finharbor/kernel';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { HarborTables } from '../database.gen.ts';
import type { Bilingual, ContractKind } from '../documents.ts';

/** Uses of one product by one consumer under one contract in one month. */
export type UsesOfMonth = {
  /** The product's number. */
  readonly product: string;
  /** What its newest version is called. */
  readonly title: Bilingual;
  readonly consumer: string;
  readonly kind: ContractKind;
  readonly contract: string;
  readonly purpose: Bilingual;
  readonly month: string;
  readonly uses: number;
  readonly lastAtMs: number;
};

/** One use of this party's data, with the receipt of it that lies here. */
export type OwnUse = {
  readonly job: string;
  readonly product: string;
  readonly contract: string;
  readonly consumer: string;
  readonly kind: ContractKind;
  readonly usedAtMs: number;
  readonly fields: readonly string[];
  readonly logIndex: number;
  readonly receipt: string | null;
};

/** Days of the owner's zone, both included, as YYYY-MM-DD. */
export type UseDays = { readonly from?: string | undefined; readonly until?: string | undefined };

/** Which uses: of one product, by one consumer, under one contract, in one month, on some days; whichever is given. */
export type UseFilter = UseDays & {
  readonly product?: string | undefined;
  readonly consumer?: string | undefined;
  readonly contract?: string | undefined;
  readonly month?: string | undefined;
};

/** What a holder reads of the uses of its own data. */
export type OwnUses = {
  readonly byMonth: (days?: UseDays) => Promise<readonly UsesOfMonth[]>;
  readonly list: (find: UseFilter & PageRequest) => Promise<Page<OwnUse>>;
};

type Db = Kysely<HarborTables>;
type Owner = { readonly party: string; readonly zone: string };

/** Uses of a party's own data at its node; months are a time zone's. */
export function ownUses(db: Db, owner: Owner): OwnUses {
  return { byMonth: (days = {}) => usesByMonth(db, owner, days), list: (find) => listUses(db, owner, find) };
}

/**
 * A contract names versions of products of several holders, and a use names columns: it is of those of the holder's own products under
 * its contract that have one of the columns, or of all of them where it names none.
 */
function used({ party, zone }: Owner, { from, until }: UseDays): RawBuilder<unknown> {
  const since = from === undefined ? sql`true` : sql`use.used_at_ms >= ${dayMs(from, zone)}`;
  const before = until === undefined ? sql`true` : sql`use.used_at_ms < ${dayMs(until, zone, 1)}`;
  return sql`
    select use.*, contract.purpose, product.product_number,
      to_char(to_timestamp(use.used_at_ms / 1000.0) at time zone ${zone}, 'YYYY-MM') as month
    from overseen_use use
    join overseen_contract contract on contract.id = use.contract_id
    cross join lateral (
      select distinct signed #>> '{body,product}' as product_number from document
      where id = any (contract.products) and issuer = use.provider and type = 'product'
        and (cardinality(use.fields) = 0 or exists (
          select from jsonb_array_elements(signed #> '{body,fields}') field where field ->> 'name' = any (use.fields)
        ))
    ) product
    where use.provider = ${party} and ${since} and ${before}`;
}

/** When a day begins, or one some days later. */
function dayMs(day: string, zone: string, later = 0): number {
  return Temporal.PlainDate.from(day).add({ days: later }).toZonedDateTime(zone).epochMilliseconds;
}

type MonthRow = Omit<UsesOfMonth, 'lastAtMs'> & { readonly lastAtMs: string };

async function usesByMonth(db: Db, owner: Owner, days: UseDays): Promise<readonly UsesOfMonth[]> {
  const { rows } = await sql<MonthRow>`
    with used as (${used(owner, days)})
    select product_number as product, version.signed #> '{body,title}' as title, consumer, kind, used.contract_id as contract,
      purpose, month, count(*)::int as uses, max(used_at_ms)::text as "lastAtMs"
    from used
    join product_card card on card.holder = ${owner.party} and card.product = product_number
    join document version on version.id = card.version
    group by product_number, version.seq, consumer, kind, used.contract_id, purpose, month
    order by month desc, uses desc, contract
  `.execute(db);
  return rows.map((row) => ({ ...row, lastAtMs: Number(row.lastAtMs) }));
}

type UseRow = Omit<OwnUse, 'usedAtMs' | 'logIndex'> & {
  readonly usedAtMs: string;
  readonly logIndex: string;
};

const keyset = z.tuple([z.string().regex(/^\d{1,18}$/), z.uuid(), z.uuid()]);

async function listUses(
  db: Db,
  owner: Owner,
  {
    product,
    consumer,
    contract,
    month,
    from: firstDay,
    until,
    limit = pageLimits.usual,
    cursor,
  }: UseFilter & PageRequest,
): Promise<Page<OwnUse>> {
  const is = (column: string, value: string | undefined): RawBuilder<unknown> =>
    value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`;
  const from = cursor && decodeCursor(cursor, keyset);
  const older = from
    ? sql`(used_at_ms, job_id, product_number) < (${from[0]}::bigint, ${from[1]}::uuid, ${from[2]})`
    : sql`true`;
  const { rows } = await sql<UseRow>`
    with used as (${used(owner, { from: firstDay, until })})
    select job_id as job, product_number as product, contract_id as contract, consumer, kind,
      used_at_ms::text as "usedAtMs", fields, log_index::text as "logIndex",
      (select id from receipt where receipt.job_id = used.job_id order by log_index limit 1) as receipt
    from used
    where ${is('product_number', product)} and ${is('consumer', consumer)} and ${is('contract_id', contract)}
      and ${is('month', month)} and ${older}
    order by used_at_ms desc, job_id desc, product_number desc
    limit ${limit + 1}
  `.execute(db);
  const uses = rows.map((row) => ({
    ...row,
    usedAtMs: Number(row.usedAtMs),
    logIndex: Number(row.logIndex),
  }));
  return pageOf(uses, limit, ({ usedAtMs, job, product: of }) => [String(usedAtMs), job, of]);
}
