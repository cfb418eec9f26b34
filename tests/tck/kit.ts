import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createWriteStream,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** The kit's program and libraries, ready to run; or why this machine cannot run it. */
export type Kit =
  | { readonly kind: 'ready'; readonly jars: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** One run of the kit. */
export type KitRun = {
  /** The folder of jars. */
  readonly jars: string;
  /** Its settings, the text of a Java properties file. */
  readonly properties: string;
  /** Where settings and log are kept. */
  readonly folder: string;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
};

const leastJava = 17;
const pom = join(import.meta.dirname, 'pom.xml');
const suite = 'org.eclipse.dataspacetck.dsp.suite.DspTckSuite';
const run = promisify(execFile);

/** Looks for Java and for the kit in `cache`, and has Maven bring the kit where it is not there yet. */
export async function findKit(cache: string, signal: AbortSignal): Promise<Kit> {
  const fault = await javaFault(signal);
  if (fault !== undefined) return unavailable(fault);
  // Another version of the kit is other jars.
  const jars = join(cache, createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12));
  if (existsSync(jars)) return { kind: 'ready', jars };
  try {
    await bringJars(jars, signal);
    return { kind: 'ready', jars };
  } catch (error) {
    signal.throwIfAborted();
    const { code, stdout = '' } = error as NodeJS.ErrnoException & { readonly stdout?: string };
    if (code === 'ENOENT') return unavailable('there is no mvn in the path to bring the kit with');
    const [, said = 'it said nothing'] = /\[ERROR\] (\S.*)/.exec(stdout) ?? [];
    return unavailable(`Maven could not bring the kit, it says: ${said}`);
  }
}

/** A folder of jars that somebody has brought along. */
export async function givenKit(jars: string, signal: AbortSignal): Promise<Kit> {
  const holdsJars = existsSync(jars) && readdirSync(jars).some((name) => name.endsWith('.jar'));
  if (!holdsJars) return unavailable(`there is no jar in ${jars}`);
  const fault = await javaFault(signal);
  return fault === undefined ? { kind: 'ready', jars } : unavailable(fault);
}

/** Runs the kit to its end; its log is everything that it printed. It says nothing by its exit code: what it printed counts. */
export async function runKit({ jars, properties, folder, onLine, signal }: KitRun): Promise<{ log: string }> {
  const settings = join(folder, 'tck.properties');
  const log = join(folder, 'kit.log');
  writeFileSync(settings, properties);
  const kept = createWriteStream(log);
  const kit = spawn('java', ['-cp', join(jars, '*'), suite, '-config', settings], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  // Of a kit that is killed with the signal; the caller asks that itself.
  kit.on('error', () => {});
  kit.stderr.pipe(kept, { end: false });
  for await (const line of createInterface(kit.stdout)) {
    kept.write(`${line}\n`);
    onLine(line);
  }
  if (kit.exitCode === null && kit.signalCode === null) await once(kit, 'exit');
  kept.end();
  await once(kept, 'close');
  return { log };
}

function unavailable(reason: string): Kit {
  return { kind: 'unavailable', reason };
}

/** Why the kit cannot run on the Java in the path. `java -version` says `openjdk version "17.0.15"`; before 9 it was `1.8`. */
async function javaFault(signal: AbortSignal): Promise<string | undefined> {
  try {
    const { stderr } = await run('java', ['-version'], { signal });
    const version = Number(/version "(?:1\.)?(\d+)/.exec(stderr)?.[1]);
    return version >= leastJava
      ? undefined
      : `the kit wants Java ${leastJava}, java in the path is ${version}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'there is no java in the path';
    throw error;
  }
}

/** All at once under its name, so that a run that was broken off leaves nothing that looks whole. */
async function bringJars(jars: string, signal: AbortSignal): Promise<void> {
  const partial = `${jars}.${process.pid}`;
  const settings = ['-DincludeScope=runtime', `-DoutputDirectory=${partial}`];
  try {
    await run('mvn', ['-B', '-q', '-U', '-f', pom, 'dependency:copy-dependencies', ...settings], { signal });
    renameSync(partial, jars);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
