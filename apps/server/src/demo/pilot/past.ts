import { authorize } from '@finharbor/access';
import type { CaseEffect } from '@finharbor/cases/work';
import { caseworkRoutes } from '@finharbor/casework';
import { idSource, paperErrors, systemRandom } from '@finharbor/kernel';
import {
  commonErrors,
  errorTable,
  type FetchLike,
  type HttpContext,
  httpApp,
  type IncomingRequest,
  register,
  type TypedClient,
  typedClient,
} from '@finharbor/kernel/http';
import { sandboxRoutes } from '@finharbor/sandbox/contract';
import { type CaseSystem, type CasesParts, openHubCases } from '../../cases.ts';
import { hubPilot } from '../../pilot.ts';
import { demoPeople } from '../people.ts';

const routes: typeof caseworkRoutes & typeof sandboxRoutes = { ...caseworkRoutes, ...sandboxRoutes };

/** Cases and pilots, as one person is served them. */
export type PastClient = TypedClient<typeof routes>;

/** The hub's cases and pilots at days that are over. */
export type Past = {
  /** Somebody of the demonstration by login; nobody in particular where it is left out. */
  readonly as: (login?: string) => PastClient;
  readonly accountOf: (login: string) => Promise<string>;
  readonly partyOf: (login: string) => string;
  /** Goes to a day: so many before today. */
  readonly goTo: (daysAgo: number) => void;
  /** The day it is there, and one so many days earlier. */
  readonly day: (earlier?: number) => string;
  /** Has the register do what these cases want of it, as whoever works on cases would have. */
  readonly settle: (ids: readonly string[]) => Promise<void>;
};

/** What the past is made on: the hub's own parts, before anybody works on what follows from its cases. */
export type PastParts = Pick<
  CasesParts,
  'config' | 'db' | 'clock' | 'log' | 'note' | 'printer' | 'key' | 'credential'
> & { readonly idOf: (login: string) => Promise<string | undefined> };

const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * Serves the hub's cases and pilots once more, to this process alone, by a clock that is moved: weeks of reports and periods of comments
 * cannot be asked of one whose clock is today's. What is asked goes through the same routes, with the same checks, as people's. It is not in
 * the audit trail, which would run backwards, and nobody is told of what is long over.
 */
export async function openPast(parts: PastParts): Promise<Past> {
  const { config, db, idOf, note } = parts;
  const people = demoPeople(config);
  const todayMs = parts.clock.nowMs() - dayMs / 8;
  let nowMs = todayMs;
  const clock = { nowMs: () => nowMs };
  // Nobody but the demonstration writes here, and all of it from this machine.
  const unlimited = { write: () => {}, follow: () => {} };
  const silent = { notify: async () => 'told' as const, settle: async () => {} };
  let pilot: CaseSystem | undefined;
  const { served } = await openHubCases({
    ...{ ...parts, clock, notices: silent },
    systems: (engine) => {
      // Contracts of the harbor are of today: those of then are names.
      const past = { db, clock, notices: silent, note, contractOnFile: async () => undefined };
      pilot = hubPilot(past)(engine, unlimited);
      return [pilot];
    },
  });
  const context: HttpContext = {
    ...{ clock, authorize, audit: async () => {} },
    errors: errorTable(commonErrors, paperErrors, ...served.flatMap(({ errors }) => errors)),
    authenticate: async ({ headers }: IncomingRequest) => {
      const somebody = people.find(({ login }) => login === headers['x-login']);
      if (!somebody) return { kind: 'public' };
      const { login, party, roles } = somebody;
      const account = await accountOf(login);
      return { kind: 'account', account, login, session: 'demo', party, roles, provenAtMs: nowMs };
    },
  };
  const accountOf = async (login: string): Promise<string> =>
    (await idOf(login)) ?? Promise.reject(new Error(`The demonstration has no ${login}.`));
  const app = httpApp({ context, ids: idSource(clock, systemRandom), log: { level: 'silent' } });
  register(
    app,
    served.flatMap(({ endpoints }) => endpoints),
    context,
  );
  const asking =
    (login: string | undefined): FetchLike =>
    async (url, { method, headers, body }) => {
      // Nobody does two things in one moment.
      nowMs += minuteMs;
      const reply = await app.inject({
        ...{ method: method as 'GET', url: new URL(url).pathname + new URL(url).search },
        headers: { ...headers, ...(login === undefined ? {} : { 'x-login': login }) },
        ...(body ? { payload: Buffer.from(await new Blob([body]).arrayBuffer()) } : {}),
      });
      return new Response(reply.statusCode === 204 ? null : new Uint8Array(reply.rawPayload), {
        ...{ status: reply.statusCode, headers: { 'content-type': String(reply.headers['content-type']) } },
      });
    };
  return {
    as: (login) => typedClient(routes, 'http://past.invalid', asking(login)),
    accountOf,
    partyOf: (login) => people.find((one) => one.login === login)!.party,
    goTo: (daysAgo) => {
      nowMs = todayMs - daysAgo * dayMs;
    },
    day: (earlier = 0) =>
      Temporal.Instant.fromEpochMilliseconds(nowMs - earlier * dayMs)
        .toZonedDateTimeISO('Asia/Shanghai')
        .toPlainDate()
        .toString(),
    settle: (ids) => settled(parts, pilot!, ids),
  };
}

type Waiting = { readonly task: string; readonly key: string; readonly payload: Omit<CaseEffect, 'key'> };

/** Certificates are left to whoever issues them: they are of today. Nobody is told of what is over. */
async function settled({ db }: PastParts, { ports }: CaseSystem, ids: readonly string[]): Promise<void> {
  const port = ports.pilot;
  if (port?.kind !== 'outside')
    throw new Error('The register is asked outside of the database’s transaction.');
  const signal = new AbortController().signal;
  for (let isOver = false; !isOver; ) {
    isOver = true;
    const rows = await db.selectFrom('case_outbox').selectAll().orderBy('no').execute();
    for (const { no, jobs } of rows) {
      const all = jobs as unknown as readonly Waiting[];
      const left = all.filter(({ task, payload }) => task === 'case-effect' && payload.port !== 'pilot');
      if (left.length === all.length || !all.every(({ payload }) => ids.includes(payload.case))) continue;
      isOver = false;
      // Done before it is taken away: killed in between, it is done again, which changes nothing.
      for (const { key, payload } of all)
        if (payload.port === 'pilot') await port.run({ ...payload, key }, signal);
      if (left.length === 0) await db.deleteFrom('case_outbox').where('no', '=', no).execute();
      else
        await db
          .updateTable('case_outbox')
          .set({ jobs: JSON.stringify(left) })
          .where('no', '=', no)
          .execute();
    }
  }
}
