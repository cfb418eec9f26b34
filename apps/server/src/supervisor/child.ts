import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { codeOf, FinharborError } from '@finharbor/kernel';
import type { FromChild, FromSupervisor } from './messages.ts';

/** A service that is up: where, and how to end it. */
export type Service = { readonly url: string; stop(): Promise<void> };

const orphanGraceMs = 1_000;
const parentPollMs = 250;

/**
 * The main program of a supervised process: starts a service, says when it is ready, stops it when told to (message or SIGTERM;
 * the terminal's Ctrl-C is the supervisor's to answer), and ends within two seconds of the supervisor's death, however busy.
 * Without a supervisor, as when an operator runs one node, SIGINT, SIGTERM and SIGHUP stop it and lines go to stderr.
 */
export async function runAsChild(
  start: (progress: (line: string) => void) => Promise<Service>,
): Promise<void> {
  const supervised = process.connected === true;
  let service: Service | undefined;
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= end(service);
    return stopping;
  };
  listen(supervised, stop);
  try {
    service = await start((line) => void tell({ kind: 'progress', line }));
    await tell({ kind: 'ready', url: service.url });
  } catch (error) {
    await tell({ kind: 'failed', code: codeOf(error), message: messageOf(error) });
    if (!(error instanceof FinharborError)) throw error;
    process.exit(1);
  }
}

function listen(supervised: boolean, stop: () => Promise<void>): void {
  process.on('SIGTERM', stop);
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, supervised ? () => {} : stop);
  if (!supervised) return;
  process.on('message', (message: FromSupervisor) => void (message.kind === 'stop' && stop()));
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), orphanGraceMs).unref();
    void stop();
  });
  const watchdog = new Worker(new URL(`./watchdog${extname(import.meta.filename)}`, import.meta.url), {
    workerData: { parent: process.ppid, pollMs: parentPollMs, graceMs: orphanGraceMs },
  });
  watchdog.unref();
}

async function end(service: Service | undefined): Promise<void> {
  try {
    await service?.stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  }
}

function tell(message: FromChild): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (process.connected) process.send?.(message, () => resolve());
  else process.stderr.write(`${lineOf(message)}\n`, () => resolve());
  return promise;
}

function lineOf(message: FromChild): string {
  if (message.kind === 'ready') return `Ready on ${message.url}`;
  return message.kind === 'failed' ? message.message : message.line;
}

function messageOf(error: unknown): string {
  if (error instanceof FinharborError) return error.publicMessage;
  return error instanceof Error ? error.message : String(error);
}
