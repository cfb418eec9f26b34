import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { type Log, openLog, publish } from '@finharbor/evidence';
import {
  generateSigningKey,
  idSource,
  manualClock,
  type Press,
  paperErrors,
  systemRandom,
} from '@finharbor/kernel';
import type { Database } from '@finharbor/kernel/database';
import { commonErrors, errorTable, type HttpContext, httpApp, register } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import type { CredentialsTables } from '../database.gen.ts';
import { credentialErrors } from '../errors.ts';
import { type CredentialsHttp, credentialEndpoints } from '../http.ts';
import type { KeyFiles } from '../keys/keyring.ts';
import { credentialsMigrations } from '../migrations.ts';
import { startMs, testIds, testKeyring } from './issuer.ts';
import { exitType, skillType } from './types.ts';

/** A process that serves credentials, on a database and an evidence log of its own. */
export type TestCredentials = {
  readonly ctx: CredentialsHttp & { readonly db: Database<CredentialsTables> };
  readonly clock: ReturnType<typeof manualClock>;
  readonly files: KeyFiles;
  readonly log: Log;
  /** Where it listens: also what it says of itself. */
  readonly url: string;
};

/** Starts one for the test file that asks. Every caller is somebody of the bureau. */
export async function testCredentials(): Promise<TestCredentials> {
  const database = await testDatabase<CredentialsTables>([credentialsMigrations]);
  const clock = manualClock(startMs);
  const { keyring, files } = testKeyring(clock);
  const directory = mkdtempSync(join(tmpdir(), 'credentials-'));
  const log = await openLog({ directory, origin: 'test.example/log', key: generateSigningKey() });
  // An engine has no press of its own: what it hands to one is read as text; the hub's test prints it.
  const press: Press = { print: async (paper) => new TextEncoder().encode(JSON.stringify(paper)) };
  let url = '';
  const ctx = {
    ...{ db: database.db, keyring, clock, random: systemRandom, newId: testIds(clock), url: () => url },
    pageOf: (number: string) => `${url}/page?number=${number}`,
    ...{ types: [exitType, skillType], printer: { issuer: { en: 'Hub', zh: '枢纽' }, clock, press } },
    log: {
      append: async (key: string, data: Uint8Array) => {
        const [done] = await log.append([{ key, data }]);
        if (done!.kind === 'key_conflict') throw new Error('Another entry stands there.');
        await publish(log, { witnessKeys: [], quorum: 0, ask: async () => ({ status: 500, body: '' }) });
        return { index: done!.index };
      },
      proof: async (index: number) => {
        const receipt = await log.receipt(index);
        return receipt.kind === 'receipt' ? receipt.proof : undefined;
      },
    },
  };
  const who = {
    account: 'wu',
    login: 'wu',
    session: 's',
    party: 'hub',
    roles: ['bureau'],
    provenAtMs: startMs,
  };
  const http: HttpContext = {
    clock,
    errors: errorTable(commonErrors, paperErrors, credentialErrors),
    authenticate: async () => ({ kind: 'account', ...who }),
    authorize: () => ({ kind: 'allowed', scope: { kind: 'all' } }),
    audit: async () => {},
    strict: true,
  };
  const app = httpApp({ context: http, log: { level: 'silent' }, ids: idSource(clock, systemRandom) });
  register(app, credentialEndpoints(ctx), http);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  after(async () => {
    await app.close();
    await log.close();
    await database[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true });
  });
  return { ctx, clock, files, log, url };
}
