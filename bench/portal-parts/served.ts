import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of its own with the public site. */
export type ServedPortal = AsyncDisposable & {
  readonly url: string;
  /** The most memory it has had, in MB, and how much of a processor's time so far. */
  readonly used: () => Promise<{ readonly peakMb: number; readonly cpuMs: number }>;
};

/** What a process serves: cases, or the projects of the innovation pilot. */
export type Site = 'cases' | 'pilots';

/** Starts it on a database that has the tables. */
export async function servePublic(
  { databaseUrl, site }: { readonly databaseUrl: string; readonly site: Site },
  signal: AbortSignal,
): Promise<ServedPortal> {
  const child = fork(join(import.meta.dirname, 'server.ts'), [], {
    ...{ execArgv: process.execArgv, signal, killSignal: 'SIGKILL' },
  });
  child.once('error', () => {});
  child.send({ databaseUrl, site });
  const { url } = await told<{ readonly url: string }>(child);
  return {
    url,
    async used() {
      child.send({});
      return await told<{ readonly peakMb: number; readonly cpuMs: number }>(child);
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function told<T>(child: ChildProcess): Promise<T> {
  const early = new AbortController();
  const ended = once(child, 'exit', { signal: early.signal }).then(([code]) => {
    throw new Error(`The server ended with ${code}.`);
  });
  ended.catch(() => {});
  try {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [T];
    return message;
  } finally {
    early.abort();
  }
}
