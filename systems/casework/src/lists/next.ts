import { act, latest, type Person, type StoredCase } from '@finharbor/cases';
import { codeOf } from '@finharbor/kernel';
import type { CaseworkContext } from '../context.ts';
import { seenAs } from '../person.ts';
import { refuse } from '../refusal.ts';
import { findCases } from './find.ts';

const atOnce = 20;
const mostRounds = 10;

/**
 * Gives the case of a procedure that is due first, and that nobody has, to whoever asks. Of two who ask at the same moment each gets
 * another: a case is given as it was read, with nobody to it, or not at all. Errors: `case.procedure_unknown`, `case.none_waiting`.
 */
export async function claimNext(ctx: CaseworkContext, procedure: string, by: Person): Promise<StoredCase> {
  if (!latest(ctx.cases, procedure))
    refuse('case.procedure_unknown', { en: 'There is no such procedure.', zh: '没有这个程序。' });
  for (let round = 0; round < mostRounds; round++) {
    const rows = await findCases(ctx, by, { queue: 'unassigned', procedure, limit: atOnce });
    for (const { id } of rows) {
      const claimed = await claim(ctx, id, by);
      if (claimed) return claimed;
    }
    if (rows.length < atOnce) break;
  }
  return refuse('case.none_waiting', { en: 'Nothing waits.', zh: '没有待领取的事项。' });
}

async function claim(ctx: CaseworkContext, id: string, by: Person): Promise<StoredCase | undefined> {
  const stored = await ctx.cases.store.read(id);
  if (!stored || stored.state.assignee !== null || !seenAs(ctx, stored, by)) return undefined;
  const command = { type: 'assign', to: by.account } as const;
  try {
    const done = await act(ctx.cases, { id, by, command, revision: stored.head.revision });
    return done.kind === 'done' ? done.case : undefined;
  } catch (error) {
    if (codeOf(error) === 'case.changed') return undefined;
    throw error;
  }
}
