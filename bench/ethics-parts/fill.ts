import type { EthicsTables } from '@finharbor/ethics';
import { type Kysely, sql } from 'kysely';

/** How many there are of each. */
export type Filling = { readonly members: number; readonly firms: number; readonly nowMs: number };

/** The firm at a place, as a party; its code is of the form of one. */
export function firmAt(at: number): string {
  return `firm:91${String(at).padStart(16, '0')}`;
}

const fifty = 50;

/**
 * A committee of five fields with fifty interests each, and firms with two opinions each, a condition on one of them, a disclosure, a
 * signature of every second and a breach of every fiftieth; and one method.
 */
export async function fillEthics(
  db: Kysely<EthicsTables>,
  { members, firms, nowMs }: Filling,
): Promise<void> {
  const firm = sql`'firm:91' || lpad(f::text, 16, '0')`;
  await sql`insert into ethics_member (id, account, name, field, employer_name, employer_party, made_at_ms)
    select gen_random_uuid(), gen_random_uuid()::text, 'Member ' || m,
      (array['industry', 'technology', 'law', 'security', 'academia'])[m % 5 + 1], 'A university', null, ${nowMs}
    from generate_series(1, ${sql.lit(members)}) m`.execute(db);
  await sql`insert into ethics_term select id, '2020-01-01', '2099-01-01', 'member' from ethics_member`.execute(
    db,
  );
  await sql`insert into ethics_conflict (id, member, firm, kind, is_declared, note, at_ms)
    select gen_random_uuid(), m.id, 'firm:91' || lpad((1 + (hashtext(m.account || n) & 2147483647) % ${sql.lit(firms)})::text, 16, '0'),
      'adviser', true, 'Made up', ${nowMs}
    from ethics_member m, generate_series(1, ${sql.lit(fifty)}) n`.execute(db);
  await sql`insert into ethics_review (case_id, number, firm, firm_name, product, stage, filed_at_ms, outcome, opinion, issued_at_ms)
    select gen_random_uuid(), 'LL-2026-' || lpad((f * 2 + n)::text, 6, '0'), ${firm}, 'Firm ' || f, 'Product ' || n, 'design', ${nowMs},
      (array['agreed', 'conditional', 'refused'])[(f + n) % 3 + 1], 'Made up', ${nowMs}
    from generate_series(1, ${sql.lit(firms)}) f, generate_series(0, 1) n`.execute(db);
  await sql`insert into ethics_condition (case_id, place, due_on, what, reported_at_ms, met_at_ms)
    select case_id, 1, '2030-01-01', 'Made up', ${nowMs}, ${nowMs} from ethics_review where outcome = 'conditional'`.execute(
    db,
  );
  await sql`insert into ethics_disclosure (firm, year, revision, firm_name, heads, at_ms)
    select ${firm}, 2025, 1, 'Firm ' || f, '{}', ${nowMs} from generate_series(1, ${sql.lit(firms)}) f`.execute(
    db,
  );
  await sql`insert into ethics_declaration (version, title_en, title_zh, articles, source_en, source_zh, hash, adopted_at_ms)
    values (1, 'T', 'T', '[]', 'S', 'S', 'h', ${nowMs})`.execute(db);
  await sql`insert into ethics_signature (id, version, firm, firm_name, document, signed_at_ms)
    select 's' || f, 1, ${firm}, 'Firm ' || f, '{}', ${nowMs} from generate_series(1, ${sql.lit(firms)}, 2) f`.execute(
    db,
  );
  await sql`insert into ethics_breach (case_id, number, firm, firm_name, article, measure, at_ms)
    select gen_random_uuid(), 'LW-2026-' || lpad(f::text, 6, '0'), ${firm}, 'Firm ' || f, 3, 'criticism', ${nowMs}
    from generate_series(1, ${sql.lit(firms)}, 50) f`.execute(db);
  await sql`insert into ethics_firm (firm, name, published_at_ms)
    select ${firm}, 'Firm ' || f, ${nowMs} from generate_series(1, ${sql.lit(firms)}) f`.execute(db);
  await sql`insert into ethics_method (version, weights, bands, breach_points, note_en, note_zh, adopted_at_ms)
    values (1, '{"reviews": 40, "conditions": 20, "breaches": 20, "disclosure": 10, "declaration": 10}',
      '[{"name": "A", "from": 800}, {"name": "B", "from": 500}, {"name": "C", "from": 0}]',
      '{"advice": 200, "criticism": 500, "removal": 1000}', 'Made up', '编写', ${nowMs})`.execute(db);
  await sql`analyze`.execute(db);
}
