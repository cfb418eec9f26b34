import {
  fileUnnamed,
  followUnnamed,
  nearestDueMs,
  procedureOf,
  type Receipt,
  type UnnamedContext,
  writtenTo,
} from '@finharbor/cases';
import type { EthicsContext } from '../context.ts';
import { ethicsBreach } from './procedure.ts';
import type { FollowedReport } from './routes.ts';

/** Files a report of a breach for somebody without an account, as the same case that anybody with one files. */
export async function reportBreach(
  ctx: EthicsContext,
  {
    id,
    secret,
    ...form
  }: { readonly id: string; readonly secret?: string; readonly [field: string]: string | undefined },
): Promise<Receipt> {
  return fileUnnamed(unnamed(ctx), { procedure: ethicsBreach.name, step: 'report', id, form, secret });
}

/** Where a report stands, for whoever has its secret. Errors: `ethics.report_unknown`, the same for a wrong secret as for none there. */
export async function followReport(ctx: EthicsContext, receipt: Receipt): Promise<FollowedReport> {
  const stored = await followUnnamed(unnamed(ctx), receipt);
  const { state } = stored;
  return {
    reference: stored.number,
    state: procedureOf(ctx.cases, stored).states[state.state]!.title,
    dueMs: nearestDueMs(state),
    isEnded: state.ended !== null,
    answers: await writtenTo(ctx.db, stored.id),
  };
}

function unnamed({ cases, db }: EthicsContext): UnnamedContext {
  const codes = {
    ...{ wrong: 'ethics.report_wrong', taken: 'ethics.report_taken' },
    unknown: 'ethics.report_unknown',
  };
  return { cases, db, codes };
}
