import type { CaseworkContext } from '../context.ts';
import { namesOf, type Seen } from '../person.ts';
import { refuse } from '../refusal.ts';
import type { Values } from '../schemas.ts';
import { type DraftPlace, placeOf, placesOf } from './mine.ts';

/** What is filled in so far of a form. */
export type DraftValue = { readonly form: Values; readonly reason: string };

/** Somebody who fills the same form in. */
export type Editor = { readonly account: string; readonly name: string; readonly sinceMs: number };

/** A half-filled form of a case. */
export type CaseDraft = DraftValue & {
  readonly step: string;
  readonly revision: number;
  readonly savedAtMs: number;
  readonly savedBy: { readonly account: string; readonly name: string };
  /** Who else has saved it in the last minutes. */
  readonly others: readonly Editor[];
  /** False where the step is not open any more, or not yet. */
  readonly isOpen: boolean;
};

type Row = {
  readonly step: string;
  readonly side: string;
  readonly revision: number;
  readonly value: string;
  readonly saved_by: string;
  readonly saved_at_ms: bigint;
  readonly editors: unknown;
};
type Editors = Readonly<Record<string, { readonly sinceMs: number; readonly lastMs: number }>>;

const mostBytes = 65_536;
/** Whoever has saved nothing for so long is elsewhere. */
const editingMs = 120_000;

/** The drafts of a case that are the caller's or their side's. */
export async function draftsOf(ctx: CaseworkContext, seen: Seen): Promise<readonly CaseDraft[]> {
  const places = placesOf(seen);
  const rows = await ctx.db
    .selectFrom('case_draft')
    .selectAll()
    .where('case_id', '=', seen.stored.id)
    .orderBy('step')
    .execute();
  const mine = rows.flatMap((row) => {
    const place = places.find(({ step, side }) => step === row.step && side === row.side);
    return place ? [{ row, place }] : [];
  });
  return Promise.all(mine.map(({ row, place }) => shown(ctx, { seen, place, row })));
}

/** The draft of one form; null where there is none. Errors: those of `placeOf`. */
export async function getDraft(ctx: CaseworkContext, seen: Seen, step: string): Promise<CaseDraft | null> {
  const place = placeOf(seen, step);
  const row = await rowOf(ctx, seen, place);
  return row ? shown(ctx, { seen, place, row }) : null;
}

/** What is to be kept, and which revision it was made of: 0 where there was none. */
export type Saving = DraftValue & { readonly step: string; readonly revision: number };

/**
 * Keeps a draft in place of the one it was made of; the same once more changes nothing. Its values may be half of what is asked for.
 * Errors: those of `placeOf`, `case.ended`, `case.draft_changed`, `case.draft_large`, `case.form_invalid`.
 */
export async function putDraft(
  ctx: CaseworkContext,
  seen: Seen,
  { step, revision, form, reason }: Saving,
): Promise<CaseDraft> {
  const place = placeOf(seen, step);
  if (seen.stored.state.ended)
    return refuse('case.ended', { en: 'The case is closed.', zh: '该事项已办结。' });
  const value = JSON.stringify({ form, reason });
  if (Buffer.byteLength(value) > mostBytes)
    return refuse('case.draft_large', { en: 'A draft has at most 64 kB.', zh: '草稿不得超过64 KB。' });
  const stray = Object.keys(form).find((name) => !Object.hasOwn(place.form.schema.shape, name));
  if (stray !== undefined)
    return refuse('case.form_invalid', { en: 'The form has no such field.', zh: '表单没有此项。' }, '/form');
  const before = await rowOf(ctx, seen, place);
  if (before?.value === value) return shown(ctx, { seen, place, row: before });
  if ((before?.revision ?? 0) !== revision) return changed();
  const nowMs = ctx.cases.clock.nowMs();
  const row: Row = {
    ...{ step, side: place.side, revision: revision + 1, value },
    ...{ saved_by: seen.by.account, saved_at_ms: BigInt(nowMs) },
    editors: withEditor(before, seen.by.account, nowMs),
  };
  if (!(await written(ctx, seen.stored.id, row))) return changed();
  return shown(ctx, { seen, place, row });
}

/** Throws a draft away, where it is still the one that was read. Errors: those of `placeOf`, `case.draft_changed`. */
export async function deleteDraft(
  ctx: CaseworkContext,
  seen: Seen,
  { step, revision }: Pick<Saving, 'step' | 'revision'>,
): Promise<void> {
  const place = placeOf(seen, step);
  const { numDeletedRows } = await ctx.db
    .deleteFrom('case_draft')
    .where('case_id', '=', seen.stored.id)
    .where('step', '=', step)
    .where('side', '=', place.side)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n && (await rowOf(ctx, seen, place))) changed();
}

function rowOf(ctx: CaseworkContext, seen: Seen, { step, side }: DraftPlace): Promise<Row | undefined> {
  return ctx.db
    .selectFrom('case_draft')
    .selectAll()
    .where('case_id', '=', seen.stored.id)
    .where('step', '=', step)
    .where('side', '=', side)
    .executeTakeFirst();
}

/** Keeps a row in place of the revision before it; false where somebody was faster. */
async function written({ db }: CaseworkContext, caseId: string, row: Row): Promise<boolean> {
  const { step, side, ...set } = row;
  const kept = { ...set, editors: JSON.stringify(row.editors) };
  if (row.revision === 1) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('case_draft')
      .values({ case_id: caseId, step, side, ...kept })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await db
    .updateTable('case_draft')
    .set(kept)
    .where('case_id', '=', caseId)
    .where('step', '=', step)
    .where('side', '=', side)
    .where('revision', '=', row.revision - 1)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

function editorsOf(row: Pick<Row, 'editors'> | undefined, nowMs: number): Editors {
  const all = Object.entries((row?.editors ?? {}) as Editors);
  return Object.fromEntries(all.filter(([, { lastMs }]) => nowMs - lastMs < editingMs));
}

function withEditor(before: Row | undefined, account: string, nowMs: number): Editors {
  const there = editorsOf(before, nowMs);
  return { ...there, [account]: { sinceMs: there[account]?.sinceMs ?? nowMs, lastMs: nowMs } };
}

type Showing = { readonly seen: Seen; readonly place: DraftPlace; readonly row: Row };

async function shown(ctx: CaseworkContext, { seen, place, row }: Showing): Promise<CaseDraft> {
  const others = Object.entries(editorsOf(row, ctx.cases.clock.nowMs())).filter(
    ([account]) => account !== seen.by.account,
  );
  const names = await namesOf(ctx, [row.saved_by, ...others.map(([account]) => account)]);
  const { form, reason } = JSON.parse(row.value) as DraftValue;
  return {
    ...{ step: row.step, revision: row.revision, form, reason },
    savedAtMs: Number(row.saved_at_ms),
    savedBy: { account: row.saved_by, name: names[row.saved_by] ?? '' },
    others: others.map(([account, { sinceMs }]) => ({ account, name: names[account] ?? '', sinceMs })),
    isOpen: place.isOpen && seen.stored.state.ended === null,
  };
}

function changed(): never {
  return refuse('case.draft_changed', {
    en: 'Somebody has saved this form since you opened it. Read it again.',
    zh: '您打开后该表单已被他人保存，请重新读取。',
  });
}
