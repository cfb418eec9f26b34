import { decodeCursor, pageLimits, pageOf } from '@finharbor/kernel';
import type { Page, PageRequest } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Measure } from '../breach/measures.ts';
import type { EthicsContext } from '../context.ts';
import { viewOf as conditionView } from '../review/conditions-kept.ts';
import { usccOf } from '../schemas.ts';
import { dayAt, today } from '../today.ts';
import type { Outcome } from '../words.ts';
import { methods } from './firms.ts';
import { type KnownFirm, knownFirms } from './known.ts';
import { type OnFile, rate } from './rate.ts';
import type { RatedFirm } from './routes.ts';

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
  for (let last = after; ; ) {
    const firms = await knownFirms(ctx, { text: wanted.text, from: { after: last }, limit: atOnce });
    if (firms.length === 0) return;
    yield await withRatings(ctx, firms);
    if (firms.length < atOnce) return;
    last = firms.at(-1)!.firm;
  }
}

/** Firms with their ratings by the latest method. */
export async function withRatings(
  ctx: EthicsContext,
  firms: readonly KnownFirm[],
): Promise<readonly RatedFirm[]> {
  if (firms.length === 0) return [];
  const [method] = await methods(ctx);
  const files = await onFile(
    ctx,
    firms.map(({ firm }) => firm),
  );
  return firms.map(({ firm, name }): RatedFirm => {
    const { score, band } = method ? rate(method, files.get(firm)!) : { score: null, band: null };
    return { uscc: usccOf(firm), name, score, band };
  });
}

async function onFile(ctx: EthicsContext, of: readonly string[]): Promise<ReadonlyMap<string, OnFile>> {
  const { db } = ctx;
  const [reviews, conditions, found, disclosed, signed] = await Promise.all([
    db
      .selectFrom('ethics_review')
      .select(['firm', 'outcome'])
      .where('issued_at_ms', 'is not', null)
      .where('firm', 'in', of)
      .execute(),
    db
      .selectFrom('ethics_condition as c')
      .innerJoin('ethics_review as r', 'r.case_id', 'c.case_id')
      .selectAll('c')
      .select('r.firm')
      .where('r.firm', 'in', of)
      .execute(),
    db.selectFrom('ethics_breach').selectAll().where('firm', 'in', of).execute(),
    db.selectFrom('ethics_disclosure').select(['firm', 'year']).distinct().where('firm', 'in', of).execute(),
    db.selectFrom('ethics_signature').select(['firm', 'ended_at_ms']).where('firm', 'in', of).execute(),
  ]);
  const day = today(ctx);
  const files = new Map<string, Filling>(of.map((firm) => [firm, nothing(day)]));
  for (const { firm, year } of disclosed) files.get(firm)!.disclosed.push(year);
  for (const { firm, ended_at_ms } of signed) files.get(firm)!.hasSigned ||= ended_at_ms === null;
  for (const { firm, at_ms, measure } of found)
    files.get(firm)!.breaches.push({ on: dayAt(ctx, Number(at_ms)), measure: measure as Measure });
  for (const { firm, outcome } of reviews) files.get(firm)!.opinions.push({ outcome: outcome as Outcome });
  for (const { firm, ...row } of conditions) files.get(firm)!.conditions.push(conditionView(ctx, row));
  return files;
}

function nothing(day: string): Filling {
  return { today: day, opinions: [], conditions: [], breaches: [], disclosed: [], hasSigned: false };
}
