import {
  type CaseEvent,
  fileUnnamed,
  followUnnamed,
  procedureOf,
  type Receipt,
  type Receipts,
} from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { EthicsContext } from '../context.ts';
import { ethicsBreach } from './procedure.ts';
import type { FollowedReport } from './routes.ts';

/** Files a report of a breach for somebody without an account, as the same case that anybody with one files. */
export async function reportBreach(
  ctx: EthicsContext,
  { id, ...form }: { readonly id: string; readonly [field: string]: string },
): Promise<Receipt> {
  return fileUnnamed(ctx.cases, receipts(ctx), { procedure: ethicsBreach.name, step: 'report', id, form });
}

/** Where a report stands, for whoever has its secret. Errors: `ethics.report_unknown`, the same for a wrong secret as for none there. */
export async function followReport(ctx: EthicsContext, receipt: Receipt): Promise<FollowedReport> {
  const stored = await followUnnamed(ctx.cases, receipts(ctx), receipt);
  const { state } = stored;
  const dues = Object.values(state.terms).map(({ dueMs }) => dueMs);
  return {
    reference: stored.number,
    state: procedureOf(ctx.cases, stored).states[state.state]!.title,
    dueMs: dues.length === 0 ? null : Math.min(...dues),
    isEnded: state.ended !== null,
    answers: await answersOn(ctx, stored.id),
  };
}

/** Letters, and why it was not taken up: what somebody with an account would read in the history. */
async function answersOn({ db }: EthicsContext, caseId: string): Promise<readonly Bilingual[]> {
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
    return event.step === 'dismiss' && event.reason !== null ? [{ en: event.reason, zh: event.reason }] : [];
  });
}

function receipts({ db }: EthicsContext): Receipts {
  return {
    codes: {
      ...{ wrong: 'ethics.report_wrong', taken: 'ethics.report_taken' },
      unknown: 'ethics.report_unknown',
    },
    keep: async ({ reference, caseId, secretHash }) => {
      await db
        .insertInto('ethics_report')
        .values({ reference, case_id: caseId, secret_sha256: secretHash })
        .onConflict((conflict) => conflict.column('reference').doUpdateSet({ secret_sha256: secretHash }))
        .execute();
    },
    find: async (reference) => {
      const row = await db
        .selectFrom('ethics_report')
        .select(['case_id', 'secret_sha256'])
        .where('reference', '=', reference)
        .executeTakeFirst();
      return row && { caseId: row.case_id, secretHash: row.secret_sha256 };
    },
  };
}
