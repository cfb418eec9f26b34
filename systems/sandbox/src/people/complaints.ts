import {
  fileUnnamed,
  followUnnamed,
  nearestDueMs,
  procedureOf,
  type Receipt,
  type Unnamed,
  type UnnamedContext,
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
  return fileUnnamed(unnamed(ctx), { ...complaint, procedure: pilotComplaint.name, step: 'file' });
}

/** Where a complaint stands, for whoever has its secret. Errors: `pilot.complaint_unknown`, the same for a wrong secret as for none there. */
export async function followed(ctx: SandboxContext, receipt: Receipt): Promise<Followed> {
  const stored = await followUnnamed(unnamed(ctx), receipt);
  const { state } = stored;
  const forms = state.forms as Readonly<Record<string, { readonly answer?: string }>>;
  return {
    reference: stored.number,
    state: procedureOf(ctx.cases, stored).states[state.state]!.title,
    dueMs: nearestDueMs(state),
    answers: [forms.answer?.answer, forms.review?.answer].filter((one) => one !== undefined),
  };
}

function unnamed({ cases, db }: SandboxContext): UnnamedContext {
  const codes = {
    ...{ wrong: 'pilot.complaint_wrong', taken: 'pilot.complaint_taken' },
    unknown: 'pilot.complaint_unknown',
  };
  return { cases, db, codes };
}
