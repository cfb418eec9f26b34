import { fail } from '@finharbor/kernel';
import type { SandboxContext } from '../context.ts';
import { isOf } from '../people/reach.ts';
import type { Move, Stage } from '../project/domain.ts';
import { hasHappened, lockedProject, move, noProject } from '../project/history.ts';

/** What is done with a project by decision, once under its id. */
export type Measure = {
  readonly id: string;
  readonly number: string;
  readonly kind: Extract<Move, 'suspend' | 'resume' | 'stop' | 'withdraw'>;
  readonly reason: string;
  readonly by: { readonly account: string; readonly party: string };
};

const titles = {
  suspend: { en: 'is suspended', zh: '已暂停测试' },
  resume: { en: 'goes on', zh: '恢复测试' },
  stop: { en: 'is stopped', zh: '已终止测试' },
  withdraw: { en: 'was given up by its applicants', zh: '申请机构已主动退出' },
} as const;

/**
 * Suspends, resumes, stops or gives up a project, and tells its applicants. Who is not of the hub reaches their own. Errors:
 * `pilot.not_found`, `pilot.not_now`.
 */
export async function takeMeasure(
  { db, clock, tell }: SandboxContext,
  { id, number, kind, reason, by }: Measure,
): Promise<Stage> {
  const key = `measure/${id}`;
  const { stage, party } = await db.transaction().execute(async (tx) => {
    const project = await lockedProject(tx, number);
    if (!project || !(by.party === 'hub' || (await isOf(tx, project, by.party)))) return noProject();
    if (!(await hasHappened(tx, key))) {
      const done = { move: kind, key, reason, by: by.account, atMs: clock.nowMs() };
      if (!(await move(tx, project, done)))
        fail(
          'pilot.not_now',
          'This cannot be done with the project as it stands now. 项目当前状态不能进行此操作。',
        );
    }
    return tx
      .selectFrom('pilot_project')
      .select(['stage', 'party'])
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
  });
  const { en, zh } = titles[kind];
  await tell({
    ...{ key, kind: 'pilot.stage', number, to: { party, role: 'owner' } },
    title: { en: `Pilot project ${number} ${en}`, zh: `试点项目${number}${zh}` },
  });
  return stage as Stage;
}
