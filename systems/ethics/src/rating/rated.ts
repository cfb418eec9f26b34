import type { Measure } from '../breach/measures.ts';
import type { EthicsContext } from '../context.ts';
import { viewOf as conditionView } from '../review/conditions-kept.ts';
import { usccOf } from '../schemas.ts';
import { dayAt, today } from '../today.ts';
import type { Outcome } from '../words.ts';
import { methods } from './firms.ts';
import { type OnFile, rate } from './rate.ts';
import type { RatedFirm } from './routes.ts';

type Entry = { name: string | null; file: Filling };
type Filling = { -readonly [K in keyof OnFile]: OnFile[K] extends readonly (infer T)[] ? T[] : OnFile[K] };

/** Firms of which something was published, with their ratings by the latest method, the best first. All of them are read at once. */
export async function ratedFirms(ctx: EthicsContext): Promise<readonly RatedFirm[]> {
  const [[method], firms] = await Promise.all([methods(ctx), allOnFile(ctx)]);
  const rated = [...firms].map(([firm, { name, file }]): RatedFirm => {
    const { score, band } = method ? rate(method, file) : { score: null, band: null };
    return { uscc: usccOf(firm), name, score, band };
  });
  return rated.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1) || (a.uscc < b.uscc ? -1 : 1));
}

async function allOnFile(ctx: EthicsContext): Promise<ReadonlyMap<string, Entry>> {
  const { db } = ctx;
  const [reviews, conditions, found, disclosed, signed] = await Promise.all([
    db
      .selectFrom('ethics_review')
      .select(['case_id', 'firm', 'firm_name', 'outcome'])
      .where('issued_at_ms', 'is not', null)
      .orderBy('issued_at_ms')
      .execute(),
    db.selectFrom('ethics_condition').selectAll().execute(),
    db.selectFrom('ethics_breach').selectAll().execute(),
    db.selectFrom('ethics_disclosure').select(['firm', 'firm_name', 'year']).distinct().execute(),
    db.selectFrom('ethics_signature').select(['firm', 'firm_name', 'ended_at_ms']).execute(),
  ]);
  const firms = new Map<string, Entry>();
  const of = (firm: string, name: string): Entry => {
    const entry = firms.get(firm) ?? { name, file: nothing(today(ctx)) };
    firms.set(firm, entry);
    return entry;
  };
  for (const { firm, firm_name, year } of disclosed) of(firm, firm_name).file.disclosed.push(year);
  for (const { firm, firm_name, ended_at_ms } of signed)
    of(firm, firm_name).file.hasSigned ||= ended_at_ms === null;
  for (const { firm, firm_name, at_ms, measure } of found)
    of(firm, firm_name).file.breaches.push({ on: dayAt(ctx, Number(at_ms)), measure: measure as Measure });
  const reviewed = new Map<string, Entry>();
  for (const { case_id, firm, firm_name, outcome } of reviews) {
    const entry = of(firm, firm_name!);
    entry.name = firm_name;
    entry.file.opinions.push({ outcome: outcome as Outcome });
    reviewed.set(case_id, entry);
  }
  for (const row of conditions) reviewed.get(row.case_id)?.file.conditions.push(conditionView(ctx, row));
  return firms;
}

function nothing(day: string): Filling {
  return { today: day, opinions: [], conditions: [], breaches: [], disclosed: [], hasSigned: false };
}
