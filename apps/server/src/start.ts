import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemRandom } from '@finharbor/kernel';
import { type Cluster, openCluster } from './cluster.ts';
import {
  childEnvironment,
  type Environment,
  type Installation,
  type ProcessConfig,
  parseInstallation,
} from './config.ts';
import { demoInstallation } from './demo/installation.ts';
import { privateFolder, writeSecret } from './files.ts';
import { refusePlainText } from './plain-text.ts';
import { ensureDatabase } from './postgres/ensure-database.ts';
import { secretFile } from './postgres/secret.ts';
import { program } from './program.ts';
import { requirePort } from './supervisor/listen-fault.ts';
import { createSupervisor, type Supervisor } from './supervisor/supervise.ts';

/** A process to run and where its configuration goes. */
export type PlannedProcess = ProcessConfig extends infer C
  ? C extends ProcessConfig
    ? Omit<C, 'databaseUrl'>
    : never
  : never;

/** A harbor that is up. */
export type Harbor = {
  readonly url: string;
  readonly home: string;
  readonly demo: boolean;
  readonly urls: ReadonlyMap<string, string>;
  readonly supervisor: Supervisor;
  /** Stops all in order; `immediate` leaves recovery of the database to the next start. */
  readonly stop: (mode?: 'fast' | 'immediate') => Promise<void>;
  readonly kill: () => void;
};

/** Where an installation keeps its files when nothing else is said. */
export const defaultHome: string = '.finharbor';
const defaultFile = 'finharbor.json';

/** Brings up the database and every process of this installation; the demonstration where there is no configuration file. */
export async function startHarbor(
  env: Environment,
  log: (line: string) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<Harbor> {
  const installation = readInstallation(env);
  const home = resolve(installation?.home ?? env.home ?? defaultHome);
  const plan = installation ? planOf(installation, env) : await demoInstallation(home, env);
  for (const { host, port } of plan)
    await requirePort({
      host,
      port,
      instead: installation ? 'another port in finharbor.json' : 'PORT=8090 npm start',
    });
  const databaseUrl = installation?.databaseUrl ?? env.databaseUrl;
  refusePlainText({ databaseUrl }, { insecure: installation?.insecure });
  const cluster = await openCluster({ home, databaseUrl, log, signal });
  const entry = env.program ?? program;
  const supervisor = createSupervisor({ log, logDirectory: join(home, 'logs') });
  const stop = async (mode?: 'fast' | 'immediate'): Promise<void> => {
    await supervisor.stop();
    await cluster.stop(mode);
  };
  try {
    const urls = new Map<string, string>();
    signal.addEventListener('abort', () => void stop());
    for (const wave of [
      plan.filter(({ role }) => role === 'hub'),
      plan.filter(({ role }) => role === 'node'),
    ]) {
      const started = await Promise.all(
        wave.map(async (config) => {
          log(`Starting ${config.party} …`);
          return [config.party, await launch({ supervisor, cluster, entry }, config)] as const;
        }),
      );
      for (const [party, url] of started) urls.set(party, url);
    }
    const url = urls.get('hub') ?? [...urls.values()][0]!;
    const kill = (): void => {
      supervisor.kill();
      void cluster.stop('immediate');
    };
    return { url, home, demo: installation === undefined, urls, supervisor, stop, kill };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Launcher = { readonly supervisor: Supervisor; readonly cluster: Cluster; readonly entry: string };

/** Gives the process its own database and role, and starts it on a configuration only its owner can read. */
async function launch({ supervisor, cluster, entry }: Launcher, config: PlannedProcess): Promise<string> {
  privateFolder(config.directory);
  const password = secretFile(join(config.directory, 'database.password'), systemRandom);
  const role = `finharbor_${config.party.replaceAll('-', '_')}`;
  await ensureDatabase(cluster.adminUrl, { database: role, role, password });
  const url = new URL(cluster.adminUrl);
  url.pathname = `/${role}`;
  url.username = role;
  url.password = password;
  const path = join(config.directory, 'process.json');
  writeSecret(path, JSON.stringify({ ...config, databaseUrl: url.href }, null, 2));
  const started = await supervisor.start({
    name: config.party,
    entry,
    args: [path],
    env: childEnvironment(),
  });
  return started.url;
}

/** The installation's file, where there is one; then this is no demonstration. */
export function installationFile(env: Environment): string | undefined {
  const path = resolve(env.configFile ?? defaultFile);
  return env.configFile === undefined && !existsSync(path) ? undefined : path;
}

function readInstallation(env: Environment): Installation | undefined {
  const path = installationFile(env);
  if (path === undefined) return undefined;
  return parseInstallation(JSON.parse(readFileSync(path, 'utf8')));
}

function planOf(installation: Installation, env: Environment): readonly PlannedProcess[] {
  const home = resolve(installation.home);
  const { sealing, insecure } = installation;
  const shared = { demo: false, logLevel: installation.logLevel ?? env.logLevel, sealing, insecure };
  const { hub, node } = installation;
  return [
    ...(hub ? [{ role: 'hub' as const, party: 'hub', ...hub, ...shared, directory: join(home, 'hub') }] : []),
    ...(node ? [{ role: 'node' as const, ...node, ...shared, directory: join(home, node.party) }] : []),
  ];
}
