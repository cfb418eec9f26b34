import { fork } from 'node:child_process';
import { extname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FinharborError } from '@finharbor/kernel';
import { type LogFile, openLogFile } from './log-file.ts';
import type { FromChild, FromSupervisor } from './messages.ts';

/** A process to run: a TypeScript or JavaScript entry that calls `runAsChild`. */
export type ChildSpec = {
  /** For lines and the log file: `hub`, `bank`. */
  readonly name: string;
  readonly entry: string;
  readonly args: readonly string[];
  /** The child's whole environment. */
  readonly env: Readonly<Record<string, string>>;
};

/** One life of a child process. */
export type Run = {
  /** The address it announced; rejects when it ended before. */
  readonly ready: Promise<string>;
  /** How it ended, in words. */
  readonly ended: Promise<string>;
  readonly pid: number | undefined;
  stop(): Promise<void>;
  kill(): void;
};

const stopMs = 10_000;

/** Starts one life. The child's output is appended to `<logDirectory>/<name>.log`. */
export function runChild(spec: ChildSpec, logDirectory: string, log: (line: string) => void): Run {
  const logFile = openLogFile(join(logDirectory, `${spec.name}.log`));
  const ready = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<string>();
  // Whoever starts a child waits for it; a failure must not also count as one that nobody handled.
  ready.promise.catch(() => {});
  const child = fork(spec.entry, spec.args, {
    env: spec.env,
    execArgv: [...process.execArgv, ...readable(spec.entry)],
    stdio: ['ignore', logFile.descriptor, logFile.descriptor, 'ipc'],
  });
  child.on('message', (message: FromChild) => {
    if (message.kind === 'progress') log(`${spec.name}: ${message.line}`);
    else if (message.kind === 'ready') ready.resolve(message.url);
    else ready.reject(new FinharborError({ code: message.code, publicMessage: message.message }));
  });
  const finish = (how: string): void => {
    ready.reject(endedEarly(spec.name, how, logFile));
    ended.resolve(how);
    logFile.close();
  };
  child.once('exit', (code, signal) => finish(signal ? `signal ${signal}` : `exit code ${code}`));
  child.once('error', (error) => finish(error.message));
  const kill = (): void => void child.kill('SIGKILL');
  const stop = async (): Promise<void> => {
    const message: FromSupervisor = { kind: 'stop' };
    // A child that ends on its own meanwhile has closed the channel: then there is nobody left to tell.
    if (child.connected) child.send(message, () => {});
    if (await isLate(ended.promise)) {
      log(`${spec.name} did not stop within ${stopMs / 1000} s; killing it.`);
      kill();
    }
    await ended.promise;
  };
  return { ready: ready.promise, ended: ended.promise, pid: child.pid, stop, kill };
}

/** A built program's stack traces are read with its source map; sources name their own lines. */
function readable(entry: string): readonly string[] {
  return extname(entry) === '.js' ? ['--enable-source-maps'] : [];
}

async function isLate(ended: Promise<string>): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(stopMs, true, { signal: timer.signal }).catch(() => false);
  const outcome = await Promise.race([ended.then(() => false), late]);
  timer.abort();
  return outcome;
}

function endedEarly(name: string, how: string, logFile: LogFile): FinharborError {
  const lines = logFile.tail(30).split('\n');
  const tail = lines
    .filter((line) => !/^ +at |^$/.test(line))
    .slice(-8)
    .join('\n');
  return new FinharborError({
    code: 'supervisor.child_failed',
    publicMessage: `${name} ended before it was ready (${how}). ${tail === '' ? `Its log is ${logFile.path}.` : `The last lines of ${logFile.path}:\n${tail}`}`,
  });
}
