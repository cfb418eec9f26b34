import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSigningKey, signingKeyToPem } from '@finharbor/kernel';
import { type Introduction, members, type Order, type Report } from './member.ts';

/** What all three reported of one fit, in the order of `members`, and the largest resident memory of each. */
export type Fit = { readonly reports: readonly Report[]; readonly peakMb: readonly number[] };

/** Runs one fit in three fresh processes, two parties and a dealer, linked on loopback. */
export async function fitOnce(signal: AbortSignal, rows: number): Promise<Fit> {
  const keys = members.map(() => generateSigningKey());
  const children = members.map(() =>
    fork(join(import.meta.dirname, 'member.ts'), { execArgv: process.execArgv }),
  );
  const stop = (): void => {
    for (const child of children) child.kill('SIGKILL');
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const ports = await Promise.all(
      children.map(async (child, k) => {
        const others = members.flatMap((party, i) =>
          i === k ? [] : [{ party, publicKey: keys[i]!.publicKey }],
        );
        const introduction: Introduction = { self: members[k]!, key: signingKeyToPem(keys[k]!), others };
        return [members[k]!, (await asked<{ port: number }>(child, introduction)).port] as const;
      }),
    );
    await toAll(children, Object.fromEntries(ports));
    const order: Order = { session: randomUUID(), rows };
    await toAll(children, order);
    const reports = await toAll<Report>(children, { go: true });
    return { reports, peakMb: children.map(({ pid }) => residentPeakMb(pid!)) };
  } finally {
    signal.removeEventListener('abort', stop);
    const ended = children
      .filter((child) => child.exitCode === null && child.signalCode === null)
      .map((child) => once(child, 'exit'));
    stop();
    await Promise.all(ended);
  }
}

function toAll<Answer>(children: readonly ChildProcess[], order: object): Promise<Answer[]> {
  return Promise.all(children.map((child) => asked<Answer>(child, order)));
}

async function asked<Answer>(child: ChildProcess, order: object): Promise<Answer> {
  const gone = new AbortController();
  const left = once(child, 'exit', { signal: gone.signal }).then(() => {
    throw new Error('A member has ended.');
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
