import { idSource, manualClock, systemRandom } from '@finharbor/kernel';
import { type TestDatabase, testDatabase } from '@finharbor/kernel/testing';
import { chinaCalendar } from '../calendar/calendar.ts';
import type { CasesContext } from '../cases.ts';
import type { CasesTables } from '../database.gen.ts';
import type { Procedure } from '../definition/procedure.ts';
import type { Person } from '../machine/state.ts';
import { casesMigrations } from '../migrations.ts';
import { caseStore } from '../postgres/store.ts';
import type { CaseStore, Job } from '../store.ts';

/** Cases on a database of their own, a clock that is moved by hand, and the jobs that were begun. */
export type TestCases = AsyncDisposable & {
  readonly ctx: CasesContext;
  readonly clock: ReturnType<typeof manualClock>;
  readonly database: TestDatabase<CasesTables>;
  readonly jobs: Job[];
};

/**
 * Opens them; the clock stands at noon of Monday, 2026-03-02, in Shanghai. Jobs are noted down, too.
 */
export async function testCases(procedures: readonly Procedure[]): Promise<TestCases> {
  const database = await testDatabase<CasesTables>([casesMigrations]);
  const clock = manualClock(Date.UTC(2026, 2, 2, 4));
  const jobs: Job[] = [];
  const store = noting(caseStore(database.db), jobs);
  const newId = idSource(clock, systemRandom);
  return {
    ctx: { store, procedures, calendar: chinaCalendar, clock, random: systemRandom, newId: () => newId() },
    clock,
    database,
    jobs,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** A store that notes down the jobs of what it keeps. */
export function noting(store: CaseStore, jobs: Job[]): CaseStore {
  return {
    ...store,
    write: async (change) => {
      const kept = await store.write(change);
      if (kept) jobs.push(...change.jobs);
      return kept;
    },
  };
}

/** Somebody of a party with roles there. */
export function person(account: string, party: string, ...roles: readonly string[]): Person {
  return { account, party, roles };
}
