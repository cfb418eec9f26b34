import { fail } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { Selectable } from 'kysely';
import { sittingOn } from '../committee/members.ts';
import type { EthicsContext } from '../context.ts';
import type { EthicsTables } from '../database.gen.ts';
import { today } from '../today.ts';
import { type Field, fields, keysOf } from '../words.ts';
import type { Minutes, NewSession, SessionView } from './routes.ts';

/** Sessions, the latest first. */
export async function sessions(ctx: EthicsContext): Promise<readonly SessionView[]> {
  const rows = await ctx.db
    .selectFrom('ethics_session')
    .selectAll()
    .orderBy('held_on', 'desc')
    .orderBy('number', 'desc')
    .limit(500)
    .execute();
  return views(ctx, rows);
}

/** Plans a session. Errors: `ethics.differs`. */
export async function planSession(ctx: EthicsContext, wanted: NewSession): Promise<SessionView> {
  const { id, heldOn, place, agenda } = wanted;
  await ctx.db
    .insertInto('ethics_session')
    .values({ id, held_on: heldOn, place_en: place.en, place_zh: place.zh, agenda: JSON.stringify(agenda) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const kept = await sessionById(ctx, id);
  if (kept.heldOn !== heldOn) fail('ethics.differs', 'This id is another session’s.');
  return kept;
}

/** Keeps the minutes of a session that was held. Errors: `ethics.not_found`, `ethics.no_quorum`, `ethics.session_over`. */
export async function keepMinutes(
  ctx: EthicsContext,
  id: string,
  { attended, minutes }: Minutes,
): Promise<SessionView> {
  const { heldOn } = await sessionById(ctx, id);
  if (heldOn > today(ctx)) fail('ethics.no_quorum', `The session is on ${heldOn}: nobody has met yet.`);
  const sitting = await sittingOn(ctx.db, heldOn);
  const there = sitting.filter((one) => attended.includes(one.id));
  const missing = keysOf(fields).filter((field) => !there.some((one) => one.field === field));
  if (there.length !== new Set(attended).size || missing.length > 0)
    fail(
      'ethics.no_quorum',
      `Members in office that day, of each of the five fields. Missing: ${missing.map((field) => `${fields[field].en} ${fields[field].zh}`).join(', ') || 'none'}.`,
    );
  await ctx.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('ethics_session')
      .set({ state: 'held', minutes })
      .where('id', '=', id)
      .where((eb) => eb.or([eb('state', '=', 'planned'), eb('minutes', '=', minutes)]))
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) fail('ethics.session_over', 'Its minutes are kept, or it was cancelled.');
    await tx
      .insertInto('ethics_attendance')
      .values(there.map((one) => ({ session: id, member: one.id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  return sessionById(ctx, id);
}

/** Cancels a session. Errors: `ethics.not_found`, `ethics.session_over`. */
export async function cancelSession(ctx: EthicsContext, id: string): Promise<SessionView> {
  await ctx.db
    .updateTable('ethics_session')
    .set({ state: 'cancelled' })
    .where('id', '=', id)
    .where('state', '=', 'planned')
    .execute();
  const kept = await sessionById(ctx, id);
  if (kept.state !== 'cancelled') fail('ethics.session_over', 'It was held.');
  return kept;
}

/** The minutes of a session. Errors: `ethics.not_found`. */
export async function minutesOf({ db }: EthicsContext, id: string): Promise<Minutes> {
  const row = await db.selectFrom('ethics_session').select('minutes').where('id', '=', id).executeTakeFirst();
  if (!row?.minutes) return noSession();
  const there = await db.selectFrom('ethics_attendance').select('member').where('session', '=', id).execute();
  return { attended: there.map(({ member }) => member).toSorted(), minutes: row.minutes };
}

/** The one answer for a session that is not there, and for minutes that are not the caller's. */
export function noSession(): never {
  return fail('ethics.not_found', 'There is no such session, or nothing was written down of it.');
}

async function sessionById(ctx: EthicsContext, id: string): Promise<SessionView> {
  const rows = await ctx.db.selectFrom('ethics_session').selectAll().where('id', '=', id).execute();
  const [view] = await views(ctx, rows);
  return view ?? noSession();
}

async function views(
  { db }: EthicsContext,
  rows: readonly Selectable<EthicsTables['ethics_session']>[],
): Promise<readonly SessionView[]> {
  if (rows.length === 0) return [];
  const there = await db
    .selectFrom('ethics_attendance as a')
    .innerJoin('ethics_member as m', 'm.id', 'a.member')
    .select(['a.session', 'm.field'])
    .where(
      'a.session',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  return rows.map(({ id, number, held_on, place_en, place_zh, agenda, state }) => {
    const own = there.filter(({ session }) => session === id).map(({ field }) => field as Field);
    return {
      ...{ id, number, heldOn: held_on, place: { en: place_en, zh: place_zh } },
      ...{ agenda: agenda as unknown as readonly Bilingual[], state: state as SessionView['state'] },
      ...{ present: keysOf(fields).filter((field) => own.includes(field)), attended: own.length },
    };
  });
}
