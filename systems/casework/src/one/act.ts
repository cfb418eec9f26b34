import { act, type Command, type Person, type StoredCase } from '@finharbor/cases';
import { codeOf } from '@finharbor/kernel';
import type { CaseworkContext } from '../context.ts';
import { type Seen, seenCase } from '../person.ts';
import { problemOf, refuse } from '../refusal.ts';
import { seenRevision } from './seen.ts';

/** Something to be done with a case; `revision` is the one its person saw. */
export type Doing = {
  readonly id: string;
  readonly by: Person;
  readonly command: Command;
  readonly revision?: number | undefined;
};

const mostTries = 20;

/**
 * Does something with a case. A revision counts what its person may see: what happens beside it, out of their sight, does not stand in
 * their way, nor do they learn of it. Errors: the engine's refusals, `case.changed`.
 */
export async function doWith(
  ctx: CaseworkContext,
  { id, by, command, revision }: Doing,
): Promise<StoredCase> {
  if (command.type === 'step' && ctx.beforeStep)
    await ctx.beforeStep({ stored: (await seenCase(ctx, id, by)).stored, step: command.step });
  if (revision === undefined) return done(ctx, { id, by, command });
  for (let tries = 0; tries < mostTries; tries++) {
    const seen = await seenCase(ctx, id, by);
    if ((await seenRevision(ctx.db, seen)) !== revision) return changed();
    try {
      return await done(ctx, { id, by, command, revision: seen.stored.head.revision });
    } catch (error) {
      if (codeOf(error) !== 'case.changed') throw error;
    }
  }
  return changed();
}

async function done(ctx: CaseworkContext, { id, by, command, revision }: Doing): Promise<StoredCase> {
  const result = await act(ctx.cases, { id, by, command, ...(revision === undefined ? {} : { revision }) });
  if (result.kind === 'refused') throw problemOf(result);
  return result.case;
}

function changed(): never {
  return refuse('case.changed', {
    en: 'Somebody has done something with this case since you opened it. Look at it again.',
    zh: '您打开后该事项已有变化，请重新查看。',
  });
}

/** Refuses what is for somebody else to do. */
export function notYours(): never {
  return refuse('case.step_not_yours', { en: 'This is somebody else’s to do.', zh: '此操作应由他人办理。' });
}

/** A case where its office asks. Errors: `case.not_found`, `case.step_not_yours`. */
export async function officeCase(ctx: CaseworkContext, id: string, by: Person): Promise<Seen> {
  const seen = await seenCase(ctx, id, by);
  return seen.standing === 'office' ? seen : notYours();
}
