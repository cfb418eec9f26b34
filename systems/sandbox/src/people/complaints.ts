import {
  fileUnnamed,
  followUnnamed,
  procedureOf,
  type Receipt,
  type Receipts,
  type Unnamed,
} from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { SandboxContext } from '../context.ts';
import { pilotComplaint } from '../procedures/complaint.ts';

/** Where a complaint stands, and what was answered. */
export type Followed = {
  readonly reference: string;
  readonly state: Bilingual;
  readonly dueMs: number | null;
  readonly answers: readonly string[];
};

/** Files a complaint for somebody without an account, as the same case that anybody with one files. */
export async function complain(
  ctx: SandboxContext,
  complaint: Pick<Unnamed, 'id' | 'form' | 'secret'>,
): Promise<Receipt> {
  return fileUnnamed(ctx.cases, receipts(ctx), {
    ...complaint,
    procedure: pilotComplaint.name,
    step: 'file',
  });
}

/** Where a complaint stands, for whoever has its secret. Errors: `pilot.complaint_unknown`, the same for a wrong secret as for none there. */
export async function followed(ctx: SandboxContext, receipt: Receipt): Promise<Followed> {
  const stored = await followUnnamed(ctx.cases, receipts(ctx), receipt);
  const { state } = stored;
  const forms = state.forms as Readonly<Record<string, { readonly answer?: string }>>;
  return {
    reference: stored.number,
    state: procedureOf(ctx.cases, stored).states[state.state]!.title,
    dueMs: state.terms.answer?.dueMs ?? state.terms.review?.dueMs ?? null,
    answers: [forms.answer?.answer, forms.review?.answer].filter((one) => one !== undefined),
  };
}

function receipts({ db, clock }: SandboxContext): Receipts {
  return {
    codes: {
      wrong: 'pilot.complaint_wrong',
      taken: 'pilot.complaint_taken',
      unknown: 'pilot.complaint_unknown',
    },
    keep: async ({ reference, caseId, secretHash }) => {
      await db
        .insertInto('pilot_complaint')
        .values({
          ...{ reference, case_id: caseId, secret_sha256: secretHash },
          at_ms: BigInt(clock.nowMs()),
        })
        .onConflict((conflict) => conflict.column('reference').doUpdateSet({ secret_sha256: secretHash }))
        .execute();
    },
    find: async (reference) => {
      const row = await db
        .selectFrom('pilot_complaint')
        .select(['case_id', 'secret_sha256'])
        .where('reference', '=', reference)
        .executeTakeFirst();
      return row && { caseId: row.case_id, secretHash: row.secret_sha256 };
    },
  };
}
