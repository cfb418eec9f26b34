import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionIn } from '@finharbor/access';
import { postInvitation, postInvitationRedemption, postSession, postSetup } from '@finharbor/access/contract';
import { typedClient } from '@finharbor/kernel/http';
import { freePort } from '@finharbor/kernel/testing';
import { startBuilt } from '../../tests/harness/built.ts';
import { residentPeakMb } from '../harness/processes.ts';

/** A hub of its own, in processes of its own, behind what it takes for a proxy: this machine. */
export type Hub = AsyncDisposable & {
  readonly url: string;
  /** Makes so many accounts, as its operator would, and gives their logins. */
  readonly accounts: (count: number, password: string) => Promise<readonly string[]>;
  /** The most memory the hub's process has held. */
  readonly peakRssMb: () => number;
};

const operator = { login: 'operator', password: 'this hub has a blue kettle' };

/** Brings up a hub whose data are in `home`, with settings of its configuration file. */
export async function startHub(home: string, settings: object): Promise<Hub> {
  const configFile = join(home, 'finharbor.json');
  const hub = {
    name: { en: 'Harbor', zh: '港' },
    host: '127.0.0.1',
    port: await freePort(),
    linkHost: '127.0.0.1',
    linkPort: 0,
    quorum: 1,
    trustedProxies: ['127.0.0.1'],
    ...settings,
  };
  writeFileSync(configFile, JSON.stringify({ home, hub }));
  const lines: string[] = [];
  const environment = {
    home: undefined,
    port: 0,
    databaseUrl: undefined,
    configFile,
    logLevel: 'warn',
  } as const;
  const harbor = await startBuilt(environment, (line) => void lines.push(line));
  return {
    url: harbor.url,
    accounts: (count, password) => makeAccounts(harbor.url, lines, { count, password }),
    peakRssMb: () => residentPeakMb(harbor.supervisor.pids().get('hub')!),
    [Symbol.asyncDispose]: () => harbor.stop('immediate'),
  };
}

async function makeAccounts(
  url: string,
  lines: readonly string[],
  { count, password }: { readonly count: number; readonly password: string },
): Promise<readonly string[]> {
  const code = /one-time code[^:]*: (\S+)/.exec(lines.join('\n'))?.[1];
  if (code === undefined) throw new Error('The hub has shown no one-time code.');
  const routes = { postSetup, postSession, postInvitation, postInvitationRedemption };
  const anybody = typedClient(routes, url);
  await anybody.postSetup({ body: { code, ...operator } });
  const { token } = sessionIn((await anybody.postSession({ body: operator })).body);
  const own = typedClient(routes, url, (target, init) =>
    fetch(target, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
  );
  const logins = Array.from({ length: count }, (_, at) => `person-${at + 1}`);
  for (const login of logins) {
    const invited = await own.postInvitation({ body: { login, name: `Viewer ${login}`, roles: ['bureau'] } });
    await anybody.postInvitationRedemption({ body: { code: invited.body.code, password } });
  }
  return logins;
}
