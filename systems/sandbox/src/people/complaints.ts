import { timingSafeEqual } from 'node:crypto';
import { act, openCase, type Person, procedureOf } from '@finharbor/cases';
import { canonicalJson, FinharborError, fail, type Json, sha256 } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { SandboxContext } from '../context.ts';
import { pilotComplaint } from '../procedures/complaint.ts';

/** What whoever complains without an account is given, once: nobody else knows the secret, and it is kept nowhere. */
export type Receipt = { readonly reference: string; readonly secret: string };

/** Where a complaint stands, and what was answered. */
export type Followed = {
  readonly reference: string;
  readonly state: Bilingual;
  readonly dueMs: number | null;
  readonly answers: readonly string[];
};

// Somebody without an account, who is of no party that could have one.
const nobody = (account: string): Person => ({ account, party: 'public', roles: [] });

type Complaint = {
  readonly id: string;
  readonly form: Readonly<Record<string, string>>;
  readonly secret?: string;
};

/**
 * Files a complaint for somebody without an account, as the same case that anybody with one files. The id is its maker's: sent again after a lost
 * answer it is the same complaint, under a new secret in place of the one that nobody has got, unless its maker brings a secret that nobody else
 * knows. Errors: `pilot.complaint_taken`, `pilot.complaint_wrong`.
 */
export async function complain(
  { db, cases, clock, random }: SandboxContext,
  { id, form, secret: brought }: Complaint,
): Promise<Receipt> {
  const said = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value.trim()]));
  const by = nobody(id);
  const opened = await openCase({ ...cases, newId: () => id }, pilotComplaint.name, by);
  if (opened.kind === 'refused' || opened.case.state.applicant.account !== id) return taken();
  const { number, state } = opened.case;
  const { complaint: before } = state.forms as { readonly complaint?: Json };
  if (before !== undefined && canonicalJson(before) !== canonicalJson(said)) return taken();
  if (state.state === 'draft') {
    const filed = await act(cases, { id, by, command: { type: 'step', step: 'file', form: said } });
    if (filed.kind === 'refused')
      throw new FinharborError({
        code: 'pilot.complaint_wrong',
        publicMessage: `${filed.text.en} ${filed.text.zh}`,
        ...(filed.fields ? { fields: filed.fields } : {}),
      });
  }
  const secret = brought ?? Buffer.from(random.bytes(18)).toString('base64url');
  const hash = sha256(secret);
  await db
    .insertInto('pilot_complaint')
    .values({ reference: number, case_id: id, secret_sha256: hash, at_ms: BigInt(clock.nowMs()) })
    .onConflict((conflict) => conflict.column('reference').doUpdateSet({ secret_sha256: hash }))
    .execute();
  return { reference: number, secret };
}

function taken(): never {
  return fail('pilot.complaint_taken', 'This id is another complaint’s. 该编号已被占用。');
}

/** Where a complaint stands, for whoever has its secret. Errors: `pilot.complaint_unknown`, the same for a wrong secret as for none there. */
export async function followed(
  { db, cases }: SandboxContext,
  { reference, secret }: Receipt,
): Promise<Followed> {
  const found = await db
    .selectFrom('pilot_complaint')
    .selectAll()
    .where('reference', '=', reference)
    .executeTakeFirst();
  const isIts = found && timingSafeEqual(sha256(secret), found.secret_sha256);
  const stored = isIts ? await cases.store.read(found.case_id) : undefined;
  if (!stored)
    return fail('pilot.complaint_unknown', 'No complaint has this reference and secret. 编号或查询码有误。');
  const { state } = stored;
  const forms = state.forms as Readonly<Record<string, { readonly answer?: string }>>;
  return {
    reference,
    state: procedureOf(cases, stored).states[state.state]!.title,
    dueMs: state.terms.answer?.dueMs ?? state.terms.review?.dueMs ?? null,
    answers: [forms.answer?.answer, forms.review?.answer].filter((one) => one !== undefined),
  };
}
