import { timingSafeEqual } from 'node:crypto';
import { canonicalJson, FinharborError, fail, sha256 } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { Kysely } from 'kysely';
import { act, type CasesContext, openCase, procedureOf } from '../cases.ts';
import type { CasesTables } from '../database.gen.ts';
import { readForm } from '../definition/read-form.ts';
import type { CaseEvent, Person } from '../machine/state.ts';
import type { StoredCase } from '../store.ts';

/** What whoever files without an account is given, once: nobody else knows the secret, and it is kept nowhere. */
export type Receipt = { readonly reference: string; readonly secret: string };

/** What such cases are kept with, and how a system calls what is wrong: a form that is refused, an id that is taken, no such case. */
export type UnnamedContext = {
  readonly cases: CasesContext;
  readonly db: Kysely<CasesTables>;
  readonly codes: { readonly wrong: string; readonly taken: string; readonly unknown: string };
};

/**
 * What is filed: the procedure, its first step with its form, and an id of the filer's making, a UUID of version 7, that nobody else learns. A
 * page without a script brings a secret that it keeps for itself, so that a form sent twice shows the same one.
 */
export type Unnamed = {
  readonly procedure: string;
  readonly step: string;
  readonly id: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly secret?: string | undefined;
};

/**
 * Files a case for somebody without an account. Sent again after a lost answer it is the same case, under a new secret in place of the one
 * that nobody has got; saying something else it is refused. Errors: those that `codes` names.
 */
export async function fileUnnamed(
  { cases, db, codes }: UnnamedContext,
  { procedure, step, id, form, secret: brought }: Unnamed,
): Promise<Receipt> {
  const caseId = caseIdOf(id);
  // Of no party that could have an account.
  const by: Person = { account: caseId, party: 'public', roles: [] };
  const opened = await openCase({ ...cases, newId: () => caseId }, procedure, by);
  if (
    opened.kind === 'refused' ||
    opened.case.state.procedure !== procedure ||
    saysElse(cases, opened.case, { step, form })
  )
    return fail(codes.taken, 'This id is another’s. 该编号已被占用。');
  const { number, state } = opened.case;
  if (!Object.hasOwn(state.took, step)) {
    const filed = await act(cases, { id: caseId, by, command: { type: 'step', step, form } });
    // Of two that are sent at the same time the other may have filed it.
    if (filed.kind === 'refused' && filed.code !== 'case.step_closed')
      throw new FinharborError({
        code: codes.wrong,
        publicMessage: `${filed.text.en} ${filed.text.zh}`,
        ...(filed.fields ? { fields: filed.fields } : {}),
      });
  }
  const secret = brought ?? Buffer.from(cases.random.bytes(18)).toString('base64url');
  const kept = { secret_sha256: sha256(secret) };
  await db
    .insertInto('case_receipt')
    .values({ reference: number, case_id: caseId, ...kept })
    .onConflict((conflict) => conflict.column('reference').doUpdateSet(kept))
    .execute();
  return { reference: number, secret };
}

/** Whether the form has been filed with another content. */
function saysElse(
  cases: CasesContext,
  stored: StoredCase,
  { step, form }: Pick<Unnamed, 'step' | 'form'>,
): boolean {
  const spec = procedureOf(cases, stored);
  const name = spec.steps[step]!.form!;
  const filed = stored.state.forms[name];
  if (filed === undefined) return false;
  const read = readForm(spec.forms[name]!, form);
  return read.kind === 'refused' || canonicalJson(read.json) !== canonicalJson(filed);
}

/** A case for whoever has its secret. A wrong secret is answered as no such case is. */
export async function followUnnamed(
  { cases, db, codes }: UnnamedContext,
  { reference, secret }: Receipt,
): Promise<StoredCase> {
  const found = await db
    .selectFrom('case_receipt')
    .select(['case_id', 'secret_sha256'])
    .where('reference', '=', reference)
    .executeTakeFirst();
  const isIts = found && timingSafeEqual(sha256(secret), found.secret_sha256);
  const stored = isIts ? await cases.store.read(found.case_id) : undefined;
  return stored ?? fail(codes.unknown, 'Nothing has this reference and secret. 编号或查询码有误。');
}

/** What was written to whoever filed a case: its letters, and where a step has none the reason for it, as its applicant reads the history. */
export async function writtenTo(db: Kysely<CasesTables>, caseId: string): Promise<readonly Bilingual[]> {
  const rows = await db
    .selectFrom('case_event')
    .select('body')
    .where('case_id', '=', caseId)
    .where('audience', '=', 'all')
    .orderBy('seq')
    .execute();
  return rows.flatMap(({ body }): readonly Bilingual[] => {
    const event = body as unknown as CaseEvent | null;
    if (event?.type !== 'stepped') return [];
    if (event.letter) return event.letter.paragraphs;
    return event.reason === null ? [] : [{ en: event.reason, zh: event.reason }];
  });
}

/**
 * The case's id, from which its maker's cannot be found: the office reads the case's, and whoever had the maker's could file it again and
 * so come by a secret that follows it. Both are of version 7 and share their moment, for lists go by it.
 */
function caseIdOf(id: string): string {
  const bytes = sha256(`finharbor/unnamed/1/${id.toLowerCase()}`).slice(0, 16);
  bytes.set(Buffer.from(id.replaceAll('-', '').slice(0, 12), 'hex'));
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
