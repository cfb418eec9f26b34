import {
  act,
  type CasesTables,
  type Command,
  caseStore,
  casesMigrations,
  catchUp,
  chinaCalendar,
  openCase,
  type Person,
} from '@finharbor/cases';
import { grant } from '@finharbor/cases/testing';
import { handOver, migrateQueue } from '@finharbor/cases/work';
import { idSource, repeat, systemClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';

const firm: Person = { account: 'ma', party: 'firm:1', roles: ['owner'] };
const clerk: Person = { account: 'li', party: 'hub', roles: ['clerk'] };
const plan = { sha256: 'aa'.repeat(32), name: 'plan.pdf', type: 'application/pdf', bytes: 10 };
const turns: readonly { readonly by: Person; readonly command: Command }[] = [
  { by: clerk, command: { type: 'step', step: 'ask', reason: 'The plan has no figures.' } },
  { by: firm, command: { type: 'step', step: 'answer' } },
];

/** Steps a second of so many callers, each with a case of its own; every step leaves the jobs of its notices, which are handed over to the queue meanwhile, and what lists know is brought up to date. */
export async function transitions({
  callers,
  seconds,
}: {
  readonly callers: number;
  readonly seconds: number;
}): Promise<number> {
  await using database = await testDatabase<CasesTables>([casesMigrations]);
  await migrateQueue(database.url);
  const newId = idSource(systemClock, systemRandom);
  const ctx = {
    ...{ store: caseStore(database.db), procedures: [grant], calendar: chinaCalendar },
    ...{ clock: systemClock, random: systemRandom, newId: () => newId() },
  };
  const done = async (id: string, by: Person, command: Command): Promise<void> => {
    const result = await act(ctx, { id, by, command });
    if (result.kind === 'refused') throw new Error(result.code);
  };
  const begun = async (): Promise<string> => {
    const opened = await openCase(ctx, 'grant', firm);
    if (opened.kind === 'refused') throw new Error(opened.code);
    const { id } = opened.case;
    await done(id, firm, { type: 'attach', document: 'plan', file: plan });
    await done(id, firm, { type: 'step', step: 'file', form: { name: '海港', yuan: 900, kind: 'new' } });
    return id;
  };
  const ids = await Promise.all(Array.from({ length: callers }, begun));
  const before = performance.now();
  let count = 0;
  const caller = async (id: string): Promise<void> => {
    for (let turn = 0; performance.now() < before + 1_000 * seconds; turn++) {
      const { by, command } = turns[turn % turns.length]!;
      await done(id, by, command);
      count += 1;
    }
  };
  const over = new AbortController();
  const always = { everyMs: 100, signal: over.signal, onFault: (error: unknown) => over.abort(error) };
  // As `runCases` does.
  const following = Promise.all([
    repeat(() => handOver(database.db), always),
    repeat(() => catchUp(database.db), always),
  ]);
  await Promise.all(ids.map(caller));
  const perSecond = count / ((performance.now() - before) / 1_000);
  over.abort();
  await following;
  return perSecond;
}
