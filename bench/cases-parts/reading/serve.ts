import { authorize } from '@finharbor/access';
import { type CasesTables, caseFiles, caseStore, chinaCalendar, type Procedure } from '@finharbor/cases';
import { type CaseworkContext, caseworkEndpoints, caseworkErrors } from '@finharbor/casework';
import { generateSigningKey, idSource, paperErrors, systemClock, systemRandom } from '@finharbor/kernel';
import {
  type Caller,
  commonErrors,
  errorTable,
  type HttpContext,
  httpApp,
  register,
} from '@finharbor/kernel/http';
import { openPress } from '@finharbor/paper';
import { type Kysely, sql } from 'kysely';
import type { Who } from './asks.ts';
import { expertAccount, partyOf, staffAccount } from './fill.ts';

/** A process that serves cases; `ask` is a request as it comes in, and resolves with its answer whole. */
export type Served = AsyncDisposable & { readonly ask: (who: Who, path: string) => Promise<void> };

const people: Readonly<
  Record<Who, { readonly account: string; readonly party: string; readonly roles: readonly string[] }>
> = {
  officer: { account: staffAccount(0), party: 'hub', roles: ['bureau', 'operator', 'clerk', 'chief'] },
  firm: { account: `owner-of-${partyOf(0)}`, party: partyOf(0), roles: ['owner'] },
  expert: { account: expertAccount(0), party: 'lab', roles: ['expert'] },
};
const watched = 200;

/** Serves these cases to three people, who say who they are: signing in is measured elsewhere. */
export async function serve(db: Kysely<CasesTables>, procedures: readonly Procedure[]): Promise<Served> {
  await sql`insert into case_watch (account, case_id) select ${people.officer.account}, id from case_file
    tablesample bernoulli (1) repeatable (1) where excluded = '{}' limit ${watched} on conflict do nothing`.execute(
    db,
  );
  const newId = idSource(systemClock, systemRandom);
  const press = openPress();
  const ctx: CaseworkContext = {
    cases: {
      ...{ store: caseStore(db), procedures, calendar: chinaCalendar },
      ...{ clock: systemClock, random: systemRandom, newId: () => newId() },
    },
    db: db as unknown as CaseworkContext['db'],
    personOf: async () => undefined,
    accountOf: async () => undefined,
    files: caseFiles(db, { clock: systemClock, newId: () => newId() }),
    printer: { issuer: { en: 'Bench', zh: '测试' }, clock: systemClock, press },
    signer: { party: 'hub', key: generateSigningKey() },
  };
  const context: HttpContext = {
    clock: systemClock,
    errors: errorTable(commonErrors, caseworkErrors, paperErrors),
    authorize,
    audit: async () => {},
    authenticate: async ({ headers }) => callerOf(String(headers['x-who']) as Who),
  };
  const app = httpApp({ context, ids: newId, log: { level: 'silent' } });
  register(app, caseworkEndpoints(ctx), context);
  await app.ready();
  return {
    async ask(who, url) {
      const { statusCode, payload } = await app.inject({ method: 'GET', url, headers: { 'x-who': who } });
      if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${payload}`);
    },
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await press.close();
    },
  };
}

function callerOf(who: Who): Caller {
  return { kind: 'account', ...people[who], login: who, session: who, provenAtMs: systemClock.nowMs() };
}
