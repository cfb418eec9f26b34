import { syntheticUscc } from '@finharbor/kernel';
import type { SandboxTables } from '@finharbor/sandbox';
import { type Kysely, sql } from 'kysely';
import type { Visit } from './visits.ts';

type Filling = { readonly projects: number; readonly nowMs: number };

const dayMs = 86_400_000;
const paragraph =
  '数据不出域，经多方安全计算得出评分，银行只见结果。 Data stays where it is; banks see a score. ';
const said = (times: number): string => paragraph.repeat(times).trim();

const declared = {
  declaration: {
    ...{ name: '', kind: 'service', launch: '2026-06-01', users: 1_000, yuan: 9_000_000 },
    ...{ technology: said(3), function: said(3), innovation: said(2), effect: said(2) },
  },
  safeguards: Object.fromEntries(
    ['compliance', 'security', 'risks', 'compensation', 'exit', 'emergency', 'complaints'].map((name) => [
      name,
      said(2),
    ]),
  ),
};

/** Projects that run, each with two versions, six events, four records, twelve comments and two answered complaints; gives their numbers. */
export async function fillPilots(
  db: Kysely<SandboxTables>,
  { projects, nowMs }: Filling,
): Promise<readonly string[]> {
  const numbers = Array.from({ length: projects }, (_, nth) => `${syntheticUscc(`bench ${nth}`)}-2026-0001`);
  const model = {
    name: '评分卡',
    purpose: said(1),
    algorithm: 'Logistic regression',
    explainability: said(2),
    fairness: said(2),
  };
  const records = [
    { kind: 'disclosure', title: '季度运行报告', text: said(6) },
    { kind: 'data', product: '纳税信用', contract: 'a contract', purpose: said(1) },
    { kind: 'model', ...model },
    { kind: 'follow_up', users: 900, yuan: 1_000_000, institutions: 3, text: said(2) },
  ];
  await sql`
    create temporary table bench_pilot as select number, nth::int as nth, ${nowMs}::bigint - nth * 60000 as at_ms,
      gen_random_uuid() as case_id from unnest(${numbers}::text[]) with ordinality as n(number, nth)`.execute(
    db,
  );
  await sql`
    insert into pilot_project (number, case_id, track, batch, party, title, stage, announced_at_ms, stage_at_ms, until)
    select number, case_id, (array['banking', 'capital-market', 'joint'])[nth % 3 + 1], '2026-' || nth % 9, 'firm:' || left(number, 18),
      '小微企业融资 ' || nth, 'running', at_ms, at_ms, '2027-06-30' from bench_pilot`.execute(db);
  await sql`
    insert into pilot_applicant (number, at, uscc, name, kind)
    select number, at, left(number, 17) || at, '测试机构' || at, case at when 1 then 'licensed' else 'technology' end
    from bench_pilot, generate_series(1, 3) at`.execute(db);
  await sql`
    insert into pilot_declaration (number, version, case_id, declared, at_ms)
    select number, version, case_id, jsonb_set(${JSON.stringify(declared)}::jsonb, '{declaration,name}', to_jsonb('小微企业融资 ' || version)), at_ms
    from bench_pilot, generate_series(1, 2) version`.execute(db);
  await sql`
    insert into pilot_event (number, seq, key, kind, stage, reason, at_ms)
    select number, seq, number || '/' || seq, (array['announce', 'admit', 'suspend', 'resume', 'change', 'extend'])[seq], 'running',
      case when seq > 2 then ${said(1)} end, at_ms + seq * ${dayMs}::bigint from bench_pilot, generate_series(1, 6) seq`.execute(
    db,
  );
  await sql`
    insert into pilot_record (id, version, number, kind, body, at_ms)
    select gen_random_uuid(), 1, number, body ->> 'kind', body, at_ms from bench_pilot, jsonb_array_elements(${JSON.stringify(records)}::jsonb) body`.execute(
    db,
  );
  await sql`
    insert into pilot_comment (id, number, body, at_ms, state, answer, answered_at_ms)
    select gen_random_uuid(), number, ${said(1)}, at_ms + nth, 'shown', case when said % 2 = 0 then ${said(2)} end, at_ms
    from bench_pilot, generate_series(1, 12) said`.execute(db);
  await sql`
    insert into pilot_complaint_course (case_id, reference, project, filed_at_ms, answered_at_ms, published)
    select gen_random_uuid(), 'SDT-2026-' || lpad((nth * 2 + said)::text, 6, '0'), number, at_ms, at_ms, ${said(1)}
    from bench_pilot, generate_series(0, 1) said`.execute(db);
  await sql`vacuum (analyze)`.execute(db);
  return numbers;
}

/** What is asked of the pilot's pages: mostly projects, each another one. */
export function pilotVisits(numbers: readonly string[]): readonly Visit[] {
  const number = (nth: number): string => numbers[(nth * 7_919) % numbers.length]!;
  const language = (nth: number): string => (nth % 3 === 0 ? 'en' : 'zh');
  return [
    { name: 'project', share: 70, path: (nth) => `/open/${language(nth)}/pilots/${number(nth)}` },
    { name: 'projects', share: 15, path: (nth) => `/open/${language(nth)}/pilots` },
    { name: 'feed of a project', share: 10, path: (nth) => `/open/zh/pilots/${number(nth)}/feed.atom` },
    { name: 'search', share: 5, path: () => `/open/zh/pilots?q=${encodeURIComponent('融资 1')}` },
  ];
}
