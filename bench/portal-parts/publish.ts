import type { CasesTables } from '@finharbor/cases';
import { type Kysely, sql } from 'kysely';

/**
 * Publishes one in so many of the cases there are, as the step of a procedure would, and gives their numbers: of a third
 * anybody may still object.
 */
export async function publishCases(
  db: Kysely<CasesTables>,
  oneIn: number,
  nowMs: number,
): Promise<readonly string[]> {
  const title = JSON.stringify({ en: 'Registered in the park', zh: '园区登记公示' });
  const firm = JSON.stringify({ en: 'Firm', zh: '企业' });
  const address = JSON.stringify({ en: 'Registered address', zh: '注册地址' });
  await sql`
    insert into case_public (id, number, procedure, title, facts, objection, terms, codes, published_at_ms)
    select f.id, f.number, f.procedure, ${title}::jsonb, jsonb_build_array(
        jsonb_build_object('title', ${firm}::jsonb, 'value', f.subject),
        jsonb_build_object('title', ${address}::jsonb, 'value', '科技园 ' || (f.nth % 90) || ' 栋 ' || (f.nth % 1000) || ' 室')),
      case when f.nth % 3 = 0 then jsonb_build_object('procedure', 'objection', 'untilMs', ${nowMs + 5 * 86_400_000}::bigint) end,
      s.terms, s.codes, f.changed_at_ms
    from (select *, row_number() over (order by id) as nth from case_file where subject <> '') f
    join case_search s on s.id = f.id where f.nth % ${oneIn} = 0`.execute(db);
  await sql`vacuum (analyze) case_public`.execute(db);
  const { rows } = await sql<{ readonly number: string }>`select number from case_public`.execute(db);
  return rows.map(({ number }) => number);
}
