import { fail } from '@finharbor/kernel';
import type { Caller } from '@finharbor/kernel/http';
import type { Db, Tx } from '../context.ts';
import { noProject } from '../project/history.ts';

/** Who calls, with an account. */
export function accountOf(caller: Caller): Extract<Caller, { kind: 'account' }> {
  return caller.kind === 'account' ? caller : fail('access.unauthenticated', 'Sign in first.');
}

/** Whether a project is one of a party's: it filed it, or stands among those that apply. */
export async function isOf(
  db: Db | Tx,
  { number, party }: { readonly number: string; readonly party: string },
  asking: string,
): Promise<boolean> {
  if (party === asking) return true;
  const applicants = await db
    .selectFrom('pilot_applicant')
    .select('uscc')
    .where('number', '=', number)
    .execute();
  return applicants.some(({ uscc }) => asking === `firm:${uscc}`);
}

/** Refuses who neither applied nor works at the hub: for them the project is only what everybody reads. */
export async function insistOnReach(db: Db, number: string, caller: Caller): Promise<void> {
  const { party } = accountOf(caller);
  const project = await db
    .selectFrom('pilot_project')
    .select(['number', 'party'])
    .where('number', '=', number)
    .executeTakeFirst();
  if (!project || !(party === 'hub' || (await isOf(db, project, party)))) noProject();
}
