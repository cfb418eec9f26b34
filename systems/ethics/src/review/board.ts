import type { EthicsContext } from '../context.ts';
import { keysOf, stages } from '../words.ts';
import { ethicsReview } from './procedure.ts';
import type { BoardColumn } from './routes.ts';

const shownOfEach = 50;

/** Reviews by the stage of their product, the latest first; none that the account is excluded from. */
export async function board({ db }: EthicsContext, account: string): Promise<readonly BoardColumn[]> {
  const rows = await db
    .selectFrom('ethics_review as r')
    .innerJoin('case_file as f', 'f.id', 'r.case_id')
    .select(['r.case_id', 'r.number', 'r.firm_name', 'r.product', 'r.stage'])
    .select(['f.state', 'f.is_ended', 'f.due_at_ms'])
    .where('r.filed_at_ms', 'is not', null)
    .where((eb) => eb.not(eb(eb.val(account), '=', eb.fn.any('f.excluded'))))
    .where('f.applicant_account', '!=', account)
    .where('f.forgotten_at_ms', 'is', null)
    .orderBy('r.filed_at_ms', 'desc')
    .limit(shownOfEach * keysOf(stages).length)
    .execute();
  return keysOf(stages).map((stage) => ({
    stage,
    items: rows
      .filter((row) => row.stage === stage)
      .map((row) => ({
        ...{ id: row.case_id, number: row.number, firm: row.firm_name!, product: row.product! },
        ...{ state: ethicsReview.states[row.state]!.title, isEnded: row.is_ended },
        dueMs: row.due_at_ms === null ? null : Number(row.due_at_ms),
      })),
  }));
}
