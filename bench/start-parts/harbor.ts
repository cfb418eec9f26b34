import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { killAll, processTree } from '../harness/processes.ts';

/** The program `npm start` runs, under measurement. */
export type Harbor = AsyncDisposable & {
  readonly process: ChildProcess;
  /** When it was started, on `performance.now()`. */
  readonly startedMs: number;
  /** Its address, from the line that says it is all up. */
  readonly url: Promise<string>;
  /** Resolves when `path` answers 200; rejects when the program ends before. */
  answers(path: string): Promise<void>;
  /** Ctrl-C once it is all up, and waits for the end. */
  stop(): Promise<void>;
};

/** The program's entry, as in package.json's `start`. */
export const startEntry = 'tools/finharbor.ts';

const pollMs = 10;

/** Starts a harbor whose data are in `home`; the port must be free. Disposing of it kills whatever of it still runs. */
export function startHarbor(root: string, home: string, port: number): Harbor {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [join(root, 'tools', 'bootstrap.mjs'), startEntry, 'start'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, FINHARBOR_HOME: home, PORT: `${port}` },
  });
  const exited = once(child, 'exit');
  const url = Promise.withResolvers<string>();
  url.promise.catch(() => {});
  const said: string[] = [];
  const endedEarly = (): Error =>
    new Error(`The harbor ended before it was up. It said last:\n${said.slice(-8).join('\n')}`);
  createInterface({ input: child.stdout! }).on('line', (line) => {
    said.push(line);
    const found = new RegExp(`http://127\\.0\\.0\\.1:${port}`).exec(line);
    if (found) url.resolve(found[0]);
  });
  void exited.then(() => url.reject(endedEarly()));
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    process: child,
    startedMs,
    url: url.promise,
    async answers(path): Promise<void> {
      while (!(await isOk(`http://127.0.0.1:${port}${path}`))) {
        if (!running()) throw endedEarly();
        await delay(pollMs);
      }
    },
    async stop(): Promise<void> {
      await url.promise;
      child.kill('SIGINT');
      await exited;
    },
    async [Symbol.asyncDispose](): Promise<void> {
      if (!running()) return;
      killAll(processTree(child.pid!));
      await exited;
    },
  };
}

/** Every process of a harbor: bootstrap, supervisor, hub, nodes, PostgreSQL. */
export function allOf(harbor: Harbor): readonly number[] {
  return processTree(harbor.process.pid!);
}

/** The one process that supervises: the bootstrap's child. */
export function supervisorOf(harbor: Harbor): number {
  const supervisor = allOf(harbor)[1];
  if (supervisor === undefined) throw new Error('The harbor has no supervisor process.');
  return supervisor;
}

async function isOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
