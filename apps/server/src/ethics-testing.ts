import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type Account, accessMigrations, sessionIn } from '@finharbor/access';
import { casesMigrations } from '@finharbor/cases';
import { caseworkMigrations, caseworkRoutes } from '@finharbor/casework';
import { deskMigrations } from '@finharbor/desk';
import { ethicsMigrations, ethicsRoutes } from '@finharbor/ethics';
import { harborMigrations } from '@finharbor/harbor';
import { generateSigningKey, manualClock, type SigningKey } from '@finharbor/kernel';
import { type Database, kernelMigrations } from '@finharbor/kernel/database';
import { type TypedClient, typedClient } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import { openHubCases } from './cases.ts';
import { type CredentialsParts, openHubCredentials } from './credentials.ts';
import type { ServerTables } from './database.ts';
import { hubKinds } from './desk/kinds.ts';
import { openDesk } from './desk/open-desk.ts';
import { hubEthics } from './ethics.ts';
import { openPrinter } from './printer.ts';
import { type TestSite, testSite } from './testing-site.ts';
import { startWeb } from './web.ts';

const routes: typeof caseworkRoutes & typeof ethicsRoutes = { ...caseworkRoutes, ...ethicsRoutes };

/** Somebody who is signed in. */
export type Someone = { readonly account: Account; readonly client: TypedClient<typeof routes> };

/** A hub with cases and the ethics committee alone. */
export type TestEthics = {
  readonly url: string;
  readonly clock: ReturnType<typeof manualClock>;
  readonly someone: (login: string, party: string, ...roles: readonly string[]) => Promise<Someone>;
  /** Without signing in. */
  readonly anybody: TypedClient<typeof routes>;
  /** Keys that parties sign with. */
  readonly keys: Map<string, SigningKey>;
  /** The public site. */
  readonly page: TestSite;
  readonly db: Database<ServerTables>;
  /** Actions that the audit trail has written. */
  readonly audited: () => Promise<readonly string[]>;
  /** What the evidence log was given. */
  readonly logged: string[];
};

const password = 'correct horse battery';

/** Starts it for the test file that asks; the clock stands at noon of Monday, 2026-03-02, in Shanghai. */
export async function testEthics(): Promise<TestEthics> {
  const directory = mkdtempSync(join(tmpdir(), 'finharbor-ethics-'));
  const database = await testDatabase<ServerTables>([
    ...[kernelMigrations, accessMigrations, harborMigrations, deskMigrations, casesMigrations],
    ...[caseworkMigrations, ethicsMigrations],
  ]);
  const { db, url: databaseUrl } = database;
  const clock = manualClock(Date.UTC(2026, 2, 2, 4));
  const name = { en: 'Harbor', zh: '金科港' };
  const config = {
    ...({ role: 'hub', party: 'hub', name, demo: false, host: '127.0.0.1', port: 0 } as const),
    ...({
      linkHost: '127.0.0.1',
      linkPort: 0,
      directory,
      databaseUrl,
      logLevel: 'fatal',
      quorum: 1,
    } as const),
  };
  const printer = openPrinter({ name }, clock);
  const keys = new Map<string, SigningKey>();
  const logged: string[] = [];
  const desk = openDesk({ config, db, clock, kinds: hubKinds });
  const keyOf = async (party: string) => keys.get(party)?.publicKey;
  const log: CredentialsParts['log'] = {
    appendOnce: async (key) => {
      logged.push(key);
      return { index: logged.length, proof: '' };
    },
    proof: async () => undefined,
  };
  const common = { config, db, clock, printer, log, note: () => {} };
  const cases = await openHubCases({
    ...{ ...common, notices: desk.notices, key: generateSigningKey() },
    credential: openHubCredentials(common).port,
    systems: (engine, rates) => [hubEthics({ config, db, clock, printer, keyOf })(engine, rates)],
  });
  const web = await startWeb({
    ...{ config, db, clock, printer, keyOf, logger: { write: () => {} } },
    systems: cases.served,
    vouchedFor: async () => ({ how: 'registrar', by: 'tax', atMs: 0 }),
    follow: (governance) => governance,
    title: name,
    serve: () => {},
    checks: {},
  });
  const stopping = new AbortController();
  const working = cases.work(stopping.signal);
  after(async () => {
    stopping.abort();
    await Promise.all([working, web.stop(), printer.close()]);
    await database[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true });
  });
  return {
    ...{ url: web.url, db, clock, keys, logged, anybody: typedClient(routes, web.url) },
    page: testSite(cases.pages),
    audited: async () =>
      (await db.selectFrom('audit_event').select('action').distinct().execute()).map(({ action }) => action),
    async someone(login, party, ...roles) {
      const account = await web.accounts.create({ login, password, name: login, party, roles });
      return { account, client: await signedIn(web.url, login) };
    },
  };
}

async function signedIn(url: string, login: string): Promise<Someone['client']> {
  const opened = await fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const { token } = sessionIn((await opened.json()) as Parameters<typeof sessionIn>[0]);
  return typedClient(routes, url, (to, init) =>
    fetch(to, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
  );
}

/** Waits until something is so that follows from a step. */
export async function until<T>(what: string, find: () => Promise<T | undefined>): Promise<T> {
  for (const endMs = performance.now() + 20_000; performance.now() < endMs; await delay(50)) {
    const found = await find();
    if (found !== undefined) return found;
  }
  throw new Error(`It never came: ${what}.`);
}
