import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@finharbor/kernel/testing';
import type { Harbor } from '@finharbor/server';
import pg from 'pg';
import { startBuilt } from './built.ts';

/** A hub whose people sign in at a provider of OpenID, each in processes of their own. */
export type OutsideStage = AsyncDisposable & {
  readonly harbor: Harbor;
  /** Takes the provider away, or lets it come back under its old address. */
  readonly stopProvider: () => Promise<void>;
  readonly startProvider: () => Promise<void>;
  /** Makes every session's proof an hour old. */
  readonly ageProofs: () => Promise<void>;
};

const script = fileURLToPath(
  new URL('../../engines/access/src/outside/testing/provider-process.ts', import.meta.url),
);
/** What somebody is called who would like to be more than a text. */
export const markup = '<img src=x onerror="document.title=1"><b>Mark</b> &amp; {{name}}';
const people = {
  lin: { preferred_username: 'lin', name: '林伟', groups: ['operators'] },
  mark: { preferred_username: 'mark', name: markup, groups: ['operators'] },
  passer: { preferred_username: 'passer', name: 'Passer-by', groups: [] },
};

/** Starts both: by a file, as an operator would set them up. */
export async function outsideStage(): Promise<OutsideStage> {
  const home = mkdtempSync(join(tmpdir(), 'finharbor-outside-'));
  const [hubPort, providerPort] = await Promise.all([freePort(), freePort()]);
  const url = `http://127.0.0.1:${hubPort}`;
  let provider: ChildProcess | undefined;
  const startProvider = async (): Promise<void> => {
    provider = fork(script, [String(providerPort)], { execArgv: [], silent: true });
    await once(provider, 'message');
    provider.send({
      do: 'serve',
      people,
      returnTo: [`${url}/sign-in/outside/city/return`],
      signOutTo: `${url}/app/sign-in`,
      logoutTo: `${url}/sign-in/outside/city/logout`,
    });
    await once(provider, 'message');
  };
  const stopProvider = async (): Promise<void> => {
    const gone = once(provider!, 'exit');
    provider!.kill('SIGKILL');
    await gone;
  };
  await startProvider();
  const harbor = await startBuilt(environment(home, hubPort, providerPort), () => {});
  return {
    harbor,
    startProvider,
    stopProvider,
    ageProofs: () => ageProofs(home),
    async [Symbol.asyncDispose]() {
      await harbor.stop('immediate');
      await stopProvider();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function ageProofs(home: string): Promise<void> {
  const { databaseUrl } = JSON.parse(readFileSync(join(home, 'hub', 'process.json'), 'utf8')) as {
    databaseUrl: string;
  };
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("update access_session set proven_at = proven_at - interval '1 hour'");
  } finally {
    await client.end();
  }
}

function environment(home: string, port: number, providerPort: number) {
  mkdirSync(join(home, 'hub'), { mode: 0o711 });
  writeFileSync(join(home, 'hub', 'city.secret'), 'only for this test', { mode: 0o600 });
  const city = {
    id: 'city',
    kind: 'oidc',
    title: { en: 'City Identity', zh: '城市统一身份认证' },
    issuer: `http://127.0.0.1:${providerPort}`,
    clientId: 'finharbor',
    clientSecretFile: 'city.secret',
    scopes: ['openid', 'profile'],
    whoMayEnter: 'mapped',
    map: { login: 'preferred_username', name: 'name' },
    roles: { claim: 'groups', values: { operators: ['operator'] } },
  };
  const hub = {
    name: { en: 'Harbor', zh: '港' },
    host: '127.0.0.1',
    port,
    linkHost: '127.0.0.1',
    linkPort: 0,
    quorum: 1,
    signIn: { outside: [city] },
  };
  const configFile = join(home, 'finharbor.json');
  writeFileSync(configFile, JSON.stringify({ home, hub }));
  return { home: undefined, port: 0, databaseUrl: undefined, configFile, logLevel: 'info' } as const;
}
