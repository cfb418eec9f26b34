import { canonicalJson, fail, type Json } from '@finharbor/kernel';
import type { Selectable } from 'kysely';
import type { Measure } from '../breach/measures.ts';
import type { EthicsContext } from '../context.ts';
import type { EthicsTables } from '../database.gen.ts';
import { signatures } from '../declaration/declare.ts';
import { disclosuresOf } from '../disclosure/disclose.ts';
import { viewOf as conditionView } from '../review/conditions-kept.ts';
import { opinionsOn } from '../review/opinions.ts';
import type { ConditionView } from '../review/routes.ts';
import { usccOf } from '../schemas.ts';
import { dayAt, today } from '../today.ts';
import { knownFirm } from './known.ts';
import { type Method, rate } from './rate.ts';
import type { BreachView, FirmView, MethodView } from './routes.ts';

/** Every method that was adopted, the latest first. */
export async function methods({ db }: EthicsContext): Promise<readonly MethodView[]> {
  const rows = await db.selectFrom('ethics_method').selectAll().orderBy('version', 'desc').execute();
  return rows.map(methodOf);
}

/** Adopts a method. Errors: `ethics.version_taken`. */
export async function adoptMethod(
  ctx: EthicsContext,
  wanted: Omit<MethodView, 'adoptedAtMs'>,
): Promise<MethodView> {
  const { version, weights, bands, breachPoints, note } = wanted;
  await ctx.db
    .insertInto('ethics_method')
    .values({
      ...{ version, weights: JSON.stringify(weights), bands: JSON.stringify(bands) },
      ...{ breach_points: JSON.stringify(breachPoints), note_en: note.en, note_zh: note.zh },
      adopted_at_ms: BigInt(ctx.clock.nowMs()),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = (await methods(ctx)).find((one) => one.version === version)!;
  const { adoptedAtMs: _at, ...text } = kept;
  const same = canonicalJson(text as unknown as Json) === canonicalJson(wanted as unknown as Json);
  return same ? kept : fail('ethics.version_taken', 'Look at it, and adopt the next.');
}

/** What everybody may know of a firm, and its rating by the latest method. */
export async function firmView(ctx: EthicsContext, firm: string): Promise<FirmView> {
  const [known, [method], opinions, conditions, found, disclosures, signed] = await Promise.all([
    knownFirm(ctx, firm),
    methods(ctx),
    opinionsOn(ctx, firm),
    conditionsOn(ctx, firm),
    breaches(ctx, firm),
    disclosuresOf(ctx, firm),
    signatures(ctx, firm),
  ]);
  const standing = (...of: readonly ConditionView['standing'][]): number =>
    conditions.filter((one) => of.includes(one.standing)).length;
  const rating = method
    ? rate(method, {
        ...{ today: today(ctx), opinions, conditions, breaches: found },
        disclosed: disclosures.map(({ year }) => year),
        hasSigned: signed.some(({ endedAtMs }) => endedAtMs === null),
      })
    : null;
  return {
    ...{
      uscc: usccOf(firm),
      rating,
      method: method?.version ?? null,
      opinions,
      breaches: found,
      disclosures,
    },
    name: known?.name ?? null,
    conditions: {
      ...{ met: standing('met'), late: standing('late'), overdue: standing('overdue') },
      open: standing('open', 'reported'),
    },
    signatures: signed,
  };
}

/** Breaches that were found, of all firms or of one, the latest first. */
export async function breaches(ctx: EthicsContext, firm?: string): Promise<readonly BreachView[]> {
  const rows = await ctx.db
    .selectFrom('ethics_breach')
    .selectAll()
    .$if(firm !== undefined, (query) => query.where('firm', '=', firm!))
    .orderBy('at_ms', 'desc')
    .orderBy('number', 'desc')
    .limit(500)
    .execute();
  return rows.map(({ number, firm: of, firm_name, article, measure, at_ms }) => ({
    ...{ number, uscc: usccOf(of), firm: firm_name, article, measure: measure as Measure },
    on: dayAt(ctx, Number(at_ms)),
  }));
}

async function conditionsOn(ctx: EthicsContext, firm: string): Promise<readonly ConditionView[]> {
  const rows = await ctx.db
    .selectFrom('ethics_condition as c')
    .innerJoin('ethics_review as r', 'r.case_id', 'c.case_id')
    .selectAll('c')
    .where('r.firm', '=', firm)
    .execute();
  return rows.map((row) => conditionView(ctx, row));
}

function methodOf(row: Selectable<EthicsTables['ethics_method']>): MethodView {
  return {
    version: row.version,
    weights: row.weights as unknown as Method['weights'],
    bands: row.bands as unknown as Method['bands'],
    breachPoints: row.breach_points as unknown as Method['breachPoints'],
    note: { en: row.note_en, zh: row.note_zh },
    adoptedAtMs: Number(row.adopted_at_ms),
  };
}
