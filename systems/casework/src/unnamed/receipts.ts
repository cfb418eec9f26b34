import {
  type CaseEvent,
  fileUnnamed,
  followUnnamed,
  procedureOf,
  type Receipt,
  type Receipts,
  type Unnamed,
} from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { CaseworkContext } from '../context.ts';

type Ctx = Pick<CaseworkContext, 'db' | 'cases'>;

/** Where a case stands that somebody filed without an account, and what was written to them. */
export type FollowedCase = {
  readonly reference: string;
  readonly procedure: Bilingual;
  readonly state: Bilingual;
  /** The next that is due. */
  readonly dueMs: number | null;
  readonly letters: readonly Bilingual[];
};

/** Files a case for somebody without an account. Errors: `case.form_invalid`, `case.id_taken`. */
export function fileWithoutAccount(ctx: Ctx, filed: Unnamed): Promise<Receipt> {
  return fileUnnamed(ctx.cases, receipts(ctx), filed);
}

/** A case for whoever has its secret. Errors: `case.not_found`, the same for a wrong secret as for none there. */
export async function followWithoutAccount(ctx: Ctx, receipt: Receipt): Promise<FollowedCase> {
  const stored = await followUnnamed(ctx.cases, receipts(ctx), receipt);
  const { state } = stored;
  const spec = procedureOf(ctx.cases, stored);
  const dues = Object.values(state.terms).map(({ dueMs }) => dueMs);
  return {
    ...{ reference: stored.number, procedure: spec.title, state: spec.states[state.state]!.title },
    dueMs: dues.length === 0 ? null : Math.min(...dues),
    letters: await lettersOf(ctx, stored.id),
  };
}

/** Letters, and the reason where there is none: what somebody with an account would read in the history. */
async function lettersOf({ db }: Ctx, caseId: string): Promise<readonly Bilingual[]> {
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

function receipts({ db }: Ctx): Receipts {
  return {
    codes: { wrong: 'case.form_invalid', taken: 'case.id_taken', unknown: 'case.not_found' },
    keep: async ({ reference, caseId, secretHash }) => {
      await db
        .insertInto('case_receipt')
        .values({ reference, case_id: caseId, secret_sha256: secretHash })
        .onConflict((conflict) => conflict.column('reference').doUpdateSet({ secret_sha256: secretHash }))
        .execute();
    },
    find: async (reference) => {
      const row = await db
        .selectFrom('case_receipt')
        .select(['case_id', 'secret_sha256'])
        .where('reference', '=', reference)
        .executeTakeFirst();
      return row && { caseId: row.case_id, secretHash: row.secret_sha256 };
    },
  };
}
