import { idSource, manualClock, systemRandom } from '@finharbor/kernel';
import { type TestDatabase, testDatabase } from '@finharbor/kernel/testing';
import { chinaCalendar } from '../calendar/calendar.ts';
import type { CasesContext } from '../cases.ts';
import type { CasesTables } from '../database.gen.ts';
import type { Procedure } from '../definition/procedure.ts';
import type { Person } from '../machine/state.ts';
import { casesMigrations } from '../migrations.ts';
import { caseStore, type JobQueue } from '../postgres/store.ts';
import type { Job } from '../store.ts';

/** Cases on a database of their own, a clock that is moved by hand, and the jobs that were begun. */
export type TestCases = AsyncDisposable & {
  readonly ctx: CasesContext;
  readonly clock: ReturnType<typeof manualClock>;
  readonly database: TestDatabase<CasesTables>;
  readonly jobs: Job[];
};

/**
 * Opens them; the clock stands at noon of Monday, 2026-03-02, in Shanghai. Jobs are noted down, or begun in the real queue where one is
 * given.
 */
export async function testCases(procedures: readonly Procedure[], queue?: JobQueue): Promise<TestCases> {
  const database = await testDatabase<CasesTables>([casesMigrations]);
  const clock = manualClock(Date.UTC(2026, 2, 2, 4));
  const jobs: Job[] = [];
  const store = caseStore(database.db, {
    add: async (tx, added) => {
      jobs.push(...added);
      await queue?.add(tx, added);
    },
  });
  const newId = idSource(clock, systemRandom);
  return {
    ctx: { store, procedures, calendar: chinaCalendar, clock, random: systemRandom, newId: () => newId() },
    clock,
    database,
    jobs,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** Somebody of a party with roles there. */
export function person(account: string, party: string, ...roles: readonly string[]): Person {
  return { account, party, roles };
}
