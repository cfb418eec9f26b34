import type { Clock } from '@finharbor/kernel';
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { AccountFacts, Code, Unit } from '../domain.ts';
import { numberOf, uuidOf } from '../ids.ts';
import type { AccountFind, AccountName, LedgerBooks, Slice } from '../store.ts';
import type { Tables } from './tables.ts';

type Part = Pick<LedgerBooks, 'units' | 'codes' | 'findAccounts' | 'name' | 'rename'>;

/** Accounts by what people know of them, and what they call the ledger's numbers. */
export function accountBook(db: Kysely<Tables>, clock: Clock): Part {
  const rowOf = ({ id, name, owner }: AccountName) => ({
    account_id: uuidOf(id),
    name_en: name.en,
    name_zh: name.zh,
    owner_party: owner,
    named_at_ms: BigInt(clock.nowMs()),
  });
  return {
    units: () => units(db),
    codes: () => codes(db),
    findAccounts: (find, slice) => findAccounts(db, find, slice),
    async name(given) {
      await db
        .insertInto('ledger_account_name')
        .values(rowOf(given))
        .onConflict((conflict) => conflict.column('account_id').doNothing())
        .execute();
    },
    async rename(given) {
      const { account_id: _id, ...set } = rowOf(given);
      await db
        .insertInto('ledger_account_name')
        .values(rowOf(given))
        .onConflict((conflict) => conflict.column('account_id').doUpdateSet(set))
        .execute();
    },
  };
}

async function units(db: Kysely<Tables>): Promise<readonly Unit[]> {
  const rows = await db.selectFrom('ledger_unit').selectAll().orderBy('ledger').execute();
  return rows.map(({ ledger, code, name_en: en, name_zh: zh, decimals }) => ({
    ledger: Number(ledger),
    code,
    name: { en, zh },
    decimals,
  }));
}

async function codes(db: Kysely<Tables>): Promise<readonly Code[]> {
  const rows = await db.selectFrom('ledger_code').selectAll().orderBy('kind').orderBy('code').execute();
  return rows.map(({ kind, code, name_en: en, name_zh: zh }) => ({
    kind: kind as Code['kind'],
    code,
    name: { en, zh },
  }));
}

async function findAccounts(
  db: Kysely<Tables>,
  find: AccountFind,
  { before, limit }: Slice,
): Promise<readonly AccountFacts[]> {
  const rows = await db
    .selectFrom('ledger_account as a')
    .leftJoin('ledger_account_name as n', 'n.account_id', 'a.id')
    .select(['a.id', 'a.ledger', 'a.code', 'a.user_data_128', 'a.user_data_64', 'a.user_data_32'])
    .select(['a.timestamp', 'n.name_en', 'n.name_zh', 'n.owner_party'])
    .where((eb) => eb.and(conditionsOf(find)))
    .$if(before !== undefined, (rest) => rest.where('a.timestamp', '<', before!))
    .orderBy('a.timestamp', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: numberOf(row.id),
    ledger: Number(row.ledger),
    code: row.code,
    name: row.name_en === null ? null : { en: row.name_en, zh: row.name_zh! },
    owner: row.owner_party,
    userData128: row.user_data_128 === null ? 0n : numberOf(row.user_data_128),
    userData64: BigInt(row.user_data_64 ?? 0),
    userData32: Number(row.user_data_32 ?? 0),
    timestamp: row.timestamp,
  }));
}

function conditionsOf({ id, ledger, code, userData, owner, name }: AccountFind): Expression<SqlBool>[] {
  const like = name === undefined ? '' : `%${name.replace(/[\\%_]/g, '\\$&')}%`;
  return [
    ...(id === undefined ? [] : [sql<SqlBool>`a.id = ${uuidOf(id)}::uuid`]),
    ...(ledger === undefined ? [] : [sql<SqlBool>`a.ledger = ${ledger}::bigint`]),
    ...(code === undefined ? [] : [sql<SqlBool>`a.code = ${code}`]),
    ...(owner === undefined ? [] : [sql<SqlBool>`n.owner_party = ${owner}`]),
    ...(name === undefined ? [] : [sql<SqlBool>`(n.name_en ilike ${like} or n.name_zh ilike ${like})`]),
    ...(userData === undefined
      ? []
      : [
          sql<SqlBool>`(a.user_data_128 = ${uuidOf(userData)}::uuid
      or a.user_data_64 = ${String(userData)}::numeric or a.user_data_32 = ${String(userData)}::numeric)`,
        ]),
  ];
}
