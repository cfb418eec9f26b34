import { timingSafeEqual } from 'node:crypto';
import { canonicalJson, FinharborError, fail, sha256 } from '@finharbor/kernel';
import { act, type CasesContext, openCase, procedureOf } from '../cases.ts';
import { readForm } from '../definition/read-form.ts';
import type { Person } from '../machine/state.ts';
import type { StoredCase } from '../store.ts';

/** What whoever files without an account is given, once: nobody else knows the secret, and it is kept nowhere. */
export type Receipt = { readonly reference: string; readonly secret: string };

/** Where a system keeps by which secret a case of its own is followed: the secret's SHA-256, and nothing of who has it. */
export type Receipts = {
  /** Keeps it, in place of one that was kept for this case before. */
  readonly keep: (kept: {
    readonly reference: string;
    readonly caseId: string;
    readonly secretHash: Uint8Array;
  }) => Promise<void>;
  readonly find: (
    reference: string,
  ) => Promise<{ readonly caseId: string; readonly secretHash: Uint8Array } | undefined>;
  /** Codes of errors: for a form that is refused, for an id that is taken, and for no such case. */
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
  cases: CasesContext,
  receipts: Receipts,
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
    return fail(receipts.codes.taken, 'This id is another’s. 该编号已被占用。');
  const { number, state } = opened.case;
  if (!Object.hasOwn(state.took, step)) {
    const filed = await act(cases, { id: caseId, by, command: { type: 'step', step, form } });
    // Of two that are sent at the same time the other may have filed it.
    if (filed.kind === 'refused' && filed.code !== 'case.step_closed')
      throw new FinharborError({
        code: receipts.codes.wrong,
        publicMessage: `${filed.text.en} ${filed.text.zh}`,
        ...(filed.fields ? { fields: filed.fields } : {}),
      });
  }
  const secret = brought ?? Buffer.from(cases.random.bytes(18)).toString('base64url');
  await receipts.keep({ reference: number, caseId, secretHash: sha256(secret) });
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
  cases: CasesContext,
  receipts: Receipts,
  { reference, secret }: Receipt,
): Promise<StoredCase> {
  const found = await receipts.find(reference);
  const isIts = found && timingSafeEqual(sha256(secret), found.secretHash);
  const stored = isIts ? await cases.store.read(found.caseId) : undefined;
  return stored ?? fail(receipts.codes.unknown, 'Nothing has this reference and secret. 编号或查询码有误。');
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
