import { decodeCursor, pageLimits, pageOf } from '@finharbor/kernel';
import type { Page, PageRequest } from '@finharbor/kernel/contract';
import { likeText } from '@finharbor/kernel/words';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Measure } from '../breach/measures.ts';
import type { EthicsContext } from '../context.ts';
import { viewOf as conditionView } from '../review/conditions-kept.ts';
import { usccOf } from '../schemas.ts';
import { dayAt, today } from '../today.ts';
import type { Outcome } from '../words.ts';
import { methods } from './firms.ts';
import { type Method, type OnFile, rate } from './rate.ts';
import type { RatedFirm } from './routes.ts';

type Entry = { name: string | null; file: Filling };
type Filling = { -readonly [K in keyof OnFile]: OnFile[K] extends readonly (infer T)[] ? T[] : OnFile[K] };

/** Which firms are asked for. */
export type FirmQuery = {
  /** A part of the name, or the beginning of the code. */
  readonly text?: string | undefined;
  /** A band of the latest method; `none` is of those without a rating. */
  readonly band?: string | undefined;
};

const keyset = z.tuple([z.string().max(60)]);
/** Firms that are rated at once: what of them is on file fits in memory whatever the number of firms. */
const atOnce = 500;

/** Firms of which something was published, with their ratings by the latest method, in the order of their codes. */
export async function ratedPage(
  ctx: EthicsContext,
  { cursor, limit = pageLimits.usual, ...wanted }: PageRequest & FirmQuery,
): Promise<Page<RatedFirm>> {
  const after = cursor === undefined ? '' : decodeCursor(cursor, keyset)[0];
  const found: RatedFirm[] = [];
  for await (const firms of ratedFirms(ctx, wanted, after)) {
    found.push(...firms.filter(({ band }) => isOfBand(band, wanted.band)));
    if (found.length > limit) break;
  }
  return pageOf(found.slice(0, limit + 1), limit, ({ uscc }) => [`firm:${uscc}`]);
}

function isOfBand(band: string | null, wanted: string | undefined): boolean {
  return wanted === undefined || (wanted === 'none' ? band === null : band === wanted);
}

/** All of them, some at a time. */
export async function* ratedFirms(
  ctx: EthicsContext,
  wanted: FirmQuery = {},
  after = '',
): AsyncGenerator<readonly RatedFirm[]> {
  const [method] = await methods(ctx);
  for (let last = after; ; ) {
    const firms = await firmsAfter(ctx, last, wanted);
    if (firms.length === 0) return;
    yield await rated(ctx, method, firms);
    if (firms.length < atOnce) return;
    last = firms.at(-1)!;
  }
}

async function rated(
  ctx: EthicsContext,
  method: Method | undefined,
  firms: readonly string[],
): Promise<readonly RatedFirm[]> {
  const entries = await onFile(ctx, firms);
  return firms.map((firm): RatedFirm => {
    const { name, file } = entries.get(firm)!;
    const { score, band } = method ? rate(method, file) : { score: null, band: null };
    return { uscc: usccOf(firm), name, score, band };
  });
}

/** The firms after one, of which something was published. Each table gives no more than can be among them. */
async function firmsAfter(
  { db }: EthicsContext,
  after: string,
  { text }: FirmQuery,
): Promise<readonly string[]> {
  const isNamed = text === undefined ? sql`true` : called(text.trim());
  const from = (table: string, isPublished = sql`true`) =>
    sql<{ readonly firm: string }>`select distinct firm from ${sql.table(table)}
      where firm > ${after} and ${isPublished} and ${isNamed} order by firm limit ${atOnce}`.execute(db);
  const answers = await Promise.all([
    from('ethics_review', sql`issued_at_ms is not null`),
    ...['ethics_breach', 'ethics_disclosure', 'ethics_signature'].map((table) => from(table)),
  ]);
  const rows = answers.flatMap((answer) => answer.rows);
  return [...new Set(rows.map(({ firm }) => firm))].toSorted().slice(0, atOnce);
}

function called(text: string): RawBuilder<unknown> {
  const code = `firm:${likeText(text.toUpperCase())}%`;
  return sql`(firm_name ilike ${`%${likeText(text)}%`} or firm like ${code})`;
}

async function onFile(ctx: EthicsContext, of: readonly string[]): Promise<ReadonlyMap<string, Entry>> {
  const { db } = ctx;
  const [reviews, conditions, found, disclosed, signed] = await Promise.all([
    db
      .selectFrom('ethics_review')
      .select(['firm', 'firm_name', 'outcome'])
      .where('issued_at_ms', 'is not', null)
      .where('firm', 'in', of)
      .orderBy('issued_at_ms')
      .execute(),
    db
      .selectFrom('ethics_condition as c')
      .innerJoin('ethics_review as r', 'r.case_id', 'c.case_id')
      .selectAll('c')
      .select('r.firm')
      .where('r.firm', 'in', of)
      .execute(),
    db.selectFrom('ethics_breach').selectAll().where('firm', 'in', of).execute(),
    db
      .selectFrom('ethics_disclosure')
      .select(['firm', 'firm_name', 'year'])
      .distinct()
      .where('firm', 'in', of)
      .execute(),
    db
      .selectFrom('ethics_signature')
      .select(['firm', 'firm_name', 'ended_at_ms'])
      .where('firm', 'in', of)
      .execute(),
  ]);
  const day = today(ctx);
  const firms = new Map<string, Entry>(of.map((firm) => [firm, { name: null, file: nothing(day) }]));
  const fileOf = (firm: string, name: string): Filling => {
    const entry = firms.get(firm)!;
    entry.name ??= name;
    return entry.file;
  };
  for (const { firm, firm_name, year } of disclosed) fileOf(firm, firm_name).disclosed.push(year);
  for (const { firm, firm_name, ended_at_ms } of signed)
    fileOf(firm, firm_name).hasSigned ||= ended_at_ms === null;
  for (const { firm, firm_name, at_ms, measure } of found)
    fileOf(firm, firm_name).breaches.push({ on: dayAt(ctx, Number(at_ms)), measure: measure as Measure });
  for (const { firm, firm_name, outcome } of reviews) {
    const entry = firms.get(firm)!;
    entry.name = firm_name;
    entry.file.opinions.push({ outcome: outcome as Outcome });
  }
  for (const { firm, ...row } of conditions) firms.get(firm)!.file.conditions.push(conditionView(ctx, row));
  return firms;
}

function nothing(day: string): Filling {
  return { today: day, opinions: [], conditions: [], breaches: [], disclosed: [], hasSigned: false };
}
