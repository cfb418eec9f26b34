import type { Actor } from '@finharbor/access';
import type { Kysely, Selectable } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import type { BasisCode } from './basis.ts';
import type { Inquiry, InquiryState, SubjectKind } from './domain.ts';

type Db = Kysely<YuanTables>;

export async function inquiryById(db: Db, id: string): Promise<Inquiry | undefined> {
  const row = await db.selectFrom('yuan_inquiry').selectAll().where('id', '=', id).executeTakeFirst();
  return row && inquiryOf(row);
}

/** Whose requests are looked at: one asker's, those to one operator, or all. */
export type Whose = { readonly askedBy?: string; readonly operator?: string };

/** Requests, the latest first, from before a moment and an id on. */
export async function inquiriesOf(
  db: Db,
  { askedBy, operator }: Whose,
  {
    before,
    limit,
  }: { readonly before?: readonly [atMs: string, id: string] | undefined; readonly limit: number },
): Promise<readonly Inquiry[]> {
  const rows = await db
    .selectFrom('yuan_inquiry as i')
    .innerJoin('yuan_wallet as w', 'w.number', 'i.wallet')
    .selectAll('i')
    .$if(askedBy !== undefined, (rest) => rest.where('i.asked_by', '=', askedBy!))
    .$if(operator !== undefined, (rest) => rest.where('w.operator', '=', operator!))
    .$if(before !== undefined, (rest) =>
      rest.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('i.asked_at_ms', 'i.id'), '<', tuple(BigInt(before![0]), before![1])),
      ),
    )
    .orderBy('i.asked_at_ms', 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(inquiryOf);
}

/** Keeps a request; one that is there stays as it is. */
export async function keepInquiry(db: Db, inquiry: Inquiry): Promise<void> {
  await db
    .insertInto('yuan_inquiry')
    .values({
      id: inquiry.id,
      authority: inquiry.authority,
      basis: inquiry.basis,
      law: inquiry.law,
      article: inquiry.article,
      document: inquiry.document,
      reason: inquiry.reason,
      subject_kind: inquiry.subjectKind,
      subject: inquiry.subject,
      wallet: inquiry.wallet,
      with_identity: inquiry.withIdentity,
      from_ms: bigOf(inquiry.fromMs),
      until_ms: bigOf(inquiry.untilMs),
      asked_by: inquiry.asked.account,
      asked_for: [...inquiry.asked.onBehalfOf],
      asked_at_ms: BigInt(inquiry.askedAtMs),
      embargo_until_ms: BigInt(inquiry.embargoUntilMs),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** One step of a request: from where it may be taken, and by whom it is. */
export type Step = {
  readonly from: readonly InquiryState[];
  readonly to: Exclude<InquiryState, 'open'>;
  readonly by: Actor;
  readonly atMs: number;
  readonly refusal: string | null;
};

/** Takes a step, once: of two at the same time one finds the request in another state. */
export async function takeStep(db: Db, id: string, { from, to, by, atMs, refusal }: Step): Promise<boolean> {
  const at = BigInt(atMs);
  const taken = await db
    .updateTable('yuan_inquiry')
    .set(
      to === 'checked'
        ? { state: to, checked_by: by.account, checked_for: [...by.onBehalfOf], checked_at_ms: at }
        : { state: to, decided_by: by.account, decided_at_ms: at, refusal },
    )
    .where('id', '=', id)
    .where('state', 'in', from)
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

/** When an answer was opened, the earliest first. */
export async function openingsOf(db: Db, inquiry: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('yuan_inquiry_opening')
    .select('at_ms')
    .where('inquiry', '=', inquiry)
    .orderBy('number')
    .execute();
  return rows.map(({ at_ms }) => Number(at_ms));
}

/** Writes down that an answer is opened the nth time; false where somebody else has opened it meanwhile. */
export async function keepOpening(
  db: Db,
  { inquiry, number, atMs }: { readonly inquiry: string; readonly number: number; readonly atMs: number },
): Promise<boolean> {
  const kept = await db
    .insertInto('yuan_inquiry_opening')
    .values({ inquiry, number, at_ms: BigInt(atMs) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('number')
    .executeTakeFirst();
  return kept !== undefined;
}

/** Answered requests about somebody's wallets whose embargo is over, the latest first, and how often each answer was opened. */
export async function disclosedOf(
  db: Db,
  holder: string,
  nowMs: number,
): Promise<readonly (Inquiry & { readonly openings: number })[]> {
  const rows = await db
    .selectFrom('yuan_inquiry as i')
    .innerJoin('yuan_wallet as w', 'w.number', 'i.wallet')
    .selectAll('i')
    .select((eb) =>
      eb
        .selectFrom('yuan_inquiry_opening as o')
        .select((inner) => inner.fn.countAll<bigint>().as('n'))
        .whereRef('o.inquiry', '=', 'i.id')
        .as('openings'),
    )
    .where('w.holder', '=', holder)
    .where('i.state', '=', 'answered')
    .where('i.embargo_until_ms', '<=', BigInt(nowMs))
    .orderBy('i.asked_at_ms', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ openings, ...row }) => ({ ...inquiryOf(row), openings: Number(openings ?? 0) }));
}

/** Answered requests whose embargo is over and of which nobody was told, the earliest first. */
export async function untold(
  db: Db,
  nowMs: number,
  limit: number,
): Promise<readonly { readonly id: string; readonly holder: string }[]> {
  return db
    .selectFrom('yuan_inquiry as i')
    .innerJoin('yuan_wallet as w', 'w.number', 'i.wallet')
    .select(['i.id', 'w.holder'])
    .where('i.state', '=', 'answered')
    .where('i.told_at_ms', 'is', null)
    .where('i.embargo_until_ms', '<=', BigInt(nowMs))
    .orderBy('i.embargo_until_ms')
    .limit(limit)
    .execute();
}

/** Marks that the person was told. */
export async function markTold(db: Db, id: string, atMs: number): Promise<void> {
  await db
    .updateTable('yuan_inquiry')
    .set({ told_at_ms: BigInt(atMs) })
    .where('id', '=', id)
    .execute();
}

/** How many requests there were of a basis in a month of the city's, by what became of them. */
export type Counted = {
  readonly asked_at_ms: bigint;
  readonly basis: string;
  readonly state: string;
};

/** Every request as far as the public count needs it. */
export async function countedInquiries(db: Db): Promise<readonly Counted[]> {
  return db.selectFrom('yuan_inquiry').select(['asked_at_ms', 'basis', 'state']).execute();
}

function bigOf(ms: number | null): bigint | null {
  return ms === null ? null : BigInt(ms);
}

function msOf(ms: bigint | null): number | null {
  return ms === null ? null : Number(ms);
}

function inquiryOf(row: Selectable<YuanTables['yuan_inquiry']>): Inquiry {
  return {
    id: row.id,
    authority: row.authority,
    basis: row.basis as BasisCode,
    law: row.law,
    article: row.article,
    document: row.document,
    reason: row.reason,
    subjectKind: row.subject_kind as SubjectKind,
    subject: row.subject,
    wallet: row.wallet,
    withIdentity: row.with_identity,
    fromMs: msOf(row.from_ms),
    untilMs: msOf(row.until_ms),
    asked: { account: row.asked_by, onBehalfOf: row.asked_for },
    askedAtMs: Number(row.asked_at_ms),
    embargoUntilMs: Number(row.embargo_until_ms),
    state: row.state as InquiryState,
    checked: row.checked_by === null ? null : { account: row.checked_by, onBehalfOf: row.checked_for ?? [] },
    checkedAtMs: msOf(row.checked_at_ms),
    decidedAtMs: msOf(row.decided_at_ms),
    refusal: row.refusal,
  };
}
