import { type ChildProcess, fork, type SerializationType } from 'node:child_process';
import { once } from 'node:events';
import { generateSigningKey, signingKeyToPem } from '@finharbor/kernel';
import type { Introduction } from './linked-member.ts';
import { inNamespace } from './narrow-line.ts';
import { residentPeakMb } from './processes.ts';

/** Processes of a benchmark, linked on loopback: each runs a program that begins with `asMember`. */
export type Linked = AsyncDisposable & {
  /** Gives all the same order; their answers, in the order of their names. */
  readonly tell: <Answer>(order: object) => Promise<Answer[]>;
  /** The most memory each has held so far. */
  readonly peakMb: () => readonly number[];
};

/** Where a process runs: the address it is reached at, and the network namespace it is in, if not this one's. */
export type Place = { readonly host: string; readonly namespace?: string | undefined };

/** What is started: `names` are the parties of the roster in its order. */
export type LinkedPrograms = {
  readonly program: string;
  readonly names: readonly string[];
  /** `advanced` where answers hold what JSON does not carry. */
  readonly serialization?: SerializationType;
  /** One for each name; loopback where left out. */
  readonly places?: readonly Place[];
};

const loopback: Place = { host: '127.0.0.1' };

/** Starts a process for each name and introduces them to each other; the signal kills them. */
export async function startLinked(
  signal: AbortSignal,
  { program, names, serialization = 'json', places = names.map(() => loopback) }: LinkedPrograms,
): Promise<Linked> {
  const keys = names.map(() => generateSigningKey());
  const children = places.map(({ namespace }) => {
    const start = namespace === undefined ? { execArgv: process.execArgv } : inNamespace(namespace);
    return fork(program, { ...start, serialization });
  });
  const stop = (): void => {
    for (const child of children) child.kill('SIGKILL');
  };
  signal.addEventListener('abort', stop, { once: true });
  const tell = <Answer>(order: object): Promise<Answer[]> =>
    Promise.all(children.map((child) => told<Answer>(child, order)));
  const ports = await Promise.all(
    children.map(async (child, k) => {
      const others = names.flatMap((party, i) =>
        i === k ? [] : [{ party, publicKey: keys[i]!.publicKey, host: places[i]!.host }],
      );
      const { host } = places[k]!;
      const introduction: Introduction = { self: names[k]!, host, key: signingKeyToPem(keys[k]!), others };
      return [names[k]!, (await told<{ port: number }>(child, introduction)).port] as const;
    }),
  );
  await tell(Object.fromEntries(ports));
  return {
    tell,
    peakMb: () => children.map(({ pid }) => residentPeakMb(pid!)),
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', stop);
      const ended = children
        .filter((child) => child.exitCode === null && child.signalCode === null)
        .map((child) => once(child, 'exit'));
      stop();
      await Promise.all(ended);
    },
  };
}

async function told<Answer>(child: ChildProcess, order: object): Promise<Answer> {
  const settled = new AbortController();
  const left = once(child, 'exit', { signal: settled.signal }).then(() => {
    throw new Error('A process of the benchmark has ended.');
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
