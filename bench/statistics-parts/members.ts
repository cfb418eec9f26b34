import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSigningKey, signingKeyToPem } from '@finharbor/kernel';
import { type Introduction, members, type Order, type Report } from './member.ts';

/** What all members reported of one query, in the order of `members`, and the largest resident memory of each. */
export type Asked = { readonly reports: readonly Report[]; readonly peakMb: readonly number[] };

/** Runs one query in fresh processes, three parties and a dealer, linked on loopback. */
export async function askOnce(signal: AbortSignal, rows: number): Promise<Asked> {
  const keys = members.map(() => generateSigningKey());
  const children = members.map(() =>
    // Sums are whole numbers of any size, which JSON between processes would not carry.
    fork(join(import.meta.dirname, 'member.ts'), { execArgv: process.execArgv, serialization: 'advanced' }),
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
        return [members[k]!, (await told<{ port: number }>(child, introduction)).port] as const;
      }),
    );
    await tellAll(children, Object.fromEntries(ports));
    const order: Order = { session: randomUUID(), rows };
    await tellAll(children, order);
    const reports = await tellAll<Report>(children, { go: true });
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

function tellAll<Answer>(children: readonly ChildProcess[], order: object): Promise<Answer[]> {
  return Promise.all(children.map((child) => told<Answer>(child, order)));
}

async function told<Answer>(child: ChildProcess, order: object): Promise<Answer> {
  const settled = new AbortController();
  const left = once(child, 'exit', { signal: settled.signal }).then(() => {
    throw new Error('A member has ended.');
  });
  const answer = once(child, 'message', { signal: settled.signal });
  child.send(order);
  try {
    const [message] = (await Promise.race([answer, left])) as [Answer];
    return message;
  } finally {
    left.catch(() => {});
    answer.catch(() => {});
    settled.abort();
  }
}

/** On Linux; elsewhere there is no telling of another process. */
function residentPeakMb(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
