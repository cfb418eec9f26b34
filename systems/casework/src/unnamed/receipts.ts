import {
  fileUnnamed,
  followUnnamed,
  nearestDueMs,
  procedureOf,
  type Receipt,
  type Unnamed,
  type UnnamedContext,
  writtenTo,
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
  return fileUnnamed(unnamed(ctx), filed);
}

/** A case for whoever has its secret. Errors: `case.not_found`, the same for a wrong secret as for none there. */
export async function followWithoutAccount(ctx: Ctx, receipt: Receipt): Promise<FollowedCase> {
  const stored = await followUnnamed(unnamed(ctx), receipt);
  const { state } = stored;
  const spec = procedureOf(ctx.cases, stored);
  return {
    ...{ reference: stored.number, procedure: spec.title, state: spec.states[state.state]!.title },
    dueMs: nearestDueMs(state),
    letters: await writtenTo(ctx.db, stored.id),
  };
}

function unnamed({ cases, db }: Ctx): UnnamedContext {
  const codes = { wrong: 'case.form_invalid', taken: 'case.id_taken', unknown: 'case.not_found' };
  return { cases, db, codes };
}
