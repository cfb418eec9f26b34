import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSigningKey, signingKeyToPem } from '@finharbor/kernel';
import type { Introduction, Order, Report } from './party.ts';

/** What both parties of one run reported, and their largest resident memory so far. */
export type Pair = {
  readonly reports: readonly [receiver: Report, sender: Report];
  readonly peakMb: readonly [number, number];
};

/** Two parties, each in a process of its own, with a link between them on loopback. */
export type Parties = AsyncDisposable & { run(order: Omit<Order, 'session'>): Promise<Pair> };

/** Starts both; `library` is the folder with the peer to compare with. */
export async function startParties(signal: AbortSignal, library?: string): Promise<Parties> {
  const names = ['receiver', 'sender'] as const;
  const keys = names.map(() => generateSigningKey());
  const children = names.map(() =>
    fork(join(import.meta.dirname, 'party.ts'), { execArgv: process.execArgv }),
  );
  const stop = (): void => {
    for (const child of children) child.kill('SIGKILL');
  };
  signal.addEventListener('abort', stop, { once: true });
  const ports = await Promise.all(
    children.map((child, k) => {
      const peer = { party: names[1 - k]!, publicKey: keys[1 - k]!.publicKey };
      const introduction: Introduction = { self: names[k]!, key: signingKeyToPem(keys[k]!), peer, library };
      return asked<{ port: number }>(child, introduction);
    }),
  );
  await Promise.all(children.map((child, k) => asked(child, ports[1 - k]!.port)));
  return {
    async run(order) {
      const whole: Order = { ...order, session: randomUUID() };
      const reports = (await Promise.all(children.map((child) => asked<Report>(child, whole)))) as [
        Report,
        Report,
      ];
      return { reports, peakMb: children.map(({ pid }) => residentPeakMb(pid!)) as [number, number] };
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', stop);
      const ended = children.map((child) => once(child, 'exit'));
      stop();
      await Promise.all(ended);
    },
  };
}

async function asked<Answer>(child: ChildProcess, order: object | number): Promise<Answer> {
  const gone = new AbortController();
  const left = once(child, 'exit', { signal: gone.signal }).then(() => {
    throw new Error('A party has ended.');
  });
  const answer = once(child, 'message', { signal: gone.signal });
  child.send(order);
  try {
    const [message] = (await Promise.race([answer, left])) as [Answer];
    return message;
  } finally {
    left.catch(() => {});
    answer.catch(() => {});
    gone.abort();
  }
}

/** On Linux; elsewhere there is no telling of another process. */
function residentPeakMb(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
