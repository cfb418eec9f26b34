import { type CasesContext, caseStore, casesMigrations, chinaCalendar } from '@finharbor/cases';
import { idSource, manualClock, syntheticUscc, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import type { PilotNotice, SandboxContext } from './context.ts';
import type { SandboxTables } from './database.gen.ts';
import { sandboxMigrations } from './migrations.ts';
import { sandboxProcedures } from './procedures/index.ts';
import { lockedProject, move } from './project/history.ts';
import { registered } from './project/register.ts';
import type { TrackName } from './tracks.ts';

/** A register of pilots on a database of its own; a test moves its clock. */
export type TestRegister = {
  readonly ctx: SandboxContext;
  readonly clock: ReturnType<typeof manualClock>;
  /** What was told, each key once, as the desk tells it. */
  readonly told: PilotNotice[];
  readonly newId: () => string;
  /** The number of a project that was announced and admitted now. */
  readonly running: (track?: TrackName) => Promise<string>;
  readonly moved: (number: string, to: Parameters<typeof move>[2]['move']) => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Opens one. */
export async function testRegister(startMs: number): Promise<TestRegister> {
  const database = await testDatabase<SandboxTables>([casesMigrations, sandboxMigrations]);
  const { db } = database;
  const clock = manualClock(startMs);
  const told: PilotNotice[] = [];
  const ids = idSource(clock, systemRandom);
  const newId = (): string => ids<'test'>();
  const cases: CasesContext = {
    ...{ store: caseStore(db as never), procedures: sandboxProcedures, calendar: chinaCalendar },
    ...{ clock, random: systemRandom, newId },
  };
  const ctx: SandboxContext = {
    ...{ db, cases, clock, random: systemRandom, contractOnFile: async () => undefined },
    rates: { write: () => {}, follow: () => {} },
    tell: async (notice) => {
      if (!told.some(({ key }) => key === notice.key)) told.push(notice);
    },
  };
  const moved: TestRegister['moved'] = (number, to) =>
    db.transaction().execute(async (tx) => {
      const project = (await lockedProject(tx, number))!;
      await move(tx, project, { move: to, key: newId(), atMs: clock.nowMs() });
    });
  return {
    ...{ ctx, clock, told, newId, moved },
    async running(track = 'banking') {
      const uscc = syntheticUscc(newId());
      const number = await db.transaction().execute((tx) =>
        registered(ctx, tx, {
          ...{ kind: 'announce', track, batch: '2026-1', party: `firm:${uscc}` },
          ...{ caseId: newId(), key: newId() },
          declared: {
            applicants: [{ name: '测试银行', uscc, kind: 'licensed' }],
            ...{ declaration: { name: '测试项目' }, safeguards: {} },
          },
        }),
      );
      await moved(number, 'admit');
      return number;
    },
    [Symbol.asyncDispose]: async () => database[Symbol.asyncDispose](),
  };
}
